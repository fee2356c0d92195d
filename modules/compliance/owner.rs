//! Whose root has the guards of the account.

use crate::compliance::row::Scope;
use iac_core::environment::Environment;

/// Whose root renders something of the account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Owner {
    /// The environment's own.
    Here,
    /// One of these environments'; of none in the spec, if empty.
    Elsewhere(Vec<String>),
}

/// Who renders what is in `scope` for `environment`; `all` are the environments of the spec.
pub(super) fn owner(environment: &Environment, all: &[&Environment], scope: Scope) -> Owner {
    let home = environment.account.home_region.as_ref().unwrap_or(&environment.region);
    let region = match scope {
        Scope::Environment => return Owner::Here,
        Scope::Region => &environment.region,
        Scope::Account => home,
    };
    if environment.account.scope.owns() && environment.region == *region {
        return Owner::Here;
    }
    let owns = |other: &&&Environment| {
        other.environment != environment.environment
            && other.account.scope.owns()
            && other.region == *region
            && same_account(environment, other)
    };
    Owner::Elsewhere(all.iter().filter(owns).map(|other| other.environment.to_string()).collect())
}

/// Whether two environments may live in one account: as far as they say which they live in.
fn same_account(one: &Environment, other: &Environment) -> bool {
    let (one, other) = (&one.access.allowed_account_ids, &other.access.allowed_account_ids);
    one.is_empty() || other.is_empty() || !one.is_disjoint(other)
}
