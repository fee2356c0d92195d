//! Who may take a role.

use super::documents::policies;
use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::policy::{Grant, Policy, Principal, Scope as Elements};
use crate::review::rules::Scope;
use crate::review::value::Value;
use std::collections::BTreeSet;

/// Somebody from outside may take the role: everybody, another account, or whoever an identity provider signs in.
pub(super) fn from_outside(change: &Change<'_, '_>, scope: &Scope<'_, '_>) -> Vec<Report> {
    let own = own_accounts(change, scope);
    let mut said = BTreeSet::new();
    for pair in policies(change).iter().filter(|pair| pair.is_trust()) {
        let Some(comparison) = pair.compare() else { continue };
        let known = pair.before().map(accounts).unwrap_or_default();
        for grant in comparison.granted.iter().chain(&comparison.loosened) {
            match &grant.principal {
                Some(Elements::Except(_)) => {
                    said.insert("everybody but a few may take the role".to_owned());
                }
                Some(Elements::Only(principals)) => {
                    said.extend(
                        principals.iter().filter_map(|principal| outsider(principal, grant, &own, &known)),
                    );
                }
                None => {}
            }
        }
    }
    said.into_iter().map(Report::new).collect()
}

fn outsider(
    principal: &Principal,
    grant: &Grant,
    own: &BTreeSet<String>,
    known: &BTreeSet<String>,
) -> Option<String> {
    match principal {
        Principal::Anyone if !narrows(grant) => Some("everybody may take the role".to_owned()),
        Principal::Federated(provider)
            if grant.may("sts:assumerolewithwebidentity") && !names_a_subject(grant) =>
        {
            Some(format!("whoever {provider} signs in may take the role"))
        }
        Principal::Federated(_) => None,
        _ => {
            let account = principal.account()?;
            // Whose plan this is may not be known; then only an account beside the known ones is another one.
            let is_other = if own.is_empty() { !known.is_empty() } else { !own.contains(account) };
            (is_other && !known.contains(account)).then(|| format!("account {account} may take the role"))
        }
    }
}

/// Whether a condition says which organisation, account or principal may come.
fn narrows(grant: &Grant) -> bool {
    grant.conditions.keys().any(|(operator, key)| {
        let key = key.to_ascii_lowercase();
        !operator.to_ascii_lowercase().contains("not")
            && (key.starts_with("aws:principal") || key.starts_with("aws:source"))
    })
}

/// Whether a condition says which subject of the identity provider may come; an audience is the same for all of them.
fn names_a_subject(grant: &Grant) -> bool {
    grant.conditions.iter().any(|((operator, key), values)| {
        let key = key.to_ascii_lowercase();
        let names = key.ends_with(":sub") || key == "cognito-identity.amazonaws.com:aud";
        names
            && !operator.to_ascii_lowercase().contains("not")
            && !values.iter().any(|value| value.trim_matches('*').is_empty())
    })
}

fn accounts(policy: &Policy) -> BTreeSet<String> {
    let principals = policy.allows().filter_map(|statement| match &statement.principals {
        Some(Elements::Only(principals)) => Some(principals),
        _ => None,
    });
    principals.flatten().filter_map(Principal::account).map(ToOwned::to_owned).collect()
}

/// The accounts that the plan is for: those of the spec, or the one that the role is in.
fn own_accounts(change: &Change<'_, '_>, scope: &Scope<'_, '_>) -> BTreeSet<String> {
    if let Some(model) = scope.model {
        let allowed = &model.environment.access.allowed_account_ids;
        if !allowed.is_empty() {
            return allowed.iter().map(ToString::to_string).collect();
        }
    }
    let arn = change.before("arn").or_else(|| change.after("arn")).and_then(Value::as_str);
    arn.and_then(|arn| arn.split(':').nth(4))
        .filter(|account| !account.is_empty())
        .map(ToOwned::to_owned)
        .into_iter()
        .collect()
}
