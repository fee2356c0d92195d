//! The key of an environment.

use crate::aws::KeyArn;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The key that encrypts what an environment stores.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Encryption {
    /// A KMS key that exists already, in the Region of the environment; without one the environment makes its own.
    #[serde(default)]
    pub key_arn: Option<KeyArn>,
}
