//! A gate judges no handful of requests.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::gates;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "gate-minimum-requests",
    title: "a gate judges no handful of requests",
    explain: include_str!("gate-minimum-requests.md"),
    check: Check::Plan(check),
};

/// Requests that prove something, where nobody declared how many.
const HANDFUL: f64 = 2.0;

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for gate in gates::all(plan).iter().filter(|gate| gate.metric.is_some()) {
        let Some(written) = gate.expression() else { continue };
        let expression: String = written.split_whitespace().collect();
        let least = gate.id_of("RequestCount").and_then(|id| {
            let (_, condition) = expression.split_once(&format!("IF({id}>"))?;
            let digits = condition.trim_start_matches('=');
            digits.split(|character: char| !character.is_ascii_digit()).next()?.parse::<u32>().ok()
        });
        let enough = expected.declared.as_ref().map_or(HANDFUL, |declared| declared.gate_requests);
        if least.is_none_or(|least| f64::from(least) < enough) {
            weaknesses.push(gate.alarm.weak(
                "metric_query.expression",
                format!("too few requests count in `{written}`"),
                format!("begin it with `IF(requests >= {enough}, …`, and query RequestCount"),
            ));
        }
    }
    weaknesses
}
