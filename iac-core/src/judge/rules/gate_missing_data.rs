//! A gate without data does not fire.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::gates;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "gate-missing-data",
    title: "a gate without data does not fire",
    explain: include_str!("gate-missing-data.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let gates = gates::all(plan);
    gates
        .iter()
        .filter_map(|gate| {
            gate.alarm.unless(
                "treat_missing_data",
                |value| value.is_text("notBreaching"),
                "no data counts as something else than fine",
                "set it to \"notBreaching\"",
            )
        })
        .collect()
}
