//! An incident is written down where people work on it.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::{Plan, Resource};
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "incident-item",
    title: "an incident is written down where people work on it",
    explain: include_str!("incident-item.md"),
    check: Check::Plan(check),
};

/// An item's address is made of account and region, which a plan knows: what it doesn't know is a topic.
fn opens_an_item(action: &Value) -> bool {
    action.text().is_some_and(|action| action.starts_with("arn:aws:ssm:") && action.contains(":opsitem:"))
}

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let alarms: Vec<_> = plan.of_type("aws_cloudwatch_composite_alarm").collect();
    let opens = |alarm: &&Resource| {
        *alarm.at("alarm_actions") == Value::Unknown
            || alarm.all("alarm_actions").into_iter().any(opens_an_item)
    };
    if !expected.incident_items || alarms.iter().any(opens) {
        return Vec::new();
    }
    // Which of them is the incident, a plan doesn't say: any that tells somebody may be.
    let told = alarms.into_iter().filter(|alarm| alarm.at("alarm_actions").is_set());
    let weaknesses = told.take(1).map(|alarm| {
        alarm.weak(
            "alarm_actions",
            "no incident becomes an item in OpsCenter",
            "add `arn:aws:ssm:REGION:ACCOUNT:opsitem:1#CATEGORY=Availability` to the alarm for incidents",
        )
    });
    weaknesses.collect()
}
