//! The edits of a sound plan, each with the rule that it breaks and the property that is named.

use crate::plan::Edit::{self, Drop, Set};
use crate::plan::Row;
use serde_json::{Value as Json, json};

pub(super) const SERVICE: &str = "aws_ecs_service.this";
pub(super) const DATABASE: &str = "aws_db_instance.this";
const ERROR_RATE: &str = "gate[\"error-rate-green\"]";
const SUCCESS_RATE: &str = "gate[\"success-rate-blue\"]";
const RESPONSE_TIME: &str = "gate[\"response-time-blue\"]";
const GREEN: &str = "aws_lb_target_group.this[\"green\"]";
const TEMPLATE: &str = "aws_launch_template.this";
const BALANCER: &str = "aws_lb.this";
const DEPLOYER: &str = "aws_iam_role.deployer";

#[expect(clippy::too_many_lines, reason = "a table of rows")]
pub(super) fn rows() -> Vec<Row> {
    vec![
        // Delivery
        (
            Set(SERVICE, "/load_balancer/0/advanced_configuration", json!([])),
            "traffic-shift",
            "load_balancer.advanced_configuration.test_listener_rule",
        ),
        (
            Set(SERVICE, "/deployment_configuration/0/strategy", json!("BLUE_GREEN")),
            "deployment-strategy",
            "deployment_configuration.strategy",
        ),
        (
            Set(SERVICE, "/deployment_configuration/0/canary_configuration/0/canary_percent", json!(50)),
            "deployment-strategy",
            "deployment_configuration.canary_configuration.canary_percent",
        ),
        (Set(SERVICE, "/alarms/0/enable", json!(false)), "gate-rollback", "alarms.enable"),
        (Set(SERVICE, "/alarms/0/rollback", json!(false)), "gate-rollback", "alarms.rollback"),
        (Set(SERVICE, "/alarms", json!([])), "gate-rollback", "alarms.alarm_names"),
        (
            Set(SERVICE, "/deployment_circuit_breaker/0/enable", json!(false)),
            "circuit-breaker",
            "deployment_circuit_breaker.enable",
        ),
        (
            Set(SERVICE, "/deployment_circuit_breaker", json!([])),
            "circuit-breaker",
            "deployment_circuit_breaker.rollback",
        ),
        (
            Set(SERVICE, "/deployment_minimum_healthy_percent", json!(50)),
            "deployment-overlap",
            "deployment_minimum_healthy_percent",
        ),
        (
            Set(SERVICE, "/deployment_maximum_percent", json!(100)),
            "deployment-overlap",
            "deployment_maximum_percent",
        ),
        (Set(SERVICE, "/desired_count", json!(1)), "task-count", "desired_count"),
        (Set("aws_appautoscaling_target.this[0]", "/min_capacity", json!(1)), "task-count", "min_capacity"),
        (Set(SERVICE, "/sigint_rollback", json!(false)), "interrupted-apply", "sigint_rollback"),
        (Set(SERVICE, "/timeouts/update", json!("49m")), "update-timeout", "timeouts.update"),
        (Set(SERVICE, "/timeouts/update", Json::Null), "update-timeout", "timeouts.update"),
        // Gates
        (
            Set(SERVICE, "/alarms/0/alarm_names/5", json!("shop-production-gate-forgotten")),
            "gate-coverage",
            "alarms.alarm_names",
        ),
        (Drop(ERROR_RATE), "gate-coverage", "alarms.alarm_names"),
        (
            Set(ERROR_RATE, "/metric_query/1/metric/0/dimensions", json!({"LoadBalancer": "app/shop/1"})),
            "gate-per-target-group",
            "dimensions.TargetGroup",
        ),
        (
            Set(ERROR_RATE, "/comparison_operator", json!("LessThanThreshold")),
            "gate-direction",
            "comparison_operator",
        ),
        (
            Set(SUCCESS_RATE, "/comparison_operator", json!("GreaterThanOrEqualToThreshold")),
            "gate-direction",
            "comparison_operator",
        ),
        (
            Set(RESPONSE_TIME, "/comparison_operator", json!("GreaterThanThreshold")),
            "gate-direction",
            "comparison_operator",
        ),
        (Set(ERROR_RATE, "/threshold", json!(0.02)), "gate-threshold", "threshold"),
        (Set(ERROR_RATE, "/threshold", json!(1)), "gate-threshold", "threshold"),
        (
            Set(RESPONSE_TIME, "/metric_query/0/expression", json!("IF(requests >= 20, latency, 0)")),
            "gate-threshold",
            "threshold",
        ),
        (
            Set(ERROR_RATE, "/treat_missing_data", json!("breaching")),
            "gate-missing-data",
            "treat_missing_data",
        ),
        (
            Set(ERROR_RATE, "/metric_query/0/expression", json!("FILL(errors, 0) / requests")),
            "gate-minimum-requests",
            "metric_query.expression",
        ),
        (
            Set(
                ERROR_RATE,
                "/metric_query/0/expression",
                json!("IF(requests >= 19, FILL(errors, 0) / requests, 0)"),
            ),
            "gate-minimum-requests",
            "metric_query.expression",
        ),
        (
            Set(ERROR_RATE, "/metric_query/1/metric/0/period", json!(3600)),
            "gate-time",
            "metric_query.metric.period",
        ),
        // Drain, health, scaling
        (Set(GREEN, "/deregistration_delay", json!("300")), "drain", "deregistration_delay"),
        (Set(GREEN, "/deregistration_delay", Json::Null), "drain", "deregistration_delay"),
        (Set(GREEN, "/health_check/0/interval", json!(30)), "health-check-time", "health_check"),
        (Set(GREEN, "/health_check/0/enabled", json!(false)), "health-check-time", "health_check.enabled"),
        (Set("scale[\"out\"]", "/period", json!(120)), "scale-out-time", "period"),
        (
            Set(
                "aws_appautoscaling_policy.this[\"out\"]",
                "/step_scaling_policy_configuration/0/step_adjustment/0/scaling_adjustment",
                json!(-1),
            ),
            "scale-out-time",
            "step_scaling_policy_configuration.step_adjustment.scaling_adjustment",
        ),
        // Data
        (Set(DATABASE, "/storage_encrypted", json!(false)), "storage-encrypted", "storage_encrypted"),
        (Set(DATABASE, "/kms_key_id", Json::Null), "storage-encrypted", "kms_key_id"),
        (
            Set("aws_db_instance.replica[0]", "/storage_encrypted", json!(false)),
            "storage-encrypted",
            "storage_encrypted",
        ),
        (Set(DATABASE, "/backup_retention_period", json!(0)), "backup-retention", "backup_retention_period"),
        (Set(DATABASE, "/deletion_protection", json!(false)), "deletion-protection", "deletion_protection"),
        (
            Set(BALANCER, "/enable_deletion_protection", json!(false)),
            "deletion-protection",
            "enable_deletion_protection",
        ),
        (Set(DATABASE, "/skip_final_snapshot", json!(true)), "final-snapshot", "skip_final_snapshot"),
        (
            Set(DATABASE, "/final_snapshot_identifier", Json::Null),
            "final-snapshot",
            "final_snapshot_identifier",
        ),
        (
            Set(DATABASE, "/delete_automated_backups", json!(true)),
            "final-snapshot",
            "delete_automated_backups",
        ),
        (Set(DATABASE, "/multi_az", json!(false)), "standby", "multi_az"),
        (Set(DATABASE, "/publicly_accessible", json!(true)), "database-private", "publicly_accessible"),
        (
            Set(DATABASE, "/manage_master_user_password", json!(false)),
            "database-login",
            "manage_master_user_password",
        ),
        (Set(DATABASE, "/password", json!("correct-horse")), "database-login", "password"),
        (
            Set(DATABASE, "/iam_database_authentication_enabled", json!(false)),
            "database-login",
            "iam_database_authentication_enabled",
        ),
        (
            Set(
                "aws_secretsmanager_secret_rotation.master",
                "/rotation_rules/0/automatically_after_days",
                json!(365),
            ),
            "secret-rotation",
            "rotation_rules.automatically_after_days",
        ),
        (
            Set(
                "aws_db_parameter_group.this",
                "/parameter",
                json!([{"name": "rds.force_ssl", "value": "0"}]),
            ),
            "database-transport",
            "parameter.rds.force_ssl",
        ),
        (Drop("aws_backup_selection.this"), "backup-plan", "aws_backup_selection"),
        (
            Set("aws_backup_plan.this", "/rule/0/lifecycle", json!([])),
            "backup-plan",
            "rule.lifecycle.delete_after",
        ),
        (Set("aws_backup_vault.this", "/kms_key_arn", Json::Null), "backup-plan", "kms_key_arn"),
        (
            Drop("aws_db_instance_automated_backups_replication.dr[0]"),
            "backup-second-region",
            "aws_db_instance_automated_backups_replication",
        ),
        (
            Set(
                "aws_backup_plan.this",
                "/rule",
                json!([{"lifecycle": [{"delete_after": 7}], "copy_action": []}]),
            ),
            "backup-second-region",
            "rule.copy_action",
        ),
        (Drop("aws_backup_vault.dr"), "backup-second-region", "aws_backup_vault.region"),
        (
            Drop("aws_backup_vault_lock_configuration.dr[0]"),
            "backup-lock",
            "aws_backup_vault_lock_configuration",
        ),
        (
            Set("aws_backup_vault_lock_configuration.this[0]", "/min_retention_days", Json::Null),
            "backup-lock",
            "min_retention_days",
        ),
        (
            Drop("aws_backup_restore_testing_selection.rds"),
            "restore-test",
            "aws_backup_restore_testing_selection",
        ),
        // Hosts
        (
            Set(TEMPLATE, "/block_device_mappings/0/ebs/0/encrypted", json!("false")),
            "host-volumes",
            "block_device_mappings.ebs.encrypted",
        ),
        (
            Set(TEMPLATE, "/block_device_mappings/0/ebs/0/kms_key_id", Json::Null),
            "host-volumes",
            "block_device_mappings.ebs.kms_key_id",
        ),
        (
            Set(TEMPLATE, "/metadata_options/0/http_tokens", json!("optional")),
            "instance-metadata",
            "metadata_options.http_tokens",
        ),
        (
            Set(TEMPLATE, "/metadata_options/0/http_put_response_hop_limit", json!(2)),
            "instance-metadata",
            "metadata_options.http_put_response_hop_limit",
        ),
        (
            Set(TEMPLATE, "/network_interfaces", json!([{"associate_public_ip_address": "true"}])),
            "public-address",
            "network_interfaces.associate_public_ip_address",
        ),
        (
            Set(SERVICE, "/network_configuration/0/assign_public_ip", json!(true)),
            "public-address",
            "network_configuration.assign_public_ip",
        ),
        (
            Set("aws_autoscaling_group.this", "/protect_from_scale_in", json!(false)),
            "host-drain",
            "protect_from_scale_in",
        ),
        (
            Set(
                "aws_ecs_capacity_provider.this",
                "/auto_scaling_group_provider/0/managed_draining",
                json!("DISABLED"),
            ),
            "host-drain",
            "auto_scaling_group_provider.managed_draining",
        ),
        (
            Set(
                "aws_ecs_capacity_provider.this",
                "/auto_scaling_group_provider/0/managed_scaling/0/status",
                json!("DISABLED"),
            ),
            "host-scaling",
            "auto_scaling_group_provider.managed_scaling.status",
        ),
        // Network
        (
            Set("aws_autoscaling_group.this", "/vpc_zone_identifier", json!(["subnet-1"])),
            "two-zones",
            "vpc_zone_identifier",
        ),
        (Set("aws_db_subnet_group.this", "/subnet_ids", json!(["subnet-1"])), "two-zones", "subnet_ids"),
        (Drop("aws_nat_gateway.this[\"eu-west-1c\"]"), "nat-per-zone", "aws_nat_gateway"),
        (Set("task_from_alb", "/cidr_ipv4", json!("0.0.0.0/0")), "open-ingress", "cidr_ipv4"),
        (Set("db_from_task", "/from_port", json!(0)), "open-ingress", "from_port"),
        (Set("aws_security_group.task", "/ingress", json!([{"from_port": 22}])), "inline-rules", "ingress"),
        (Drop("aws_flow_log.this"), "flow-log", "aws_flow_log"),
        (Set("aws_flow_log.this", "/traffic_type", json!("REJECT")), "flow-log", "traffic_type"),
        // Edge
        (
            Set("aws_lb_listener.https", "/ssl_policy", json!("ELBSecurityPolicy-2016-08")),
            "tls-policy",
            "ssl_policy",
        ),
        (
            Set("aws_lb_listener.http", "/default_action/0/type", json!("forward")),
            "https-redirect",
            "default_action.type",
        ),
        (Drop("aws_wafv2_web_acl_association.this"), "web-acl", "aws_wafv2_web_acl_association"),
        (
            Drop("aws_wafv2_web_acl_logging_configuration.this"),
            "web-acl",
            "aws_wafv2_web_acl_logging_configuration",
        ),
        (
            Set("aws_wafv2_web_acl.this", "/rule/1/override_action", json!([{"count": [{}], "none": []}])),
            "web-acl",
            "rule.action",
        ),
        (
            Set(BALANCER, "/drop_invalid_header_fields", json!(false)),
            "request-headers",
            "drop_invalid_header_fields",
        ),
        (Set(BALANCER, "/access_logs/0/enabled", json!(false)), "access-logs", "access_logs.enabled"),
        (
            Set("aws_s3_bucket_public_access_block.logs", "/block_public_policy", json!(false)),
            "bucket-private",
            "block_public_policy",
        ),
        (
            Drop("aws_s3_bucket_public_access_block.logs"),
            "bucket-private",
            "aws_s3_bucket_public_access_block",
        ),
        // Observability, keys, images, flags
        (
            Set("aws_cloudwatch_log_group.app", "/retention_in_days", json!(0)),
            "log-group",
            "retention_in_days",
        ),
        (Set("aws_cloudwatch_log_group.app", "/kms_key_id", Json::Null), "log-group", "kms_key_id"),
        (
            Set("aws_cloudwatch_composite_alarm.incident", "/alarm_actions", json!([])),
            "alarm-actions",
            "alarm_actions",
        ),
        (Set("scale[\"out\"]", "/actions_enabled", json!(false)), "alarm-actions", "actions_enabled"),
        (Set("scale[\"out\"]", "/threshold", json!(100)), "alarm-can-fire", "threshold"),
        (Set("scale[\"in\"]", "/evaluation_periods", json!(1)), "alarm-can-fire", "datapoints_to_alarm"),
        (
            Drop("aws_cloudwatch_event_target.this[\"certificate\"]"),
            "event-target",
            "aws_cloudwatch_event_target",
        ),
        (
            Set("aws_secretsmanager_secret.this[\"stripe\"]", "/kms_key_id", Json::Null),
            "secret-storage",
            "kms_key_id",
        ),
        (
            Set("aws_secretsmanager_secret.this[\"stripe\"]", "/recovery_window_in_days", json!(0)),
            "secret-storage",
            "recovery_window_in_days",
        ),
        (
            Set("aws_lambda_permission.rotate[\"stripe\"]", "/source_account", Json::Null),
            "function-caller",
            "source_account",
        ),
        (
            Set("aws_sns_topic.alerts", "/kms_master_key_id", Json::Null),
            "topic-encrypted",
            "kms_master_key_id",
        ),
        (Set("aws_appconfig_environment.this", "/monitor", json!([])), "flag-monitor", "monitor"),
        (
            Set("aws_ecr_repository.this", "/image_tag_mutability", json!("MUTABLE")),
            "immutable-images",
            "image_tag_mutability",
        ),
        (
            Set("aws_ecr_repository.this", "/image_scanning_configuration/0/scan_on_push", json!(false)),
            "immutable-images",
            "image_scanning_configuration.scan_on_push",
        ),
        (
            Set("aws_kms_key.this", "/enable_key_rotation", json!(false)),
            "key-rotation",
            "enable_key_rotation",
        ),
        // Incidents
        (Set("aws_synthetics_canary.this", "/start_canary", json!(false)), "canary-runs", "start_canary"),
        (
            Set("aws_cloudwatch_metric_alarm.canary", "/treat_missing_data", json!("notBreaching")),
            "canary-runs",
            "treat_missing_data",
        ),
        (Drop("aws_cloudwatch_metric_alarm.canary"), "canary-runs", "aws_cloudwatch_metric_alarm"),
        (
            Set("aws_cloudwatch_metric_alarm.canary", "/comparison_operator", json!("GreaterThanThreshold")),
            "alarm-can-fire",
            "comparison_operator",
        ),
        (
            Set(
                "aws_cloudwatch_composite_alarm.incident",
                "/alarm_actions",
                json!(["arn:aws:sns:eu-west-1:123456789012:shop-production-alerts"]),
            ),
            "incident-item",
            "alarm_actions",
        ),
        (
            Set("aws_ssm_document.rollback", "/content", json!(runbook("ABORT"))),
            "runbook-rollback",
            "content.stopType",
        ),
        (
            Set(
                "aws_iam_role_policy.runbook",
                "/policy",
                json!(rights("ecs:*", "arn:aws:ecs:eu-west-1:123456789012:service/shop/app")),
            ),
            "runbook-rights",
            "policy",
        ),
        (
            Set(
                "aws_iam_role_policy.runbook",
                "/policy",
                json!(rights("ecs:DeleteService", "arn:aws:ecs:eu-west-1:123456789012:service/shop/app")),
            ),
            "runbook-rights",
            "policy",
        ),
        (
            Set("aws_iam_role_policy.runbook", "/policy", json!(rights("ecs:ListServiceDeployments", "*"))),
            "runbook-rights",
            "policy",
        ),
        // Access
        (
            Set("aws_iam_role.task", "/permissions_boundary", Json::Null),
            "role-boundary",
            "permissions_boundary",
        ),
        (Set(DEPLOYER, "/max_session_duration", json!(1800)), "session-time", "max_session_duration"),
        (
            trusting_tokens(
                &json!({"StringEquals": {"token.example.com:sub": "repo:shop/web:environment:production"}}),
            ),
            "exact-subject",
            "assume_role_policy.aud",
        ),
        (
            trusting_tokens(&json!({"StringEquals": {"token.example.com:aud": "sts.amazonaws.com"}})),
            "exact-subject",
            "assume_role_policy.sub",
        ),
        (
            trusting_tokens(&json!({
                "StringEquals": {"token.example.com:aud": "sts.amazonaws.com"},
                "StringLike": {"token.example.com:sub": "repo:shop/web:*"},
            })),
            "exact-subject",
            "assume_role_policy.sub",
        ),
        (
            trusting_tokens(&json!({"StringEquals": {
                "token.example.com:aud": "sts.amazonaws.com",
                "token.example.com:sub": ["repo:shop/web:environment:production", "repo:shop/web:pull_request"],
            }})),
            "exact-subject",
            "assume_role_policy.sub",
        ),
        (
            trusting_tokens(&json!({
                "ForAllValues:StringEquals": {"token.example.com:sub": "repo:shop/web:environment:production"},
                "StringEquals": {"token.example.com:aud": "sts.amazonaws.com"},
            })),
            "exact-subject",
            "assume_role_policy.sub",
        ),
        (
            trusting_people(&json!({"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}})),
            "second-factor",
            "assume_role_policy.aws:MultiFactorAuthPresent",
        ),
        (
            trusting_people(&json!({
                "BoolIfExists": {"aws:MultiFactorAuthPresent": "true"},
                "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"},
            })),
            "second-factor",
            "assume_role_policy.aws:MultiFactorAuthPresent",
        ),
        (
            trusting_people(&json!({"Bool": {"aws:MultiFactorAuthPresent": "true"}})),
            "second-factor",
            "assume_role_policy.aws:MultiFactorAuthAge",
        ),
    ]
}

/// The pipeline is trusted under this condition.
fn trusting_tokens(condition: &Json) -> Edit {
    let principal = json!({"Federated": "arn:aws:iam::111122223333:oidc-provider/token.example.com"});
    trusting(DEPLOYER, "sts:AssumeRoleWithWebIdentity", &principal, condition)
}

/// All users of an account are trusted under this condition.
pub(super) fn trusting_people(condition: &Json) -> Edit {
    let principal = json!({"AWS": "arn:aws:iam::111122223333:root"});
    trusting("aws_iam_role.operator", "sts:AssumeRole", &principal, condition)
}

fn trusting(role: &'static str, action: &str, principal: &Json, condition: &Json) -> Edit {
    let statement =
        json!({"Effect": "Allow", "Action": action, "Principal": principal, "Condition": condition});
    let policy = json!({"Version": "2012-10-17", "Statement": [statement]}).to_string();
    Set(role, "/assume_role_policy", policy.into())
}

/// What production's own settings declare.
/// A runbook that stops a deployment in one way or the other.
fn runbook(stop: &str) -> String {
    let inputs = json!({"Service": "ecs", "Api": "StopServiceDeployment", "stopType": stop});
    json!({"schemaVersion": "0.3", "mainSteps": [{"name": "Stop", "inputs": inputs}]}).to_string()
}

/// A policy with one right.
fn rights(action: &str, resource: &str) -> String {
    let statement = json!({"Effect": "Allow", "Action": action, "Resource": resource});
    json!({"Version": "2012-10-17", "Statement": statement}).to_string()
}
