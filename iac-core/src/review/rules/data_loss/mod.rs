//! Data that can't be had back.

mod expiry;
mod state_store;

use super::resource_types::{DATABASES, KEYS, STATEFUL};
use super::turn::Turn::{
    Changed, Deleted, Destroyed, DestroyedUnlessOff, DestroyedWhile, Forgotten, Leaves, Lowered,
    LoweredFromForever, Off, On, Replaced, ReplacedBy, Zero,
};
use super::{Entry, Row};
use crate::review::finding::Severity::{Critical, High, Medium};

/// Backups that an object makes of itself, by the attribute that says for how long they are kept.
const SNAPSHOTS: [(&[&str], &str); 4] = [
    (
        &["aws_db_instance", "aws_docdb_cluster", "aws_neptune_cluster", "aws_rds_cluster"],
        "backup_retention_period",
    ),
    (
        &["aws_elasticache_cluster", "aws_elasticache_replication_group", "aws_memorydb_cluster"],
        "snapshot_retention_limit",
    ),
    (&["aws_redshift_cluster"], "automated_snapshot_retention_period"),
    (
        &[
            "aws_fsx_lustre_file_system",
            "aws_fsx_ontap_file_system",
            "aws_fsx_openzfs_file_system",
            "aws_fsx_windows_file_system",
        ],
        "automatic_backup_retention_days",
    ),
];

