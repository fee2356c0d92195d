//! A gate has the threshold that was declared, in its own unit.

use crate::environment::Metric;
use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::gates;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "gate-threshold",
    title: "a gate has the threshold that was declared, in its own unit",
    explain: include_str!("gate-threshold.md"),
    check: Check::Plan(check),
};

/// No response takes as many seconds: the threshold is meant in milliseconds.
const SECONDS: f64 = 30.0;
/// Thresholds closer than this are the same number.
const EQUAL: f64 = 1e-9;

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for service in plan.of_type("aws_ecs_service") {
        let gates = gates::of(plan, service);
        for gate in &gates {
            let Some(metric) = gate.metric else { continue };
            let Some(threshold) = gate.alarm.at("threshold").number() else { continue };
            let rate = metric != Metric::ResponseTime;
            if threshold <= 0.0 || (rate && threshold >= 1.0) {
                weaknesses.push(gate.alarm.weak(
                    "threshold",
                    format!("no {metric} ever gets to {threshold}"),
                    "give rates as shares between 0 and 1",
                ));
            } else if !rate
                && threshold > SECONDS
                && gate.expression().is_some_and(|expression| !expression.contains("1000"))
            {
                weaknesses.push(gate.alarm.weak(
                    "threshold",
                    format!("the metric is in seconds, and the threshold is {threshold}"),
                    "multiply the metric by 1000 in the expression",
                ));
            } else if let Some(declared) = expected.gates.get(&metric).copied().flatten()
                && (declared - threshold).abs() > EQUAL
            {
                weaknesses.push(gate.alarm.weak(
                    "threshold",
                    format!("the gate on the {metric} is at {threshold}, and {declared} is declared"),
                    format!("set it to {declared}"),
                ));
            }
            let twin = |other: &&gates::Gate<'_>| {
                other.metric == Some(metric)
                    && other
                        .alarm
                        .at("threshold")
                        .number()
                        .is_some_and(|other| (other - threshold).abs() > EQUAL)
            };
            if let Some(other) =
                gates.iter().find(twin).filter(|other| other.alarm.address > gate.alarm.address)
            {
                weaknesses.push(gate.alarm.weak(
                    "threshold",
                    format!("{threshold} here is {} in {}", other.alarm.at("threshold"), other.alarm.address),
                    "give both target groups the same threshold",
                ));
            }
        }
    }
    weaknesses
}
