//! An apply whose deployment was undone fails.

use crate::judge::bodies::Bodies;
use crate::judge::finding::Weakness;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "failed-apply",
    title: "an apply whose deployment was undone fails",
    explain: include_str!("failed-apply.md"),
    check: Check::Bodies(check),
};

fn check(bodies: &Bodies) -> Vec<Weakness> {
    let services = bodies.of_type("aws_ecs_service").filter(|service| {
        !service.postconditions().any(|condition| condition.contains("self.task_definition"))
    });
    services
        .map(|service| {
            service.weak(
                "lifecycle.postcondition",
                "an apply is green after a rollback",
                "compare `self.task_definition` with the task definition in a postcondition",
            )
        })
        .collect()
}
