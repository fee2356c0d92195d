//! The database of an environment.

use crate::aws::{
    BackupRetention, BackupWindow, DatabaseStorage, InsightsRetention, MaintenanceWindow, MonitoringInterval,
    PostgresVersion, ReadReplicas, RotationDays,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The PostgreSQL database of an environment, beyond its class.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// The major version of PostgreSQL; minor versions are applied in the maintenance window.
    pub version: PostgresVersion,
    /// The storage in GiB, 20 to 65,536; it can grow and never shrink.
    pub storage: DatabaseStorage,
    /// The size in GiB up to which storage grows by itself, at least a tenth above `storage`.
    pub max_storage: DatabaseStorage,
    /// How long automated backups are kept, in days, 1 to 35; any second within them can be restored.
    pub backup_retention: BackupRetention,
    /// The daily window of the automated backup in UTC, at least 30 minutes, such as `02:00-03:00`.
    pub backup_window: BackupWindow,
    /// The weekly window of maintenance in UTC, at least 30 minutes, such as `sun:03:30-sun:04:30`.
    pub maintenance_window: MaintenanceWindow,
    /// The seconds between two samples of the operating system: 1, 5, 10, 15, 30 or 60.
    pub monitoring_interval: MonitoringInterval,
    /// How long the load is kept query by query, in days: 7, or 465 with the advanced mode of Database Insights.
    pub insights_retention: InsightsRetention,
    /// Whether a change that restarts the database is made on a copy that takes over within a minute; not with replicas.
    ///
    /// The copy has another resource id, which rights to connect name: services connect again once it is applied.
    pub blue_green_update: bool,
    /// How many read replicas there are, 0 to 15.
    pub replicas: ReadReplicas,
    /// After how many days the master password is replaced, 1 to 1,000.
    pub password_rotation: RotationDays,
}
