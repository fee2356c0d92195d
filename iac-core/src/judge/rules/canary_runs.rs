//! A canary looks, and its silence is told.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "canary-runs",
    title: "a canary looks, and its silence is told",
    explain: include_str!("canary-runs.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for canary in plan.of_type("aws_synthetics_canary") {
        weaknesses.extend(canary.unless(
            "start_canary",
            Value::is_true,
            "it is made and never looks",
            "set `start_canary = true`",
        ));
        let name = canary.at("name").text();
        let mut told = false;
        for alarm in plan.of_type("aws_cloudwatch_metric_alarm") {
            let named = name.is_some() && alarm.at("dimensions.CanaryName").text() == name;
            if !(named || plan.refers(alarm, "dimensions", canary)) {
                continue;
            }
            told = true;
            weaknesses.extend(alarm.unless(
                "treat_missing_data",
                |value| value.is_text("breaching"),
                "a canary that has stopped looks like one that finds all well",
                "set `treat_missing_data = \"breaching\"`",
            ));
        }
        if !told {
            weaknesses.push(canary.weak(
                "aws_cloudwatch_metric_alarm",
                "nobody hears of what it finds",
                "add an alarm on its `SuccessPercent`",
            ));
        }
    }
    weaknesses
}
