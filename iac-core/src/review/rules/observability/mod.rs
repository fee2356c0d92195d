//! Whether anybody sees what happened.

use super::resource_types::LOAD_BALANCERS;
use super::turn::Turn::{Deleted, Destroyed, Off, Removed, Shrinks, Zero};
use super::{Entry, Row};
use crate::review::finding::Severity::{Critical, High, Medium};

const TRAIL: &[&str] = &["aws_cloudtrail"];
const ALARM: &[&str] = &["aws_cloudwatch_composite_alarm", "aws_cloudwatch_metric_alarm"];

pub(super) const RULES: &[Entry] = &[
    Entry::rows(
        "OB001",
        Critical,
        &[
            Row::whole(TRAIL, Destroyed),
            Row::of(TRAIL, "enable_logging", Off),
            Row::of(TRAIL, "is_multi_region_trail", Off),
            Row::of(TRAIL, "enable_log_file_validation", Off),
            Row::of(TRAIL, "include_global_service_events", Off),
        ],
    ),
    Entry::rows(
        "OB002",
        Critical,
        &[
            Row::whole(
                &[
                    "aws_accessanalyzer_analyzer",
                    "aws_config_configuration_recorder",
                    "aws_config_configuration_recorder_status",
                    "aws_config_delivery_channel",
                    "aws_detective_graph",
                    "aws_guardduty_detector",
                    "aws_inspector2_enabler",
                    "aws_macie2_account",
                    "aws_securityhub_account",
                ],
                Destroyed,
            ),
            Row::of(&["aws_guardduty_detector"], "enable", Off),
            Row::of(&["aws_config_configuration_recorder_status"], "is_enabled", Off),
        ],
    ),
    Entry::rows("OB003", High, &[Row::whole(&["aws_flow_log"], Deleted)]),
    Entry::rows(
        "OB004",
        Medium,
        &[
            Row::whole(ALARM, Deleted),
            Row::whole(&["aws_budgets_budget", "aws_sns_topic_subscription"], Deleted),
            Row::of(ALARM, "actions_enabled", Off),
            Row::of(ALARM, "alarm_actions", Removed),
        ],
    ),
    Entry::rows(
        "OB005",
        Medium,
        &[
            Row::of(LOAD_BALANCERS, "access_logs.enabled", Off),
            Row::of(LOAD_BALANCERS, "connection_logs.enabled", Off),
            Row::whole(&["aws_s3_bucket_logging", "aws_wafv2_web_acl_logging_configuration"], Deleted),
            Row::of(&["aws_cloudfront_distribution"], "logging_config", Removed),
            Row::of(&["aws_api_gateway_stage", "aws_apigatewayv2_stage"], "access_log_settings", Removed),
        ],
    ),
    Entry::rows(
        "OB006",
        Medium,
        &[
            Row::of(
                &["aws_db_instance", "aws_docdb_cluster", "aws_neptune_cluster", "aws_rds_cluster"],
                "enabled_cloudwatch_logs_exports",
                Shrinks,
            ),
            Row::of(&["aws_eks_cluster"], "enabled_cluster_log_types", Shrinks),
            Row::of(&["aws_db_instance", "aws_rds_cluster_instance"], "performance_insights_enabled", Off),
            Row::of(&["aws_db_instance", "aws_rds_cluster_instance"], "monitoring_interval", Zero),
        ],
    ),
];
