//! A secret that the environment keeps for its services.

use crate::aws::{FunctionArn, RotationDays, Text};
use crate::terraform::InputType;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// A secret that the environment keeps for its services; its value is put there by people or programs, never by Terraform.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, InputType)]
#[serde(deny_unknown_fields)]
pub struct Secret {
    /// What it opens, for whoever has to replace it.
    pub description: Text,
    /// The Lambda function that replaces the value; without it, people do.
    #[serde(default)]
    pub rotation_function: Option<FunctionArn>,
    /// After how many days the function replaces the value, 1 to 1,000.
    #[serde(default = "Secret::default_rotation")]
    pub rotation: RotationDays,
}

impl Secret {
    fn default_rotation() -> RotationDays {
        30.try_into().expect("a month is in range")
    }
}
