//! Copies of the database that nobody can lose by mistake, and the proof that they can be used.
//!
//! Beside RDS's own backups, which go where the database goes: these are in vaults.

use iac_core::aws::{
    BackupDays, BackupRetention, BackupVaultArn, DatabaseArn, DatabaseResourceId, KeyArn, LockGrace,
    PolicyArn, Region, ResourcePrefix, Schedule, SubnetGroupName, TopicArn,
};
use iac_core::terraform::{Arg, Expr, Module, Outputs};

/// Vaults with daily, monthly and continuous backups of the database, here and in a second region,
/// locked if asked for, and restored by the clock to see that they work.
#[derive(Debug, Module)]
#[module(aws("6.25.0", "6.66.0"), outputs = BackupOutputs)]
pub struct Backup {
    /// Start of every name in here, `<project>-<environment>`; also the vault's name.
    pub prefix: Arg<ResourcePrefix>,

    /// The database.
    pub database_arn: Arg<DatabaseArn>,
    /// Id by which AWS Config knows the database, such as `db-ABC…`.
    pub database_resource_id: Arg<DatabaseResourceId>,
    /// Subnet group that a tested backup is restored into.
    pub subnet_group_name: Arg<SubnetGroupName>,
    /// Days that RDS keeps its own backups of the database, 1 to 35; it keeps them as long in the
    /// second region.
    pub backup_retention: Arg<BackupRetention>,

    /// Days that daily backups are kept.
    pub daily_retention: Arg<BackupDays>,
    /// Days that the backup of the first of a month is kept; null makes none.
    pub monthly_retention: Arg<Option<BackupDays>>,
    /// Days back to which any moment can be restored from the vault, 1 to 35; null backs up by
    /// the day only. It has to be `backup_retention`, since AWS Backup then sets that of the
    /// database, and it sets the window of its daily backup too.
    pub point_in_time: Arg<Option<BackupRetention>>,
    /// Region that daily and monthly backups, and RDS's own, are copied to; null copies none.
    pub copy_region: Arg<Option<Region>>,

    /// Days that a backup in a vault is kept at least, whoever wants it gone; null together with
    /// `lock_max_retention` leaves the vaults unlocked.
    pub lock_min_retention: Arg<Option<BackupDays>>,
    /// Days that a backup in a vault is kept at most.
    pub lock_max_retention: Arg<Option<BackupDays>>,
    /// Days until the lock CAN NEVER BE LIFTED AGAIN: not by an administrator, not by the root
    /// user, not by AWS. Until a backup's time is over it is kept and paid for, and its vault with
    /// it. Null is the lock that people with the right to can lift.
    pub lock_grace: Arg<Option<LockGrace>>,
    /// Whether the vaults refuse deletion while they hold backups.
    pub deletion_protection: Arg<bool>,

    /// When the newest backup is restored as a test, `cron(…)` in UTC; the copy is removed after
    /// a few hours.
    pub restore_test: Arg<Schedule>,
    /// Whether AWS Backup Audit Manager compares what is kept with what is promised; it needs a
    /// recorder of AWS Config in this account and region.
    pub audit: Arg<bool>,

    /// Topic that hears of backups and copies that failed, and of every restore.
    pub topic_arn: Arg<TopicArn>,
    /// Key that encrypts the vault.
    pub key_arn: Arg<KeyArn>,
    /// Policy that limits what the roles in here may ever do.
    pub boundary_arn: Arg<PolicyArn>,
}

/// What [`Backup`] offers.
#[derive(Debug, Outputs)]
pub struct BackupOutputs {
    /// The vault.
    pub vault_arn: Expr<BackupVaultArn>,
    /// The vault in the second region; null without one.
    pub copy_vault_arn: Expr<Option<BackupVaultArn>>,
    /// Key of the vault in the second region; null without one.
    pub copy_key_arn: Expr<Option<KeyArn>>,
    /// Name of the restore testing plan.
    pub restore_testing_plan: Expr<String>,
}
