//! A gate decides in time.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::gates;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "gate-time",
    title: "a gate decides in time",
    explain: include_str!("gate-time.md"),
    check: Check::Plan(check),
};

/// Seconds that a decision may take, where nobody declared the measurements.
const LONGEST: f64 = 600.0;

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for gate in gates::all(plan).iter().filter(|gate| gate.metric.is_some()) {
        let periods = [
            gate.alarm.all("metric_query.metric.period"),
            gate.alarm.all("metric_query.period"),
            gate.alarm.all("period"),
        ]
        .concat();
        let period = periods.into_iter().filter_map(Value::number).fold(0.0, f64::max);
        let counts = [gate.alarm.at("datapoints_to_alarm"), gate.alarm.at("evaluation_periods")];
        let datapoints = counts.into_iter().find_map(Value::number).unwrap_or(1.0);
        match &expected.declared {
            Some(declared) => {
                if period > declared.gate_period {
                    weaknesses.push(gate.alarm.weak(
                        "metric_query.metric.period",
                        format!(
                            "a measurement takes {period} s, and {} s are declared",
                            declared.gate_period
                        ),
                        format!("set it to {}", declared.gate_period),
                    ));
                }
                if datapoints > declared.gate_datapoints {
                    weaknesses.push(gate.alarm.weak(
                        "datapoints_to_alarm",
                        format!(
                            "{datapoints} measurements are needed, and {} are declared",
                            declared.gate_datapoints
                        ),
                        format!("set it to {}", declared.gate_datapoints),
                    ));
                }
            }
            None if period * datapoints > LONGEST => weaknesses.push(gate.alarm.weak(
                "datapoints_to_alarm",
                format!("the gate decides after {} s", period * datapoints),
                format!("choose `period` and `datapoints_to_alarm` for {LONGEST} s or less"),
            )),
            None => {}
        }
    }
    weaknesses
}
