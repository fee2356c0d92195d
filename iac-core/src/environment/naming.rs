//! Names and tags.

use crate::aws::{ProjectName, TagKey, TagValue};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Names and tags of everything in an environment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Naming {
    /// The name of the project: with the environment's name it prefixes the names of what is created.
    pub project: ProjectName,
    /// Who answers for the environment: the tag `Owner`.
    #[serde(default)]
    pub owner: Option<TagValue>,
    /// Who pays: the tag `CostCentre`.
    #[serde(default)]
    pub cost_centre: Option<TagValue>,
    /// More tags for everything; `Project`, `Environment` and `ManagedBy` are always there.
    #[serde(default)]
    pub tags: BTreeMap<TagKey, TagValue>,
}
