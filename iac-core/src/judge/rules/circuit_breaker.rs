//! A deployment whose tasks do not start is given up and undone.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "circuit-breaker",
    title: "a deployment whose tasks do not start is given up and undone",
    explain: include_str!("circuit-breaker.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let weaknesses = plan.of_type("aws_ecs_service").flat_map(|service| {
        [
            service.unless(
                "deployment_circuit_breaker.enable",
                Value::is_true,
                "a deployment that can't start goes on for hours",
                "set `enable = true`",
            ),
            service.unless(
                "deployment_circuit_breaker.rollback",
                Value::is_true,
                "a deployment that is given up is not undone",
                "set `rollback = true`",
            ),
        ]
    });
    weaknesses.flatten().collect()
}
