//! Jobs of a service.

use crate::aws::{Schedule, TaskCpu, TaskMemory, Text};
use crate::terraform::InputType;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A task of a service that runs and ends, on Fargate: the same image, rights and secrets, another command.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, InputType)]
#[serde(deny_unknown_fields)]
pub struct Job {
    /// The command, word by word.
    pub command: Vec<Text>,
    /// When it runs, in UTC, such as `cron(30 4 * * ? *)` or `rate(1 hour)`; without it, when somebody starts it.
    #[serde(default)]
    pub schedule: Option<Schedule>,
    /// The processor share in ECS units, as Fargate takes it: 256, 512, 1,024, 2,048, 4,096, 8,192 or 16,384.
    #[serde(default = "Job::default_cpu")]
    pub cpu: TaskCpu,
    /// The memory in MiB, as Fargate takes it with `cpu`.
    #[serde(default = "Job::default_memory")]
    pub memory: TaskMemory,
}

impl Job {
    fn default_cpu() -> TaskCpu {
        256.try_into().expect("256 units are a quarter of a vCPU")
    }

    fn default_memory() -> TaskMemory {
        512.try_into().expect("512 MiB are in range")
    }
}
