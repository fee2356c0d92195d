//! Each rule over what guards an account: a plan of it keeps all, and one edit breaks one.

use crate::plan::Edit::{Drop, Set};
use crate::plan::{Row, is_at, judged, mark, put, read, resources, with};
use iac_core::environment::Tier;
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// A plan of an account's guards that keeps every rule.
const SOUND: &str = include_str!("../data/account.json");

const TRAIL: &str = "aws_cloudtrail.this[0]";
const RECORDER: &str = "aws_config_configuration_recorder.this";
const FINDINGS: &str = "aws_cloudwatch_event_rule.findings";
const PASSWORDS: &str = "aws_iam_account_password_policy.this[0]";

pub(super) fn rows() -> Vec<Row> {
    let mut rows = trail();
    rows.extend(findings());
    rows.extend(defaults());
    rows
}

fn trail() -> Vec<Row> {
    vec![
        (Set(TRAIL, "/is_multi_region_trail", json!(false)), "audit-trail", "is_multi_region_trail"),
        (
            Set(TRAIL, "/include_global_service_events", json!(false)),
            "audit-trail",
            "include_global_service_events",
        ),
        (Set(TRAIL, "/enable_logging", json!(false)), "audit-trail", "enable_logging"),
        (Set(TRAIL, "/enable_log_file_validation", Json::Null), "audit-trail", "enable_log_file_validation"),
        (Set(TRAIL, "/kms_key_id", Json::Null), "audit-trail", "kms_key_id"),
        (
            Drop("aws_s3_bucket_object_lock_configuration.audit[0]"),
            "audit-lock",
            "aws_s3_bucket_object_lock_configuration",
        ),
        (
            Set("aws_s3_bucket_object_lock_configuration.audit[0]", "/rule", json!([])),
            "audit-lock",
            "rule.default_retention.days",
        ),
        (
            Set("aws_s3_bucket.audit[0]", "/object_lock_enabled", json!(false)),
            "audit-lock",
            "object_lock_enabled",
        ),
        (
            Set(
                "aws_s3_bucket_policy.records",
                "/policy",
                json!(
                    "{\"Statement\": [{\"Effect\": \"Allow\", \"Principal\": \"*\", \"Action\": \"s3:*\"}]}"
                ),
            ),
            "bucket-transport",
            "policy",
        ),
        (
            Set(
                "aws_s3_bucket_policy.audit[0]",
                "/policy",
                json!(
                    "{\"Statement\": {\"Effect\": \"Deny\", \"Principal\": \"*\", \"Action\": \"s3:*\", \"Condition\": {\"Bool\": {\"aws:SecureTransport\": \"true\"}}}}"
                ),
            ),
            "bucket-transport",
            "policy",
        ),
        (
            Drop("aws_cloudwatch_metric_alarm.watched[\"root-used\"]"),
            "trail-watched",
            "aws_cloudwatch_metric_alarm",
        ),
        (
            Set("aws_cloudwatch_metric_alarm.watched[\"root-used\"]", "/namespace", json!("Elsewhere")),
            "trail-watched",
            "aws_cloudwatch_metric_alarm",
        ),
        (
            Drop("aws_cloudwatch_log_metric_filter.watched[\"login-failed\"]"),
            "trail-watched",
            "aws_cloudwatch_log_metric_filter.pattern",
        ),
        (
            Set(
                "aws_cloudwatch_log_metric_filter.watched[\"key-disabled\"]",
                "/pattern",
                json!("{ $.eventName = DisableKey }"),
            ),
            "trail-watched",
            "aws_cloudwatch_log_metric_filter.pattern",
        ),
    ]
}

