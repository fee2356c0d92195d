//! Somebody looks for intruders.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "threat-detection",
    title: "somebody looks for intruders",
    explain: include_str!("threat-detection.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let weaknesses = plan.of_type("aws_guardduty_detector").filter_map(|detector| {
        detector.unless("enable", |value| !value.is_false(), "GuardDuty is off", "set it to true")
    });
    weaknesses.collect()
}
