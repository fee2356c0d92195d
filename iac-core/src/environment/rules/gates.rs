//! A version that is watched is watched by gates.

use crate::environment::rules::{Check, Finding, Rule, Severity};
use crate::environment::{Environment, Metric, Strategy, Tier};

pub(super) const RULE: Rule = Rule {
    code: "gates",
    severity: Severity::Error,
    title: "a version that is watched is watched by gates",
    explain: include_str!("gates.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let deployment = &environment.deployment;
    let watched = match deployment.strategy {
        Strategy::Rolling => false,
        Strategy::BlueGreen { bake } => bake.get() > 0,
        Strategy::Canary { .. } | Strategy::Linear { .. } => true,
    };
    let missing: Vec<&str> = Metric::ALL
        .into_iter()
        .filter(|metric| deployment.gates.of(*metric).is_none())
        .map(Metric::as_str)
        .collect();
    let problem = if watched && missing.len() == Metric::ALL.len() {
        "the new version is watched for a while, and there is no gate that it could break".to_owned()
    } else if environment.tier == Tier::Production && !missing.is_empty() {
        format!("production has no gate of {}", missing.join(", "))
    } else {
        return Vec::new();
    };
    vec![Finding::new(
        "deployment.gates",
        problem,
        "add gates such as `error_rate < 0.01`, `response_time < 500 ms` and `success_rate > 0.99`",
    )]
}
