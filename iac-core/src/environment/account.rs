//! What exists once in an account, however many environments live in it.

use crate::aws::{AuditDays, Dollars, EmailAddress, Region};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What exists once in an account and Region, such as the audit trail and threat detection.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Account {
    /// Whose root has the guards of the account in it: `dedicated`, `shared_owner` or `shared_member`.
    pub scope: AccountScope,
    /// The Region whose owner also keeps what exists once for all Regions, such as the trail and the password policy;
    /// without it, the environment's own.
    #[serde(default)]
    pub home_region: Option<Region>,
    /// Who gets a mail on what the guards find and on the budget; each address has to confirm once.
    #[serde(default)]
    pub emails: BTreeSet<EmailAddress>,
    /// What the account may cost in a month, in US dollars, 1 to 10,000,000; it is told at 80 %, and when more is foreseen.
    pub budget: Dollars,
    /// How long nobody can delete what the audit log holds, in days, 1 to 36,500.
    pub audit_retention: AuditDays,
}

/// Whose root has the guards of an account in it: there can be one in an account and Region.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum AccountScope {
    /// The environment has the account for itself.
    Dedicated,
    /// The account is shared, and this environment's root has its guards.
    SharedOwner,
    /// The account is shared, and its guards are somebody else's.
    SharedMember,
}

impl AccountScope {
    /// Whether the root of the environment has the guards of the account in it.
    pub fn owns(self) -> bool {
        self != Self::SharedMember
    }
}
