//! What exists once in an account, however many environments live in it.

use crate::aws::{AccountId, AuditDays, Dollars, EmailAddress, Region};
use crate::environment::Environment;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use std::fmt;

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

/// An account that two environments may both live in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SharedAccount<'a> {
    /// Both may change this account.
    Known(&'a AccountId),
    /// Both share an account, and neither says which.
    Unnamed,
}

impl fmt::Display for SharedAccount<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Known(id) => write!(f, "account {id}"),
            Self::Unnamed => f.write_str("an account that neither names"),
        }
    }
}

impl Environment {
    /// The Region whose owner keeps what exists once for all Regions of the account.
    pub fn home_region(&self) -> Region {
        self.account.home_region.unwrap_or(self.region)
    }

    /// Whether what exists once for all Regions of the account is kept in this environment's Region.
    pub fn is_at_home(&self) -> bool {
        self.home_region() == self.region
    }

    /// The account that both environments may live in, as far as they say: one that has its account for itself and names
    /// none shares it with nobody.
    pub fn shares_account_with<'a>(&'a self, other: &'a Self) -> Option<SharedAccount<'a>> {
        let (ids, others) = (&self.access.allowed_account_ids, &other.access.allowed_account_ids);
        if ids.is_empty() && others.is_empty() {
            let dedicated = [self, other].iter().any(|one| one.account.scope == AccountScope::Dedicated);
            return (!dedicated).then_some(SharedAccount::Unnamed);
        }
        ids.intersection(others).next().map(SharedAccount::Known)
    }
}
