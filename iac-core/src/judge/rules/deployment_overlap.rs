//! A deployment never leaves fewer tasks than before.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "deployment-overlap",
    title: "a deployment never leaves fewer tasks than before",
    explain: include_str!("deployment-overlap.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    if !expected.zero_downtime {
        return Vec::new();
    }
    let at_least = |percent: f64| move |value: &Value| value.number().is_some_and(|number| number >= percent);
    let weaknesses = plan.of_type("aws_ecs_service").flat_map(|service| {
        [
            service.unless(
                "deployment_minimum_healthy_percent",
                at_least(100.0),
                "old tasks stop before new ones serve",
                "set it to 100",
            ),
            service.unless(
                "deployment_maximum_percent",
                at_least(200.0),
                "there is no room for the new tasks beside the old ones",
                "set it to 200",
            ),
        ]
    });
    weaknesses.flatten().collect()
}
