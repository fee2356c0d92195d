//! Where images are kept.

use crate::aws::{AccountId, ImageCount};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Where the images of the services are kept: a repository for each, in which no tag ever moves.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Artifacts {
    /// How many images of a service are kept, 1 to 1,000; the oldest go first.
    pub keep: ImageCount,
    /// Accounts that may pull the images, such as those of other environments.
    #[serde(default)]
    pub pull_account_ids: BTreeSet<AccountId>,
}
