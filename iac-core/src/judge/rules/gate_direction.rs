//! A gate fires when things get worse, also on the boundary.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::gates;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "gate-direction",
    title: "a gate fires when things get worse, also on the boundary",
    explain: include_str!("gate-direction.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for gate in gates::all(plan) {
        let Some(metric) = gate.metric else { continue };
        let problem = format!("the gate on the {metric} does not fire when it gets worse");
        let help = format!("set it to \"{}\"", gates::operator(metric));
        weaknesses.extend(gate.alarm.unless(
            "comparison_operator",
            |value| value.is_text(gates::operator(metric)),
            &problem,
            &help,
        ));
    }
    weaknesses
}
