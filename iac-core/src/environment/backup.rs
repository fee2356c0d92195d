//! Backups beyond those that the database makes of itself.

use crate::aws::{BackupDays, LockGrace, Region, Schedule};
use crate::environment::OrNone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Backups in vaults, apart from those that the database makes of itself and that go with it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Backup {
    /// How long a daily backup is kept, in days, 1 to 3,650.
    pub daily_retention: BackupDays,
    /// How long a monthly backup is kept, in days, 1 to 3,650; `none` for no monthly backups.
    pub monthly_retention: OrNone<BackupDays>,
    /// Whether any second of the days of `database.backup_retention` can be restored from the vault too.
    pub point_in_time: bool,
    /// The Region that gets a copy of every backup, another than the environment's; `none` for no copies.
    pub copy_region: OrNone<Region>,
    /// Whether backups can be deleted before their time: `none`, `governance` or `compliance`.
    pub lock: Lock,
    /// Whether AWS Backup Audit Manager compares what is kept with what is promised; it needs AWS Config in the account.
    pub audit: bool,
    /// When a restore is tested, in UTC, such as `cron(0 6 ? * 1 *)`; each test runs a database for hours.
    pub restore_test: Schedule,
}

/// Whether backups can be deleted before their time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Lock {
    /// They can.
    None,
    /// Nobody can but who may lift the lock.
    Governance {
        /// The shortest time that a backup may be kept, in days, 1 to 3,650.
        min_retention: BackupDays,
        /// The longest time that a backup may be kept, in days, 1 to 3,650.
        max_retention: BackupDays,
    },
    /// Nobody can, not even AWS, once the time to think again is over.
    Compliance {
        /// The shortest time that a backup may be kept, in days, 1 to 3,650.
        min_retention: BackupDays,
        /// The longest time that a backup may be kept, in days, 1 to 3,650.
        max_retention: BackupDays,
        /// How long the lock can still be lifted, in days, 3 to 3,650; after that it is for ever.
        grace: LockGrace,
    },
}
