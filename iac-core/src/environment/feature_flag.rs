//! Feature flags.

use crate::aws::Text;
use crate::terraform::InputType;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A feature that is switched on and off without a deployment of the service.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, InputType)]
#[serde(deny_unknown_fields)]
pub struct FeatureFlag {
    /// What the flag switches, for whoever reads it next.
    pub description: Text,
    /// Whether the feature is on; a change spreads by the steps of the deployment strategy, watched by the gates.
    pub enabled: bool,
}
