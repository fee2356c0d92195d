//! The guards that keep a mistake from costing data.

use super::resource_types::{DATABASES, LOAD_BALANCERS};
use super::turn::Turn::{Deleted, Leaves, Lowered, Off, On, Removed};
use super::{Entry, Row};
use crate::review::finding::Severity::{High, Medium};

pub(super) const RULES: &[Entry] = &[
    Entry::rows(
        "PT001",
        High,
        &[Row::of(
            &[
                "aws_db_instance",
                "aws_docdb_cluster",
                "aws_eks_cluster",
                "aws_neptune_cluster",
                "aws_qldb_ledger",
                "aws_rds_cluster",
                "aws_rds_global_cluster",
                "aws_verifiedpermissions_policy_store",
            ],
            "deletion_protection",
            Off,
        )],
    ),
    Entry::rows("PT002", High, &[Row::of(LOAD_BALANCERS, "enable_deletion_protection", Off)]),
    Entry::rows("PT003", High, &[Row::of(&["aws_dynamodb_table"], "deletion_protection_enabled", Off)]),
    Entry::rows(
        "PT004",
        Medium,
        &[
            Row::of(&["aws_instance", "aws_launch_template"], "disable_api_termination", Off),
            Row::of(&["aws_instance", "aws_launch_template"], "disable_api_stop", Off),
            Row::of(&["aws_cognito_user_pool"], "deletion_protection", Leaves(&["ACTIVE"])),
            Row::of(&["aws_networkfirewall_firewall"], "delete_protection", Off),
            Row::of(&["aws_autoscaling_group"], "protect_from_scale_in", Off),
        ],
    ),
    Entry::rows(
        "PT005",
        High,
        &[
            Row::of(DATABASES, "skip_final_snapshot", On),
            Row::of(DATABASES, "final_snapshot_identifier", Removed),
        ],
    ),
    Entry::rows(
        "PT006",
        High,
        &[
            Row::whole(&["aws_s3_bucket_object_lock_configuration"], Deleted),
            Row::of(&["aws_s3_bucket_object_lock_configuration"], "rule.default_retention.days", Lowered),
            Row::of(&["aws_s3_bucket_object_lock_configuration"], "rule.default_retention.years", Lowered),
            Row::of(
                &["aws_s3_bucket_object_lock_configuration"],
                "rule.default_retention.mode",
                Leaves(&["COMPLIANCE"]),
            ),
            Row::of(
                &["aws_s3_bucket_versioning"],
                "versioning_configuration.mfa_delete",
                Leaves(&["Enabled"]),
            ),
        ],
    ),
];
