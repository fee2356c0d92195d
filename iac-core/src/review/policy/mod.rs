//! IAM policies by what they allow.
//!
//! A policy is read into statements, and two policies are compared by what one permits and the other doesn't: the order of
//! statements, a text instead of a list of one, or an account number instead of its root are no difference. This room
//! knows nothing of plans.

mod glob;
mod grant;
mod principal;
mod statement;

pub use grant::{Comparison, Grant, compare};
pub use principal::Principal;
pub use statement::{Conditions, Effect, Scope, Statement};

use crate::review::value::Value;

/// The statements of a policy document.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Policy {
    /// In the order of the document.
    pub statements: Vec<Statement>,
}

impl Policy {
    /// The policy in `text`, if it is a document with statements that can all be understood.
    ///
    /// ```
    /// use iac_core::review::policy::Policy;
    ///
    /// let text = r#"{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}"#;
    /// assert_eq!(Policy::parse(text).unwrap().statements.len(), 1);
    /// assert!(Policy::parse("{}").is_none());
    /// ```
    pub fn parse(text: &str) -> Option<Self> {
        Self::read(&Value::embedded(text)?)
    }

    /// The policy in `document`, which may be one statement or a list of them.
    pub fn read(document: &Value<'_>) -> Option<Self> {
        let statements = match document.field("Statement")? {
            Value::List(all) => all.iter().map(Statement::read).collect::<Option<_>>()?,
            one => vec![Statement::read(one)?],
        };
        Some(Self { statements })
    }

    /// The statements that allow.
    pub fn allows(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(|statement| statement.effect == Effect::Allow)
    }

    /// The statements that deny.
    pub fn denies(&self) -> impl Iterator<Item = &Statement> {
        self.statements.iter().filter(|statement| statement.effect == Effect::Deny)
    }
}

#[cfg(test)]
mod tests;
