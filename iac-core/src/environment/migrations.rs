//! How the database's schema changes.

use crate::aws::{BackupDays, Schedule, ServiceName, TaskCpu, TaskMemory, TaskMinutes, Text};
use crate::terraform::InputType;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the database's schema changes: a snapshot, a task that migrates, a task that checks, and a way back.
///
/// Two versions of a service share the database during a release, so a migration only ever adds; what it makes
/// superfluous goes with the release after.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, InputType)]
#[serde(deny_unknown_fields)]
pub struct Migrations {
    /// The service whose image, rights and secrets the tasks have.
    pub service: ServiceName,
    /// The command that migrates, word by word.
    pub migrate: Vec<Text>,
    /// The command that undoes the last migration, word by word; empty for none.
    #[serde(default)]
    pub undo: Vec<Text>,
    /// The command that checks the data, word by word; empty for none.
    #[serde(default)]
    pub check: Vec<Text>,
    /// When the data are checked besides, in UTC, such as `cron(30 4 * * ? *)`; needs `check`.
    #[serde(default)]
    pub check_schedule: Option<Schedule>,
    /// How long the snapshot and each task may take, in minutes, 1 to 1,440.
    #[serde(default = "Migrations::default_timeout")]
    pub timeout: TaskMinutes,
    /// How long the snapshots that migrations take are kept, in days, 1 to 3,650.
    #[serde(default = "Migrations::default_snapshot_retention")]
    pub snapshot_retention: BackupDays,
    /// The processor share of a task in ECS units, as Fargate takes it.
    #[serde(default = "Migrations::default_cpu")]
    pub cpu: TaskCpu,
    /// The memory of a task in MiB, as Fargate takes it with `cpu`.
    #[serde(default = "Migrations::default_memory")]
    pub memory: TaskMemory,
}

impl Migrations {
    fn default_timeout() -> TaskMinutes {
        30.try_into().expect("half an hour is in range")
    }

    fn default_snapshot_retention() -> BackupDays {
        30.try_into().expect("a month is in range")
    }

    fn default_cpu() -> TaskCpu {
        256.try_into().expect("256 units are a quarter of a vCPU")
    }

    fn default_memory() -> TaskMemory {
        512.try_into().expect("512 MiB are in range")
    }
}
