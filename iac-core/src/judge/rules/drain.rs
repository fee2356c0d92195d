//! A target group drains as long as a container takes to stop, and at most a minute.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::{Plan, Resource};
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "drain",
    title: "a target group drains as long as a container takes to stop, and at most a minute",
    explain: include_str!("drain.md"),
    check: Check::Plan(check),
};

/// Seconds that a target group drains if nobody says otherwise.
const DEFAULT: f64 = 300.0;
/// Seconds that it may drain, where nobody declared how many.
const MOST: f64 = 60.0;

/// Seconds that the container behind the load balancer has to stop, if the plan knows them.
fn stop(plan: &Plan, service: &Resource) -> Option<f64> {
    let name = service.at("load_balancer.container_name").text()?;
    let mut tasks = plan.of_type("aws_ecs_task_definition");
    let task = tasks.find(|task| {
        task.module_address() == service.module_address() && plan.refers(service, "task_definition", task)
    })?;
    let containers: serde_json::Value =
        serde_json::from_str(task.at("container_definitions").text()?).ok()?;
    let container = containers.as_array()?.iter().find(|container| container["name"] == name)?;
    container["stopTimeout"].as_f64()
}

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let longest =
        plan.of_type("aws_ecs_service").filter_map(|service| stop(plan, service)).fold(0.0, f64::max);
    let groups = plan.of_type("aws_lb_target_group");
    let declared = expected.declared.as_ref().map(|declared| declared.drain);
    groups
        .filter_map(|group| {
            let delay = match group.at("deregistration_delay") {
                Value::Unknown => return None,
                value => value.number().unwrap_or(DEFAULT),
            };
            let (problem, help) =
                if let Some(declared) = declared.filter(|declared| (declared - delay).abs() > 0.5) {
                    (
                        format!("draining takes {delay} s, and {declared} s are declared"),
                        format!("set it to {declared}"),
                    )
                } else if declared.is_none() && delay > MOST {
                    (format!("draining takes {delay} s"), format!("set it to {MOST} or less"))
                } else if delay < longest {
                    (
                        format!("draining takes {delay} s, and a container has {longest} s to stop"),
                        format!("set it to {longest} or more"),
                    )
                } else {
                    return None;
                };
            Some(group.weak("deregistration_delay", problem, help))
        })
        .collect()
}
