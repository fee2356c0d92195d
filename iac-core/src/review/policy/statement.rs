//! One statement of a policy.

use super::glob;
use super::principal::{self, Principal};
use crate::review::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// Whether a statement allows or denies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// It allows.
    Allow,
    /// It denies, whatever another one allows.
    Deny,
}

/// What an element such as `Action` or `NotAction` speaks of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Scope<T> {
    /// These, and nothing else.
    Only(BTreeSet<T>),
    /// Everything but these, including what AWS adds tomorrow.
    Except(BTreeSet<T>),
}

/// Operator and key of a condition with the values it is compared with.
pub type Conditions = BTreeMap<(String, String), BTreeSet<String>>;

/// One statement of a policy.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// Whether it allows or denies.
    pub effect: Effect,
    /// Who; nobody is named in the policy of a user, a group or a role, which speaks of its holder.
    pub principals: Option<Scope<Principal>>,
    /// What, as it is written; IAM doesn't distinguish cases here.
    pub actions: Scope<String>,
    /// With which; nothing is named in a trust policy, which speaks of its role.
    pub resources: Option<Scope<String>>,
    /// Under which conditions, all of which have to hold.
    pub conditions: Conditions,
}

impl Statement {
    pub(super) fn read(value: &Value<'_>) -> Option<Self> {
        let effect = match value.field("Effect")?.as_str()? {
            "Allow" => Effect::Allow,
            "Deny" => Effect::Deny,
            _ => return None,
        };
        let actions = scope(value, "Action", "NotAction", words)??;
        let resources = scope(value, "Resource", "NotResource", words)?;
        let principals = scope(value, "Principal", "NotPrincipal", principal::read)?;
        let conditions = conditions(value.field("Condition"))?;
        Some(Self { effect, principals, actions, resources, conditions })
    }

    /// Whether the statement speaks of everybody: `*`, or everybody but some.
    pub fn is_for_anyone(&self) -> bool {
        match &self.principals {
            Some(Scope::Only(principals)) => principals.contains(&Principal::Anyone),
            Some(Scope::Except(_)) => true,
            None => false,
        }
    }

    /// Whether a condition narrows who may come to accounts, organisations, networks or sources that it names.
    pub fn names_its_callers(&self) -> bool {
        self.conditions.iter().any(|((operator, key), values)| {
            !operator.to_ascii_lowercase().contains("not")
                && CALLERS.contains(&key.to_ascii_lowercase().as_str())
                && !values
                    .iter()
                    .any(|value| value.trim_matches(['*', '?']).is_empty() || value == "0.0.0.0/0")
        })
    }

    /// Whether it speaks of every action.
    pub fn is_every_action(&self) -> bool {
        matches!(&self.actions, Scope::Only(actions) if actions.iter().any(|action| matches!(action.as_str(), "*" | "*:*")))
    }

    /// Whether it speaks of every resource.
    pub fn is_every_resource(&self) -> bool {
        match &self.resources {
            Some(Scope::Only(resources)) => {
                resources.iter().any(|resource| resource == "*" || resource == "arn:aws:*")
            }
            Some(Scope::Except(_)) => true,
            None => false,
        }
    }
}

/// Condition keys that say who calls, from where, or for whom a service calls.
const CALLERS: [&str; 18] = [
    "aws:principalaccount",
    "aws:principalarn",
    "aws:principalorgid",
    "aws:principalorgpaths",
    "aws:principalisawsservice",
    "aws:sourceaccount",
    "aws:sourcearn",
    "aws:sourceip",
    "aws:sourceorgid",
    "aws:sourceorgpaths",
    "aws:sourceowner",
    "aws:sourcevpc",
    "aws:sourcevpce",
    "aws:userid",
    "aws:vpcsourceip",
    "kms:calleraccount",
    "s3:dataaccesspointaccount",
    "elasticfilesystem:accesspointarn",
];

/// One of two opposite elements, or neither; nothing if one of them can't be understood.
#[expect(clippy::option_option, reason = "absent is fine, not understood is not")]
fn scope<T: Ord>(
    statement: &Value<'_>,
    only: &str,
    except: &str,
    read: fn(&Value<'_>) -> Option<BTreeSet<T>>,
) -> Option<Option<Scope<T>>> {
    match (statement.field(only), statement.field(except)) {
        (Some(named), None) => read(named).map(|named| Some(Scope::Only(named))),
        (None, Some(named)) => read(named).map(|named| Some(Scope::Except(named))),
        (None, None) => Some(None),
        (Some(_), Some(_)) => None,
    }
}

/// A text or a list of texts; numbers and booleans count as their text, as IAM reads them.
pub(super) fn words(value: &Value<'_>) -> Option<BTreeSet<String>> {
    let word = |value: &Value<'_>| match value {
        Value::Text(text) => Some(text.to_string()),
        Value::Bool(truth) => Some(truth.to_string()),
        Value::Number(number) => Some((*number).to_owned()),
        _ => None,
    };
    match value {
        Value::List(all) => all.iter().map(word).collect(),
        one => Some(BTreeSet::from([word(one)?])),
    }
}

fn conditions(value: Option<&Value<'_>>) -> Option<Conditions> {
    let mut all = Conditions::new();
    for (operator, keys) in value.map_or(&[][..], Value::fields) {
        let Value::Object(keys) = keys else { return None };
        for (key, values) in keys {
            // The keys of conditions are read without regard to case.
            all.insert((operator.to_string(), key.to_ascii_lowercase()), words(values)?);
        }
    }
    Some(all)
}

/// The same actions in lower case, since IAM doesn't distinguish cases in them.
pub(super) fn lower(actions: &Scope<String>) -> Scope<String> {
    let lower = |all: &BTreeSet<String>| all.iter().map(|one| one.to_ascii_lowercase()).collect();
    match actions {
        Scope::Only(all) => Scope::Only(lower(all)),
        Scope::Except(all) => Scope::Except(lower(all)),
    }
}

/// Whether what `inner` speaks of is part of what `outer` speaks of.
pub(super) fn covers(outer: &Scope<String>, inner: &Scope<String>) -> bool {
    match (outer, inner) {
        (Scope::Only(outer), Scope::Only(inner)) => {
            inner.iter().all(|one| outer.iter().any(|other| glob::includes(other, one)))
        }
        (Scope::Except(spared), Scope::Only(inner)) => {
            !inner.iter().any(|one| spared.iter().any(|other| glob::overlaps(other, one)))
        }
        (Scope::Except(outer), Scope::Except(inner)) => {
            outer.iter().all(|spared| inner.iter().any(|other| glob::includes(other, spared)))
        }
        (Scope::Only(outer), Scope::Except(_)) => outer.contains("*"),
    }
}

/// Whether everything that meets `strict` meets `loose` too.
pub(super) fn implies(strict: &Conditions, loose: &Conditions) -> bool {
    loose.iter().all(|(about, allowed)| {
        let Some(given) = strict.get(about) else { return false };
        let operator = about.0.to_ascii_lowercase();
        if operator.contains("not") {
            given.is_superset(allowed)
        } else if operator.contains("like") || operator.contains("arn") {
            given.iter().all(|one| allowed.iter().any(|other| glob::includes(other, one)))
        } else if operator.contains("lessthan") || operator.contains("greaterthan") {
            given == allowed
        } else {
            given.is_subset(allowed)
        }
    })
}
