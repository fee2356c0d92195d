//! Alarms watch every deployment and undo it.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "gate-rollback",
    title: "alarms watch every deployment and undo it",
    explain: include_str!("gate-rollback.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    if expected.declared.as_ref().is_some_and(|declared| !declared.watched) {
        return Vec::new();
    }
    let services = plan.of_type("aws_ecs_service").filter(|service| service.at("load_balancer").is_set());
    let weaknesses = services.flat_map(|service| {
        // Whoever names alarms means them, whatever the tier promises.
        let means = !expected.gates.is_empty() || service.at("alarms").is_set();
        let weaknesses = means.then(|| {
            [
                service.unless(
                    "alarms.enable",
                    Value::is_true,
                    "no alarm is watched during a deployment",
                    "set `enable = true`",
                ),
                service.unless(
                    "alarms.rollback",
                    Value::is_true,
                    "an alarm that fires undoes nothing",
                    "set `rollback = true`",
                ),
                service.unless(
                    "alarms.alarm_names",
                    Value::is_set,
                    "no alarm is named",
                    "name the alarms of the gates",
                ),
            ]
        });
        weaknesses.into_iter().flatten().flatten()
    });
    weaknesses.collect()
}
