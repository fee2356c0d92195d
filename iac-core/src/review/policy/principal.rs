//! Who a statement speaks of.

use crate::review::value::Value;
use std::collections::BTreeSet;
use std::fmt;

/// Somebody whom a statement allows or denies something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Principal {
    /// Everybody, with an AWS account or without one.
    Anyone,
    /// All of an AWS account, which can hand it on to whom it wants.
    Account(String),
    /// A role, a user, a session or what else an ARN or a unique ID names.
    Identity(String),
    /// A service of AWS, such as `ec2.amazonaws.com`.
    Service(String),
    /// Whom an identity provider signs in.
    Federated(String),
}

impl Principal {
    /// The account that it belongs to, if that can be told.
    pub fn account(&self) -> Option<&str> {
        match self {
            Self::Account(account) => Some(account),
            Self::Identity(arn) | Self::Federated(arn) => {
                arn.split(':').nth(4).filter(|account| is_account(account))
            }
            Self::Anyone | Self::Service(_) => None,
        }
    }

    /// Whether `other` is this one or part of it.
    pub(super) fn covers(&self, other: &Self) -> bool {
        match self {
            Self::Anyone => true,
            Self::Account(account) => {
                other.account() == Some(account) && !matches!(other, Self::Federated(_))
            }
            _ => self == other,
        }
    }
}

impl fmt::Display for Principal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Anyone => f.write_str("anyone"),
            Self::Account(account) => write!(f, "account {account}"),
            Self::Identity(name) | Self::Service(name) | Self::Federated(name) => f.write_str(name),
        }
    }
}

/// The principals of `"*"` or of an object of kinds; nothing if a kind is unknown.
pub(super) fn read(value: &Value<'_>) -> Option<BTreeSet<Principal>> {
    if let Value::Text(text) = value {
        return (text == "*").then(|| BTreeSet::from([Principal::Anyone]));
    }
    let Value::Object(kinds) = value else { return None };
    let mut all = BTreeSet::new();
    for (kind, named) in kinds {
        for name in super::statement::words(named)? {
            all.insert(match &**kind {
                "AWS" if name == "*" => Principal::Anyone,
                "AWS" => aws(name),
                "Service" => Principal::Service(name),
                "Federated" => Principal::Federated(name),
                "CanonicalUser" => Principal::Identity(name),
                _ => return None,
            });
        }
    }
    Some(all)
}

/// An account by its number and by its root are the same.
fn aws(name: String) -> Principal {
    if is_account(&name) {
        return Principal::Account(name);
    }
    let mut parts = name.split(':').skip(4);
    match (parts.next(), parts.next()) {
        (Some(account), Some("root")) if is_account(account) => Principal::Account(account.to_owned()),
        _ => Principal::Identity(name),
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|byte| byte.is_ascii_digit())
}
