//! A service that users reach survives the loss of a task.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::{Plan, Resource};
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "task-count",
    title: "a service that users reach survives the loss of a task",
    explain: include_str!("task-count.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let enough = |value: &Value| value.number().is_some_and(|number| number >= expected.tasks);
    let help = format!("set it to {} or more", expected.tasks);
    let public = |service: &&Resource| service.at("load_balancer").is_set();
    let services: Vec<_> = plan.of_type("aws_ecs_service").filter(public).collect();
    let first = services
        .iter()
        .filter_map(|service| service.unless("desired_count", enough, "too few tasks start", &help));
    let bounds = plan.of_type("aws_appautoscaling_target").filter(|target| {
        services.iter().any(|service| {
            plan.refers(target, "resource_id", service) && target.module_address() == service.module_address()
        })
    });
    let kept =
        bounds.filter_map(|target| target.unless("min_capacity", enough, "too few tasks are kept", &help));
    first.chain(kept).collect()
}
