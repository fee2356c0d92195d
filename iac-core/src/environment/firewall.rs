//! The web application firewall.

use crate::aws::RateLimit;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The web application firewall in front of the load balancer, beyond AWS's managed rules.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Firewall {
    /// How many requests one address may send within five minutes, 10 to 2,000,000,000; more are refused.
    pub rate_limit: RateLimit,
}
