//! What keeps data.

use super::{Mutation, mutation};
use crate::mutations::judges::Judge;

/// The mutations, by file.
pub(super) const ALL: &[Mutation] = &[
    mutation(
        Judge::Plan,
        "a database in plain text",
        "modules/database/main.tf",
        ["storage_encrypted     = true", "storage_encrypted = false"],
        "storage_encrypted",
    ),
    mutation(
        Judge::Plan,
        "a database with the key of everybody",
        "modules/database/main.tf",
        [
            "storage_encrypted     = true\n  kms_key_id            = var.key_arn\n",
            "storage_encrypted = true\n",
        ],
        "kms_key_id",
    ),
    mutation(
        Judge::Plan,
        "a database on the internet",
        "modules/database/main.tf",
        ["publicly_accessible    = false", "publicly_accessible = true"],
        "publicly_accessible",
    ),
    mutation(
        Judge::Plan,
        "no automated backups",
        "modules/database/main.tf",
        [
            "backup_retention_period = var.backup_retention",
            "backup_retention_period = 0 * var.backup_retention",
        ],
        "backup_retention_period",
    ),
    mutation(
        Judge::Plan,
        "no standby whatever is asked",
        "modules/database/main.tf",
        ["multi_az               = var.multi_az", "multi_az = var.multi_az && false"],
        "multi_az",
    ),
    mutation(
        Judge::Plan,
        "the database can be deleted",
        "modules/database/main.tf",
        [
            "deletion_protection     = var.deletion_protection",
            "deletion_protection = false && var.deletion_protection",
        ],
        "deletion_protection",
    ),
    mutation(
        Judge::Plan,
        "no last snapshot",
        "modules/database/main.tf",
        ["skip_final_snapshot      = !var.deletion_protection", "skip_final_snapshot = true"],
        "skip_final_snapshot",
    ),
    mutation(
        Judge::Plan,
        "backups go with the database",
        "modules/database/main.tf",
        ["delete_automated_backups = false", "delete_automated_backups = true"],
        "delete_automated_backups",
    ),
    mutation(
        Judge::Plan,
        "services need a password",
        "modules/database/main.tf",
        ["iam_database_authentication_enabled = true", "iam_database_authentication_enabled = false"],
        "iam_database_authentication_enabled",
    ),
    mutation(
        Judge::Modules,
        "a password in the file",
        "modules/database/main.tf",
        ["manage_master_user_password         = true", "password = \"correct-horse-battery\""],
        "password",
    ),
    mutation(
        Judge::Plan,
        "a password for three years",
        "modules/database/main.tf",
        [
            "automatically_after_days = var.password_rotation",
            "automatically_after_days = 1000 + 0 * var.password_rotation",
        ],
        "automatically_after_days",
    ),
    mutation(
        Judge::Plan,
        "connections in the clear",
        "modules/database/parameters.tf",
        [
            "name         = \"rds.force_ssl\"\n    value        = \"1\"",
            "name = \"rds.force_ssl\"\n    value = \"0\"",
        ],
        "rds.force_ssl",
    ),
    mutation(
        Judge::Plan,
        "a replica on the internet",
        "modules/database/replicas.tf",
        ["publicly_accessible    = false", "publicly_accessible = true"],
        "publicly_accessible",
    ),
    mutation(
        Judge::Plan,
        "a plan that backs nothing up",
        "modules/backup/main.tf",
        ["resources    = [var.database_arn]", "resources = [for arn in [var.database_arn] : arn if false]"],
        "aws_backup_selection",
    ),
    mutation(
        Judge::Plan,
        "a lock that holds nothing",
        "modules/backup/copy.tf",
        ["min_retention_days  = var.lock_min_retention", "min_retention_days = 0 * var.lock_min_retention"],
        "min_retention_days",
    ),
    mutation(
        Judge::Plan,
        "restoring is never tested",
        "modules/backup/restore.tf",
        [
            "resource \"aws_backup_restore_testing_selection\" \"this\" {\n",
            "resource \"aws_backup_restore_testing_selection\" \"this\" {\n  count = 0\n",
        ],
        "aws_backup_restore_testing_selection",
    ),
];
