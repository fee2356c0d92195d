//! A new version reaches users as it was declared.

use crate::environment::Strategy;
use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "deployment-strategy",
    title: "a new version reaches users as it was declared",
    explain: include_str!("deployment-strategy.md"),
    check: Check::Plan(check),
};

/// The word of ECS.
fn name(strategy: Strategy) -> &'static str {
    match strategy {
        Strategy::Rolling => "ROLLING",
        Strategy::BlueGreen { .. } => "BLUE_GREEN",
        Strategy::Canary { .. } => "CANARY",
        Strategy::Linear { .. } => "LINEAR",
    }
}

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let Some(declared) = &expected.declared else { return Vec::new() };
    let mut wanted =
        vec![("deployment_configuration.strategy", Value::Text(name(declared.strategy).to_owned()))];
    let number = |number: u32| Value::Number(number.into());
    if declared.strategy.shifts_traffic() {
        wanted
            .push(("deployment_configuration.bake_time_in_minutes", number(declared.strategy.bake().into())));
    }
    match declared.strategy {
        Strategy::Canary { percent, observation, .. } => wanted.extend([
            ("deployment_configuration.canary_configuration.canary_percent", number(percent.get().into())),
            (
                "deployment_configuration.canary_configuration.canary_bake_time_in_minutes",
                number(observation.get().into()),
            ),
        ]),
        Strategy::Linear { percent, observation, .. } => wanted.extend([
            ("deployment_configuration.linear_configuration.step_percent", number(percent.get().into())),
            (
                "deployment_configuration.linear_configuration.step_bake_time_in_minutes",
                number(observation.get().into()),
            ),
        ]),
        Strategy::Rolling | Strategy::BlueGreen { .. } => {}
    }
    let services = plan.of_type("aws_ecs_service").filter(|service| service.at("load_balancer").is_set());
    services
        .flat_map(|service| {
            wanted.iter().filter_map(|(property, wanted)| {
                let same = |value: &Value| {
                    value == wanted || (value.number().is_some() && value.number() == wanted.number())
                };
                service.unless(property, same, "something else is declared", &format!("set it to {wanted}"))
            })
        })
        .collect()
}
