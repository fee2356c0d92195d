//! A step of a linear deployment is one that ECS takes.

use crate::environment::rules::{Check, Finding, Rule, Severity};
use crate::environment::{Environment, Strategy};

pub(super) const RULE: Rule = Rule {
    code: "linear-step",
    severity: Severity::Error,
    title: "a step of a linear deployment is one that ECS takes",
    explain: include_str!("linear-step.md"),
    conceals: false,
    check: Check::Environment(check),
};

/// The smallest step, in percent.
///
/// Source: Amazon ECS API reference, `LinearConfiguration.stepPercent`.
const LEAST: u8 = 3;

fn check(environment: &Environment) -> Vec<Finding> {
    match environment.deployment.strategy {
        Strategy::Linear { percent, .. } if percent.get() < LEAST => vec![Finding::new(
            "deployment.strategy.linear.percent",
            format!("each step moves {percent} percent of the requests"),
            format!("set `percent` to {LEAST} or more"),
        )],
        _ => Vec::new(),
    }
}
