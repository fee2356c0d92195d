//! What sees how the environment fares, and tells.

use super::{Mutation, mutation};
use crate::mutations::judges::Judge;

/// The mutations, by file.
pub(super) const ALL: &[Mutation] = &[
    mutation(
        Judge::Plan,
        "alarms in plain text",
        "modules/alerts/main.tf",
        ["kms_master_key_id = var.key_arn", "kms_master_key_id = false ? var.key_arn : null"],
        "kms_master_key_id",
    ),
    mutation(
        Judge::Plan,
        "events go nowhere",
        "modules/observability/events.tf",
        [
            "resource \"aws_cloudwatch_event_target\" \"this\" {\n  for_each = local.events",
            "resource \"aws_cloudwatch_event_target\" \"this\" {\n  for_each = { for name, event in local.events : name => event if name != \"health\" }",
        ],
        "aws_cloudwatch_event_target",
    ),
    mutation(
        Judge::Plan,
        "an alarm tells nobody",
        "modules/observability/services.tf",
        [
            "threshold           = var.log_errors\n  treat_missing_data  = \"notBreaching\"\n  alarm_actions       = [var.topic_arn]",
            "threshold = var.log_errors\n  treat_missing_data = \"notBreaching\"\n  alarm_actions = []",
        ],
        "alarm_actions",
    ),
    mutation(
        Judge::Plan,
        "an alarm on too much free storage",
        "modules/observability/database.tf",
        [
            "metric      = \"FreeStorageSpace\"\n        statistic   = \"Minimum\"\n        operator    = \"LessThanThreshold\"",
            "metric = \"FreeStorageSpace\"\n        statistic = \"Minimum\"\n        operator = \"GreaterThanThreshold\"",
        ],
        "comparison_operator",
    ),
    mutation(
        Judge::Plan,
        "an alarm on more than all of the memory",
        "modules/observability/services.tf",
        [
            "metric_name         = \"MemoryUtilization\"\n  dimensions          = { ClusterName = var.cluster_name, ServiceName = each.key }\n  statistic           = \"Average\"\n  period              = 60\n  evaluation_periods  = 5\n  datapoints_to_alarm = 5\n  comparison_operator = \"GreaterThanThreshold\"\n  threshold           = 85",
            "metric_name = \"MemoryUtilization\"\n  dimensions = { ClusterName = var.cluster_name, ServiceName = each.key }\n  statistic = \"Average\"\n  period = 60\n  evaluation_periods = 5\n  datapoints_to_alarm = 5\n  comparison_operator = \"GreaterThanThreshold\"\n  threshold = 850",
        ],
        "threshold",
    ),
];
