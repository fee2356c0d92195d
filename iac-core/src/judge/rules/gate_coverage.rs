//! Every target group has a gate on errors, on response time and on success.

use crate::environment::Metric;
use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::gates;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::review::counted;

pub(super) const RULE: Rule = Rule {
    code: "gate-coverage",
    title: "every target group has a gate on errors, on response time and on success",
    explain: include_str!("gate-coverage.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for service in plan.of_type("aws_ecs_service") {
        let names = service.at("alarms.alarm_names");
        if !names.is_set() || !service.at("load_balancer").is_set() {
            continue;
        }
        let gates = gates::of(plan, service);
        if names.len() > gates.len() {
            weaknesses.push(service.weak(
                "alarms.alarm_names",
                format!("{} named, and {} of them planned", counted(names.len(), "alarm"), gates.len()),
                "name alarms of this configuration",
            ));
        }
        let groups = if service.at("load_balancer.advanced_configuration").is_set() { 2 } else { 1 };
        for metric in Metric::ALL.into_iter().filter(|metric| {
            expected.gates.contains_key(metric) || gates.iter().any(|gate| gate.metric == Some(*metric))
        }) {
            let found = gates.iter().filter(|gate| gate.metric == Some(metric)).count();
            if found < groups {
                weaknesses.push(service.weak(
                    "alarms.alarm_names",
                    format!(
                        "{} for the {metric}, and {}",
                        counted(found, "gate"),
                        counted(groups, "target group")
                    ),
                    format!("name an alarm on the {metric} of each target group"),
                ));
            }
        }
    }
    weaknesses
}
