//! Without auto scaling the number of hosts is fixed.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "auto-scaling-off",
    severity: Severity::Error,
    title: "without auto scaling the number of hosts is fixed",
    explain: include_str!("auto-scaling-off.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let (min, max) = (environment.min_instances, environment.max_instances);
    if environment.auto_scaling || min >= max {
        return Vec::new();
    }
    vec![Finding::new(
        "max_instances",
        format!("auto_scaling is off, but max_instances is {max} and min_instances is {min}"),
        format!("set `max_instances = {min}`, or `auto_scaling = true`"),
    )]
}
