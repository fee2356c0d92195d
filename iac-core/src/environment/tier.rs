//! What an environment promises.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// What an environment promises: it drives judgement, never rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Tier {
    /// That a deployment is quick, and nothing else: it is rebuilt when it breaks.
    Development,
    /// That it behaves as production does, at a smaller size.
    Staging,
    /// Availability and durability for users.
    Production,
}

impl fmt::Display for Tier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Development => "development",
            Self::Staging => "staging",
            Self::Production => "production",
        })
    }
}
