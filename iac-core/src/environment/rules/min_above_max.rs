//! The smallest number of hosts is not above the largest.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "min-above-max",
    severity: Severity::Error,
    title: "the smallest number of hosts is not above the largest",
    explain: include_str!("min-above-max.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let (min, max) = (environment.min_instances, environment.max_instances);
    if min <= max {
        return Vec::new();
    }
    vec![Finding::new(
        "min_instances",
        format!("min_instances is {min}, above max_instances, which is {max}"),
        format!("set `min_instances` to at most {max}, or `max_instances` to at least {min}"),
    )]
}
