//! What guards an account, whichever environments live in it.

use super::{Mutation, mutation};
use crate::mutations::judges::Judge;

/// The mutations, by file.
pub(super) const ALL: &[Mutation] = &[
    mutation(
        Judge::Plan,
        "a trail that anybody may rewrite",
        "modules/account_baseline/trail.tf",
        ["enable_log_file_validation    = true", "enable_log_file_validation = false"],
        "enable_log_file_validation",
    ),
    mutation(
        Judge::Plan,
        "a trail of one region",
        "modules/account_baseline/trail.tf",
        ["is_multi_region_trail         = true", "is_multi_region_trail = false"],
        "is_multi_region_trail",
    ),
    mutation(
        Judge::Plan,
        "a trail without a key",
        "modules/account_baseline/trail.tf",
        [
            "kms_key_id                    = aws_kms_key.this.arn\n  is_multi_region_trail",
            "is_multi_region_trail",
        ],
        "kms_key_id",
    ),
    mutation(
        Judge::Plan,
        "traces that can be deleted",
        "modules/account_baseline/bucket.tf",
        [
            "  rule {\n    default_retention {\n      mode = \"GOVERNANCE\"\n      days = var.audit_retention\n    }\n  }\n",
            "",
        ],
        "default_retention.days",
    ),
    mutation(
        Judge::Plan,
        "a public trail",
        "modules/account_baseline/bucket.tf",
        [
            "bucket                  = aws_s3_bucket.audit[0].bucket\n  block_public_acls       = true\n  block_public_policy     = true",
            "bucket = aws_s3_bucket.audit[0].bucket\n  block_public_acls = true\n  block_public_policy = false",
        ],
        "block_public_policy",
    ),
    mutation(
        Judge::Plan,
        "records in the clear",
        "modules/account_baseline/bucket.tf",
        [
            "Resource  = [local.record_arn, \"${local.record_arn}/*\"]\n        Condition = { Bool = { \"aws:SecureTransport\" = \"false\" } }",
            "Resource = [local.record_arn, \"${local.record_arn}/*\"]\n        Condition = { Bool = { \"aws:SecureTransport\" = \"true\" } }",
        ],
        "policy",
    ),
    mutation(
        Judge::Test,
        "a lock that administrators pass by",
        "modules/account_baseline/bucket.tf",
        ["\"s3:BypassGovernanceRetention\", ", ""],
        "nobody_takes_back_what_the_trail_wrote",
    ),
    mutation(
        Judge::Plan,
        "nobody wakes for the root user",
        "modules/account_baseline/watch.tf",
        [
            "resource \"aws_cloudwatch_metric_alarm\" \"watched\" {\n  for_each            = { for name, event in local.watched : name => event if var.home }",
            "resource \"aws_cloudwatch_metric_alarm\" \"watched\" {\n  for_each = { for name, event in local.watched : name => event if var.home && name != \"root-used\" }",
        ],
        "aws_cloudwatch_metric_alarm",
    ),
    mutation(
        Judge::Plan,
        "a call that nobody looks for",
        "modules/account_baseline/watch.tf",
        ["\"StartLogging\", \"StopLogging\"", "\"StartLogging\""],
        "aws_cloudwatch_log_metric_filter.pattern",
    ),
    mutation(
        Judge::Test,
        "every call wakes somebody",
        "modules/account_baseline/watch.tf",
        [
            "{ (($.errorCode = \\\"*UnauthorizedOperation\\\") || ($.errorCode = \\\"AccessDenied*\\\")) && ($.sourceIPAddress",
            "{ ($.errorCode = \\\"*UnauthorizedOperation\\\") || ($.errorCode = \\\"AccessDenied*\\\") || ($.sourceIPAddress",
        ],
        "a_call_that_is_refused_counts_and_others_do_not",
    ),
    mutation(
        Judge::Plan,
        "a recorder of what somebody thought of",
        "modules/account_baseline/config.tf",
        [
            "all_supported                 = true\n    include_global_resource_types = var.home",
            "all_supported = false\n    resource_types = [\"AWS::EC2::Instance\"]",
        ],
        "recording_group.all_supported",
    ),
    mutation(
        Judge::Plan,
        "a recorder that is off",
        "modules/account_baseline/config.tf",
        ["is_enabled = true", "is_enabled = false"],
        "is_enabled",
    ),
    mutation(
        Judge::Test,
        "a role that the next plan removes",
        "modules/account_baseline/config.tf",
        ["if try(role.tags[\"MadeBy\"], \"\") != local.made_by]", "]"],
        "it_stays_once_it_was_made_here",
    ),
    mutation(
        Judge::Plan,
        "nobody looks for intruders",
        "modules/account_baseline/findings.tf",
        ["enable                       = true", "enable = false"],
        "enable",
    ),
    mutation(
        Judge::Plan,
        "measured by AWS alone",
        "modules/account_baseline/findings.tf",
        ["    cis            = \"cis-aws-foundations-benchmark/v/3.0.0\"\n", ""],
        "standards_arn",
    ),
    mutation(
        Judge::Plan,
        "findings that nobody hears of",
        "modules/account_baseline/findings.tf",
        ["Label = [\"CRITICAL\", \"HIGH\"]", "Label = [\"CRITICAL\"]"],
        "event_pattern",
    ),
    mutation(
        Judge::Plan,
        "volumes in plain text, unless somebody thinks of it",
        "modules/account_baseline/defaults.tf",
        ["enabled = true", "enabled = false"],
        "enabled",
    ),
    mutation(
        Judge::Plan,
        "snapshots for everybody",
        "modules/account_baseline/defaults.tf",
        ["state = \"block-all-sharing\"", "state = \"unblocked\""],
        "state",
    ),
    mutation(
        Judge::Plan,
        "short passwords",
        "modules/account_baseline/defaults.tf",
        ["length = 14", "length = 8"],
        "minimum_password_length",
    ),
    mutation(
        Judge::Test,
        "messages that nobody can encrypt",
        "modules/account_baseline/key.tf",
        ["\"budgets.amazonaws.com\", \"cloudwatch.amazonaws.com\", ", ""],
        "the_key_admits_who_has_to_use_it",
    ),
];
