//! What a rule found.

use crate::judge::rules::Rule;
use std::fmt;

/// A rule that is broken, where, and in which property.
#[derive(Debug, Clone, PartialEq)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// The address of a planned resource, or file, line and column.
    pub place: String,
    /// The property that is weakened, such as `alarms.rollback`.
    pub property: String,
    /// What is wrong, with the values.
    pub problem: String,
    /// What would mend it.
    pub help: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { rule, place, property, problem, help } = self;
        write!(f, "{place}: {property}: {problem} (help: {help}) [{}]", rule.code)
    }
}

/// What a rule found, before it is said which rule.
#[derive(Debug)]
pub(super) struct Weakness {
    pub(super) place: String,
    pub(super) property: String,
    pub(super) problem: String,
    pub(super) help: String,
}

impl Weakness {
    pub(super) fn new(
        place: impl Into<String>,
        property: impl Into<String>,
        problem: impl Into<String>,
        help: impl Into<String>,
    ) -> Self {
        Self { place: place.into(), property: property.into(), problem: problem.into(), help: help.into() }
    }
}