fn findings() -> Vec<Row> {
    vec![
        (
            Set(RECORDER, "/recording_group/0/all_supported", json!(false)),
            "config-recorder",
            "recording_group.all_supported",
        ),
        (
            Drop("aws_config_configuration_recorder_status.this"),
            "config-recorder",
            "aws_config_configuration_recorder_status",
        ),
        (
            Set("aws_config_configuration_recorder_status.this", "/is_enabled", json!(false)),
            "config-recorder",
            "is_enabled",
        ),
        (Drop("aws_config_delivery_channel.this"), "config-recorder", "aws_config_delivery_channel"),
        (Set("aws_guardduty_detector.this", "/enable", json!(false)), "threat-detection", "enable"),
        (
            Drop("aws_securityhub_standards_subscription.this[\"cis\"]"),
            "security-standards",
            "aws_securityhub_standards_subscription.standards_arn",
        ),
        (Drop(FINDINGS), "findings-told", "aws_cloudwatch_event_rule"),
        (
            Set(
                FINDINGS,
                "/event_pattern",
                json!(
                    "{\"source\": [\"aws.securityhub\"], \"detail\": {\"findings\": {\"Severity\": {\"Label\": [\"CRITICAL\"]}}}}"
                ),
            ),
            "findings-told",
            "event_pattern",
        ),
    ]
}

fn defaults() -> Vec<Row> {
    vec![
        (Set("aws_ebs_encryption_by_default.this", "/enabled", json!(false)), "account-defaults", "enabled"),
        (
            Set("aws_ebs_snapshot_block_public_access.this", "/state", json!("unblocked")),
            "account-defaults",
            "state",
        ),
        (
            Set("aws_ec2_instance_metadata_defaults.this", "/http_tokens", json!("optional")),
            "account-defaults",
            "http_tokens",
        ),
        (
            Set("aws_s3_account_public_access_block.this[0]", "/block_public_policy", json!(false)),
            "account-defaults",
            "block_public_policy",
        ),
        (Set(PASSWORDS, "/minimum_password_length", json!(8)), "password-policy", "minimum_password_length"),
        (
            Set(PASSWORDS, "/password_reuse_prevention", Json::Null),
            "password-policy",
            "password_reuse_prevention",
        ),
        (Set("aws_budgets_budget.this[0]", "/notification", json!([])), "budget-told", "notification"),
    ]
}

const TIERS: [Tier; 3] = [Tier::Production, Tier::Staging, Tier::Development];

/// An account is no tier's: it is guarded the same for all.
#[test]
fn a_guarded_account_keeps_every_rule_in_every_tier() {
    for tier in TIERS {
        assert_eq!(judged(&read(SOUND), tier), []);
    }
}

#[test]
fn each_edit_breaks_its_rule_alone_and_names_the_property() {
    for (edit, code, property) in rows() {
        for tier in TIERS {
            let found = judged(&with(read(SOUND), &edit), tier);
            let codes: BTreeSet<&str> = found.iter().map(|finding| finding.rule.code).collect();
            assert_eq!(codes, [code].into(), "{property}: {found:#?}");
            assert!(
                found.iter().any(|finding| finding.property == property),
                "{property} is not named: {found:#?}"
            );
        }
    }
}

#[test]
fn what_is_known_only_after_apply_breaks_no_rule() {
    for (edit, code, _) in rows() {
        let Set(ending, pointer, _) = &edit else { continue };
        let mut plan = read(SOUND);
        let resource =
            resources(&mut plan).iter_mut().find(|resource| is_at(resource, ending)).expect("it is there");
        put(&mut resource["change"]["after"], pointer, Json::Null);
        mark(resource, pointer, true);
        let found = judged(&plan, Tier::Production);
        assert!(found.iter().all(|finding| finding.rule.code != code), "{pointer} of {ending}: {found:#?}");
    }
}

/// The guards of another Region than home have no trail, and nothing asks for one.
#[test]
fn a_region_without_a_trail_is_in_order() {
    let mut plan = read(SOUND);
    let trail =
        ["aws_cloudtrail", "audit[0]", "trail[0]", ".watched[", "password", "account_public", "budget"];
    resources(&mut plan).retain(|resource| {
        let address = resource["address"].as_str().unwrap_or_default();
        trail.iter().all(|part| !address.contains(part))
    });
    assert_eq!(judged(&plan, Tier::Production), []);
}

/// A second trail may look closer at one Region, once the first sees all.
#[test]
fn a_second_trail_of_one_region_is_in_order() {
    let mut plan = read(SOUND);
    let mut second =
        resources(&mut plan).iter().find(|resource| is_at(resource, TRAIL)).expect("it is there").clone();
    second["address"] = json!("module.account.aws_cloudtrail.this[1]");
    put(&mut second["change"]["after"], "/is_multi_region_trail", json!(false));
    resources(&mut plan).push(second);
    assert_eq!(judged(&plan, Tier::Production), []);
}
