//! A service: one container image, run as tasks.

use crate::aws::{
    Image, JobName, PathPattern, Port, QueueArn, Replicas, SecretReference, TaskCpu, TaskMemory, Text,
    UrlPath, VariableName,
};
use crate::environment::Job;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// A service: one container image, run as tasks on the hosts of the environment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Service {
    /// The container image with its digest; until the first release there is none, and the service isn't created.
    #[serde(default)]
    pub image: Option<Image>,
    /// The command of the container, word by word; empty for the image's own.
    #[serde(default)]
    pub command: Vec<Text>,
    /// The TCP port that the container listens on, 1 to 65535.
    #[serde(default = "Service::default_port")]
    pub port: Port,
    /// The processor share of a task in ECS units, 128 to 196,608; 1,024 are one vCPU.
    #[serde(default = "Service::default_cpu")]
    pub cpu: TaskCpu,
    /// The memory of a task in MiB, 128 to 1,048,576; a task that needs more is stopped.
    #[serde(default = "Service::default_memory")]
    pub memory: TaskMemory,
    /// Environment variables in plain text; secrets belong into `secrets`.
    #[serde(default)]
    pub environment: BTreeMap<VariableName, Text>,
    /// Environment variables whose values are kept elsewhere: the ARN of a secret or parameter, a parameter's name, or
    /// `secret:NAME` for a secret of the environment.
    #[serde(default)]
    pub secrets: BTreeMap<VariableName, SecretReference>,
    /// The SQS queues that the service writes to and reads from.
    #[serde(default)]
    pub queues: BTreeSet<QueueArn>,
    /// The path that answers 200 to 299 when a task is healthy.
    #[serde(default = "Service::default_health_path")]
    pub health_path: UrlPath,
    /// How many tasks run at the smallest number of hosts, 1 to 100; with `auto_scaling` more as hosts are added.
    #[serde(default = "Service::default_replicas")]
    pub replicas: Replicas,
    /// Which paths the service answers at the load balancer, such as `/*`; a worker has none.
    #[serde(default)]
    pub path: Option<PathPattern>,
    /// Tasks of the same image that run and end, by name.
    #[serde(default)]
    pub jobs: BTreeMap<JobName, Job>,
}

impl Service {
    /// Whether there is a version of it: without an image, nothing runs.
    pub fn is_released(&self) -> bool {
        self.image.is_some()
    }

    /// Whether it answers at the load balancer; a worker doesn't.
    pub fn is_public(&self) -> bool {
        self.path.is_some()
    }

    fn default_port() -> Port {
        3000.try_into().expect("3000 is a port")
    }

    fn default_cpu() -> TaskCpu {
        256.try_into().expect("256 units are a quarter of a vCPU")
    }

    fn default_memory() -> TaskMemory {
        512.try_into().expect("512 MiB are in range")
    }

    fn default_replicas() -> Replicas {
        1.try_into().expect("one is in range")
    }

    fn default_health_path() -> UrlPath {
        "/health".parse().expect("a path of ASCII letters")
    }
}
