//! An alarm that fires tells somebody.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::gates;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "alarm-actions",
    title: "an alarm that fires tells somebody",
    explain: include_str!("alarm-actions.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    let gates = gates::all(plan);
    let composites: Vec<_> = plan.of_type("aws_cloudwatch_composite_alarm").collect();
    for alarm in plan.of_type("aws_cloudwatch_metric_alarm") {
        weaknesses.extend(alarm.unless(
            "actions_enabled",
            |value| !value.is_false(),
            "its actions are switched off",
            "set `actions_enabled = true`",
        ));
        let gate = gates.iter().any(|gate| gate.alarm.address == alarm.address);
        let name = alarm.at("alarm_name").text();
        let part = composites.iter().any(|composite| {
            let named =
                name.zip(composite.at("alarm_rule").text()).is_some_and(|(name, rule)| rule.contains(name));
            named || plan.refers(composite, "alarm_rule", alarm)
        });
        if !gate && !part {
            weaknesses.extend(alarm.unless(
                "alarm_actions",
                Value::is_set,
                "nobody is told",
                "name a topic in `alarm_actions`",
            ));
        }
    }
    weaknesses.extend(composites.iter().filter_map(|alarm| {
        alarm.unless("alarm_actions", Value::is_set, "nobody is told", "name a topic in `alarm_actions`")
    }));
    weaknesses
}
