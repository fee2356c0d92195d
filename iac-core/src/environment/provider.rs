//! Which provider versions a root asks for.

use crate::terraform::{NotAConstraint, ProviderConstraint};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Which provider versions a root asks for.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Providers {
    /// The version constraint of `hashicorp/aws`; its lower bound is a version whose schema was checked.
    #[serde(with = "constraint")]
    #[schemars(with = "String", regex(pattern = ProviderConstraint::PATTERN))]
    pub aws: ProviderConstraint,
}

/// How a constraint is written in a spec.
mod constraint {
    use super::{NotAConstraint, ProviderConstraint};
    use serde::{Deserialize, Deserializer, Serializer, de};

    pub(super) fn serialize<S: Serializer>(
        constraint: &ProviderConstraint,
        out: S,
    ) -> Result<S::Ok, S::Error> {
        out.serialize_str(constraint.as_str())
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<ProviderConstraint, D::Error> {
        String::deserialize(from)?.parse().map_err(|error: NotAConstraint| de::Error::custom(error))
    }
}
