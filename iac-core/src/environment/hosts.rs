//! The hosts that tasks run on.

use crate::aws::{CpuCredits, RootVolume};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The EC2 hosts of the cluster, beyond their type and number.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Hosts {
    /// What happens when a burstable host has used up its CPU credits: `standard` slows it down, `unlimited` bills.
    pub cpu_credits: CpuCredits,
    /// The encrypted root volume of a host, in GiB, 30 to 1,000.
    pub root_volume: RootVolume,
}
