//! When tasks and hosts are added.

use crate::aws::{Datapoints, Period, Utilization};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// When tasks and hosts are added; how many there may be is said by `min_instances` and `max_instances`.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Scaling {
    /// The CPU use above which a service gets more tasks, in percent, 1 to 100; below half of it they go again.
    pub cpu: Utilization,
    /// What one measurement of the CPU use covers, in seconds: 60, 120, 180, 240 or 300.
    pub period: Period,
    /// How many measurements in a row add tasks, 1 to 60.
    pub datapoints: Datapoints,
    /// The share of the hosts that tasks fill, in percent, 1 to 100; the rest waits for the next deployment.
    pub host_utilization: Utilization,
}
