//! Which accounts a root may change, and as whom.

use crate::aws::{AccountId, RoleArn};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Which accounts a root may change, and as whom.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// The AWS accounts, in quotes; Terraform refuses to run against any other. Empty: no guard.
    #[serde(default)]
    pub allowed_account_ids: BTreeSet<AccountId>,
    /// The role that Terraform assumes; without it, the credentials at hand are used.
    #[serde(default)]
    pub role_to_assume: Option<RoleArn>,
}
