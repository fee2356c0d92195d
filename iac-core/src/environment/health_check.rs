//! How the load balancer tells a healthy task.

use crate::aws::{HealthGrace, HealthInterval, HealthThreshold, HealthTimeout};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How the load balancer tells a healthy task from one that isn't; what it asks is the `health_path` of the service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HealthCheck {
    /// The seconds between two checks, 5 to 300.
    pub interval: HealthInterval,
    /// The seconds that an answer may take, 2 to 120, below `interval`.
    pub timeout: HealthTimeout,
    /// How many good answers in a row make a task healthy, 2 to 10.
    pub healthy_threshold: HealthThreshold,
    /// How many bad answers in a row make a task unhealthy, 2 to 10.
    pub unhealthy_threshold: HealthThreshold,
    /// The seconds in which a new task isn't replaced for its health, 0 to 3,600.
    pub grace: HealthGrace,
}
