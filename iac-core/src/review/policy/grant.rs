//! What one policy permits and another doesn't.

use super::statement::{Conditions, Effect, Scope, Statement, covers, implies, lower};
use super::{Policy, Principal, glob};
use std::collections::BTreeSet;
use std::fmt;

/// The smallest thing that a policy says: one principal, one action, one resource, under conditions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Grant {
    /// Whether it is allowed or denied.
    pub effect: Effect,
    /// Who; nobody in the policy of a user, a group or a role.
    pub principal: Option<Scope<Principal>>,
    /// What, as it is written.
    pub action: Scope<String>,
    /// With which; nothing in a trust policy.
    pub resource: Option<Scope<String>>,
    /// Under which conditions.
    pub conditions: Conditions,
}

/// How many combinations of one statement are looked at one by one.
const MOST: usize = 1000;

/// How two policies differ.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Comparison {
    /// Allowed now, and not before under any condition.
    pub granted: Vec<Grant>,
    /// Allowed before, and now under fewer conditions.
    pub loosened: Vec<Grant>,
    /// Allowed before, and no longer, or only under more conditions.
    pub revoked: Vec<Grant>,
    /// Denied before, and no longer.
    pub undenied: Vec<Grant>,
    /// Denied now, and not before.
    pub denied: Vec<Grant>,
}

impl Comparison {
    /// Whether more is permitted than before.
    pub fn widens(&self) -> bool {
        !(self.granted.is_empty() && self.loosened.is_empty() && self.undenied.is_empty())
    }
}

/// What `after` permits and `before` didn't, and the reverse.
///
/// ```
/// use iac_core::review::policy::{Policy, compare};
///
/// let read = |text| Policy::parse(text).unwrap();
/// let before = read(r#"{"Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}}"#);
/// let after = read(r#"{"Statement": [{"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["*"]}]}"#);
/// let comparison = compare(&before, &after);
/// assert!(!comparison.widens());
/// assert_eq!(comparison.revoked[0].to_string(), "Allow s3:Get* on *");
/// ```
pub fn compare(before: &Policy, after: &Policy) -> Comparison {
    let new = |policy: &Policy, against: &Policy, effect: Effect| -> Vec<Grant> {
        atoms(policy, effect)
            .filter(|atom| !against.statements.iter().any(|known| atom.is_in(known)))
            .collect()
    };
    let unconditional = |grant: &Grant| {
        let bare = Grant { conditions: Conditions::new(), ..grant.clone() };
        before.allows().any(|known| bare.is_in(&Statement { conditions: Conditions::new(), ..known.clone() }))
    };
    let (loosened, granted) =
        new(after, before, Effect::Allow).into_iter().partition(|grant| unconditional(grant));
    Comparison {
        granted,
        loosened,
        revoked: new(before, after, Effect::Allow),
        undenied: new(before, after, Effect::Deny),
        denied: new(after, before, Effect::Deny),
    }
}

impl Grant {
    /// Whether it speaks of `action`, which is in lower case and may be a pattern.
    pub fn may(&self, action: &str) -> bool {
        match lower(&self.action) {
            Scope::Only(patterns) => patterns.iter().any(|pattern| glob::overlaps(pattern, action)),
            Scope::Except(spared) => !spared.iter().any(|pattern| glob::includes(pattern, action)),
        }
    }

    /// Whether it speaks of every resource, or of all but some.
    pub fn is_for_every_resource(&self) -> bool {
        match &self.resource {
            Some(Scope::Only(resources)) => resources.contains("*"),
            Some(Scope::Except(_)) => true,
            None => false,
        }
    }

    /// Whether `statement` says this already, or more.
    pub fn is_in(&self, statement: &Statement) -> bool {
        let who = match (&statement.principals, &self.principal) {
            (None, None) => true,
            (Some(outer), Some(inner)) => names(outer, inner),
            _ => false,
        };
        let with = match (&statement.resources, &self.resource) {
            (None, None) => true,
            (Some(outer), Some(inner)) => covers(outer, inner),
            _ => false,
        };
        statement.effect == self.effect
            && who
            && with
            && covers(&lower(&statement.actions), &lower(&self.action))
            && implies(&self.conditions, &statement.conditions)
    }
}

fn names(outer: &Scope<Principal>, inner: &Scope<Principal>) -> bool {
    match (outer, inner) {
        (Scope::Only(outer), Scope::Only(inner)) => {
            inner.iter().all(|one| outer.iter().any(|other| other.covers(one)))
        }
        (Scope::Except(spared), Scope::Only(inner)) => {
            !inner.iter().any(|one| spared.iter().any(|other| other.covers(one) || one.covers(other)))
        }
        (Scope::Except(outer), Scope::Except(inner)) => outer.is_subset(inner),
        (Scope::Only(outer), Scope::Except(_)) => outer.contains(&Principal::Anyone),
    }
}

/// Every combination of what the statements of `effect` list; whole statements where that would be too many.
fn atoms(policy: &Policy, effect: Effect) -> impl Iterator<Item = Grant> {
    policy.statements.iter().filter(move |statement| statement.effect == effect).flat_map(move |statement| {
        let mut actions = each(&statement.actions);
        let mut resources = each_or_none(statement.resources.as_ref());
        let mut principals = each_or_none(statement.principals.as_ref());
        if actions.len().saturating_mul(resources.len()).saturating_mul(principals.len()) > MOST {
            actions = vec![statement.actions.clone()];
            resources = vec![statement.resources.clone()];
            principals = vec![statement.principals.clone()];
        }
        let mut grants = Vec::new();
        for action in actions {
            for resource in &resources {
                for principal in &principals {
                    grants.push(Grant {
                        effect,
                        principal: principal.clone(),
                        action: action.clone(),
                        resource: resource.clone(),
                        conditions: statement.conditions.clone(),
                    });
                }
            }
        }
        grants
    })
}

fn each<T: Ord + Clone>(scope: &Scope<T>) -> Vec<Scope<T>> {
    match scope {
        Scope::Only(all) => all.iter().map(|one| Scope::Only(BTreeSet::from([one.clone()]))).collect(),
        Scope::Except(_) => vec![scope.clone()],
    }
}

fn each_or_none<T: Ord + Clone>(scope: Option<&Scope<T>>) -> Vec<Option<Scope<T>>> {
    scope.map_or_else(|| vec![None], |scope| each(scope).into_iter().map(Some).collect())
}

/// How many of the names that a grant is about are written out.
const SHOWN: usize = 8;

impl<T: fmt::Display> fmt::Display for Scope<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (before, all) = match self {
            Self::Only(all) => ("", all),
            Self::Except(all) => ("everything but ", all),
        };
        f.write_str(before)?;
        // Nobody reads a hundred names; whether there is more is what counts.
        for (index, one) in all.iter().take(SHOWN).enumerate() {
            write!(f, "{}{one}", if index == 0 { "" } else { ", " })?;
        }
        match all.len().saturating_sub(SHOWN) {
            0 => Ok(()),
            more => write!(f, " and {more} more"),
        }
    }
}

impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", if self.effect == Effect::Allow { "Allow" } else { "Deny" }, self.action)?;
        if let Some(resource) = &self.resource {
            write!(f, " on {resource}")?;
        }
        if let Some(principal) = &self.principal {
            write!(f, " to {principal}")?;
        }
        for (index, ((operator, key), values)) in self.conditions.iter().enumerate() {
            let values: Vec<_> = values.iter().map(String::as_str).collect();
            write!(
                f,
                " {} {operator} {key} = {}",
                if index == 0 { "when" } else { "and" },
                values.join(" | ")
            )?;
        }
        Ok(())
    }
}
