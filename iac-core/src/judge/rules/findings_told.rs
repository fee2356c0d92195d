//! Somebody hears of grave findings.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::{Plan, Resource};
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;
use serde_json::Value as Json;

pub(super) const RULE: Rule = Rule {
    code: "findings-told",
    title: "somebody hears of grave findings",
    explain: include_str!("findings-told.md"),
    check: Check::Plan(check),
};

const GRAVE: [&str; 2] = ["CRITICAL", "HIGH"];

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut unknown = false;
    let mut patterns: Vec<(&Resource, Json)> = Vec::new();
    for rule in plan.of_type("aws_cloudwatch_event_rule") {
        let pattern = rule.at("event_pattern");
        unknown |= *pattern == Value::Unknown;
        let pattern = pattern.text().and_then(|pattern| serde_json::from_str(pattern).ok());
        patterns.extend(pattern.filter(of_security_hub).map(|pattern| (rule, pattern)));
    }
    let weak = |account: &Resource| match patterns.first() {
        Some((rule, _)) => rule.weak(
            "event_pattern",
            "a finding of Security Hub that is HIGH or CRITICAL is not caught",
            "add both to `detail.findings.Severity.Label`",
        ),
        None => account.weak(
            "aws_cloudwatch_event_rule",
            "what Security Hub finds is told to nobody",
            "catch its findings with an event rule",
        ),
    };
    // What isn't known yet may be the one, unless one is there.
    let caught =
        patterns.iter().any(|(_, pattern)| catches_grave(pattern)) || (unknown && patterns.is_empty());
    plan.of_type("aws_securityhub_account").filter(|_| !caught).map(weak).collect()
}

fn of_security_hub(pattern: &Json) -> bool {
    lists(&pattern["source"], "aws.securityhub")
}

fn lists(values: &Json, wanted: &str) -> bool {
    values.as_array().is_some_and(|values| values.iter().any(|value| value == wanted))
}

/// Whether a pattern catches both; one that asks for no severity catches all.
fn catches_grave(pattern: &Json) -> bool {
    let labels = &pattern["detail"]["findings"]["Severity"]["Label"];
    labels.is_null() || GRAVE.iter().all(|label| lists(labels, label))
}
