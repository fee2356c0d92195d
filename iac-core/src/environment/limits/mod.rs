//! The time limits that an environment has to keep, and whether it does.
//!
//! The arguments that decide times ([`Timings`]) go into formulas ([`Table`]), and each line of the table says what the
//! numbers make of a limit. The arguments come from the settings, or from a plan of Terraform: the formulas don't know
//! which, so both can be compared.

mod formulas;
mod mend;
mod promise;
mod sum;
mod table;
mod timings;

pub(super) use mend::mend;
pub use promise::Limit;
pub use sum::{Sum, Term};
pub use table::{Bound, Fact, Line, Measure, Table};
pub use timings::{HealthTimings, Measured, ServiceTimings, Timings};

use crate::aws::Seconds;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The time limits that an environment has to keep, in seconds; they judge what is rendered and are never rendered.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Below how many seconds a new task is known to be healthy, 1 to 7,200.
    pub health_check: Seconds,
    /// Below how many seconds a deployment is done, apart from the time that it is watched, 1 to 7,200.
    pub deployment: Seconds,
    /// Below how many seconds the old version serves everything again, 1 to 7,200.
    pub rollback: Seconds,
    /// Within how many seconds more load is answered by a decision to add tasks, 1 to 7,200.
    pub scale_out: Seconds,
    /// What AWS takes for its part: assumed, since no setting decides it.
    pub assumed: Assumed,
}

/// What AWS takes for its part, in seconds: assumptions, on the safe side of what is usual; measure and correct them.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Assumed {
    /// Until the ECS API has accepted a deployment or a rollback and begins with it, 1 to 7,200.
    pub api: Seconds,
    /// Until a new host has booted, 1 to 7,200.
    pub boot: Seconds,
    /// Until a booted host has joined the cluster, 1 to 7,200.
    pub join: Seconds,
    /// Until the cluster notices that it needs a host, 1 to 7,200.
    pub host_metric: Seconds,
    /// Until a task's container runs, its image pulled, 1 to 7,200.
    pub start: Seconds,
    /// Until a shift of requests has reached every node of the load balancer, 1 to 7,200.
    pub shift: Seconds,
    /// Until CloudWatch knows a measurement after the minute it belongs to, 1 to 7,200.
    pub publish: Seconds,
    /// Until ECS looks at the alarms again, 1 to 7,200.
    pub poll: Seconds,
    /// What Terraform takes beside the deployment itself: refreshing, planning, registering, 1 to 7,200.
    pub terraform: Seconds,
}
