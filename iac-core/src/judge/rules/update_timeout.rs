//! Terraform waits as long as a deployment takes.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::{Plan, Resource};
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "update-timeout",
    title: "Terraform waits as long as a deployment takes",
    explain: include_str!("update-timeout.md"),
    check: Check::Plan(check),
};

/// Minutes that the provider waits by itself.
const DEFAULT: f64 = 20.0;
/// Minutes for everything that is no observation: starting tasks, shifting, draining.
pub(super) const SPARE: f64 = 10.0;

/// Minutes that a deployment is only looked at.
pub(super) fn observed(service: &Resource) -> f64 {
    let number = |path: &str| service.at(path).number().unwrap_or(0.0);
    let bake = number("deployment_configuration.bake_time_in_minutes");
    let canary = number("deployment_configuration.canary_configuration.canary_bake_time_in_minutes");
    let step = number("deployment_configuration.linear_configuration.step_percent");
    let steps = if step > 0.0 { (100.0 / step).ceil() } else { 0.0 };
    bake + canary + steps * number("deployment_configuration.linear_configuration.step_bake_time_in_minutes")
}

/// A duration as Go writes it, such as `1h30m`, in minutes.
fn minutes(text: &str) -> Option<f64> {
    let (mut total, mut number) = (0.0, String::new());
    for character in text.chars() {
        let factor = match character {
            'h' => 60.0,
            'm' => 1.0,
            's' => 1.0 / 60.0,
            _ => {
                number.push(character);
                continue;
            }
        };
        total += number.parse::<f64>().ok()? * factor;
        number.clear();
    }
    number.is_empty().then_some(total)
}

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let waiting =
        plan.of_type("aws_ecs_service").filter(|service| service.at("wait_for_steady_state").is_true());
    waiting
        .filter_map(|service| {
            let needed = observed(service) + SPARE;
            let given = match service.at("timeouts.update") {
                Value::Text(text) => minutes(text)?,
                Value::Unknown => return None,
                _ => DEFAULT,
            };
            (given < needed).then(|| {
                service.weak(
                    "timeouts.update",
                    format!("Terraform waits {given} min for what takes {needed} min"),
                    format!("set it to \"{needed}m\" or more"),
                )
            })
        })
        .collect()
}
