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
    let region = match scope {
        Scope::Environment => return Owner::Here,
        Scope::Region => environment.region,
        Scope::Account => environment.home_region(),
    };
    if environment.account.scope.owns() && environment.region == region {
        return Owner::Here;
    }
    let owns = |other: &&&Environment| {
        other.environment != environment.environment
            && other.account.scope.owns()
            && other.region == region
            && environment.shares_account_with(other).is_some()
    };
    Owner::Elsewhere(all.iter().filter(owns).map(|other| other.environment.to_string()).collect())
}