pub(super) const RULES: &[Entry] = &[
    Entry::rows("DL001", Critical, &[Row::whole(STATEFUL, Deleted)]),
    Entry::rows("DL002", Critical, &[Row::whole(STATEFUL, Replaced)]).either_way(),
    Entry::rows("DL003", Critical, &[Row::of(DATABASES, "skip_final_snapshot", DestroyedWhile)]),
    Entry::rows(
        "DL004",
        High,
        &[Row::of(&["aws_db_instance", "aws_rds_cluster"], "delete_automated_backups", DestroyedUnlessOff)],
    ),
    Entry::rows(
        "DL005",
        High,
        &[
            Row::of(
                &["aws_db_instance", "aws_docdb_cluster", "aws_rds_cluster"],
                "allocated_storage",
                Lowered,
            ),
            Row::of(&["aws_ebs_volume"], "size", Lowered),
            Row::of(
                &["aws_fsx_lustre_file_system", "aws_fsx_ontap_file_system", "aws_fsx_windows_file_system"],
                "storage_capacity",
                Lowered,
            ),
        ],
    ),
    Entry::rows(
        "DL006",
        Critical,
        &[
            Row::of(&["aws_s3_bucket", "aws_s3_directory_bucket"], "force_destroy", DestroyedWhile),
            Row::of(&["aws_s3_bucket", "aws_s3_directory_bucket"], "force_destroy", On),
            Row::of(&["aws_ecr_repository"], "force_delete", DestroyedWhile),
            Row::of(&["aws_ecr_repository"], "force_delete", On),
        ],
    ),
    Entry::rows(
        "DL007",
        High,
        &[
            Row::of(&["aws_s3_bucket_versioning"], "versioning_configuration.status", Leaves(&["Enabled"])),
            Row::whole(&["aws_s3_bucket_versioning"], Deleted),
            Row::of(&["aws_s3_bucket"], "versioning.enabled", Off),
        ],
    ),
    Entry::rows(
        "DL008",
        High,
        &[
            Row::of(SNAPSHOTS[0].0, SNAPSHOTS[0].1, Lowered),
            Row::of(SNAPSHOTS[0].0, SNAPSHOTS[0].1, Zero).at(Critical),
            Row::of(SNAPSHOTS[1].0, SNAPSHOTS[1].1, Lowered),
            Row::of(SNAPSHOTS[1].0, SNAPSHOTS[1].1, Zero).at(Critical),
            Row::of(SNAPSHOTS[2].0, SNAPSHOTS[2].1, Lowered),
            Row::of(SNAPSHOTS[2].0, SNAPSHOTS[2].1, Zero).at(Critical),
            Row::of(SNAPSHOTS[3].0, SNAPSHOTS[3].1, Lowered),
            Row::of(SNAPSHOTS[3].0, SNAPSHOTS[3].1, Zero).at(Critical),
        ],
    ),
    Entry::rows(
        "DL009",
        High,
        &[
            Row::of(&["aws_dynamodb_table"], "point_in_time_recovery.enabled", Off),
            Row::of(&["aws_keyspaces_table"], "point_in_time_recovery.status", Leaves(&["ENABLED"])),
        ],
    ),
    Entry::rows(
        "DL010",
        Medium,
        &[
            Row::of(&["aws_dynamodb_table"], "ttl.enabled", On),
            Row::of(&["aws_dynamodb_table"], "ttl.attribute_name", Changed),
        ],
    ),
    Entry::rows("DL011", Critical, &[Row::whole(KEYS, Destroyed)]),
    Entry::rows("DL012", Critical, &[Row::of(KEYS, "is_enabled", Off), Row::of(KEYS, "enabled", Off)]),
    Entry::rows(
        "DL013",
        Medium,
        &[
            Row::of(KEYS, "deletion_window_in_days", Lowered),
            Row::of(&["aws_secretsmanager_secret"], "recovery_window_in_days", Lowered),
            Row::of(&["aws_secretsmanager_secret"], "recovery_window_in_days", Zero).at(High),
        ],
    ),
    Entry::change("DL014", High, &["aws_s3_bucket_lifecycle_configuration"], expiry::objects),
    Entry::rows(
        "DL015",
        High,
        &[Row::of(&["aws_cloudwatch_log_group"], "retention_in_days", LoweredFromForever)],
    ),
    Entry::rows(
        "DL016",
        Medium,
        &[
            Row::of(&["aws_sqs_queue"], "message_retention_seconds", Lowered),
            Row::of(&["aws_kinesis_stream"], "retention_period", Lowered),
            Row::of(&["aws_cloudwatch_event_archive"], "retention_days", LoweredFromForever),
        ],
    ),
    Entry::rows(
        "DL017",
        High,
        &[Row::of(
            &["aws_instance", "aws_spot_instance_request"],
            "root_block_device.delete_on_termination",
            DestroyedUnlessOff,
        )],
    ),
    Entry::rows(
        "DL018",
        High,
        &[
            Row::whole(
                &[
                    "aws_backup_plan",
                    "aws_backup_selection",
                    "aws_backup_vault_lock_configuration",
                    "aws_db_instance_automated_backups_replication",
                    "aws_dlm_lifecycle_policy",
                    "aws_efs_backup_policy",
                    "aws_s3_bucket_replication_configuration",
                ],
                Destroyed,
            ),
            Row::of(&["aws_efs_backup_policy"], "backup_policy.status", Leaves(&["ENABLED"])),
            Row::of(&["aws_dlm_lifecycle_policy"], "state", Leaves(&["ENABLED"])),
        ],
    ),
    Entry::rows(
        "DL019",
        Critical,
        &[
            Row::of(DATABASES, "snapshot_identifier", ReplacedBy),
            Row::of(DATABASES, "restore_to_point_in_time", ReplacedBy),
            Row::of(DATABASES, "source_db_instance_identifier", ReplacedBy),
            Row::of(DATABASES, "replicate_source_db", ReplacedBy),
        ],
    )
    .either_way(),
    Entry::change(
        "DL020",
        Critical,
        &["aws_dynamodb_table", "aws_kms_key", "aws_s3_bucket"],
        state_store::lost,
    ),
    Entry::rows("DL021", Medium, &[Row::whole(STATEFUL, Forgotten), Row::whole(KEYS, Forgotten)]),
    Entry::change("DL022", High, &["aws_ecr_lifecycle_policy"], expiry::images),
];
