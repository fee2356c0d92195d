//! A gate looks at one target group, not at the whole load balancer.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::gates;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "gate-per-target-group",
    title: "a gate looks at one target group, not at the whole load balancer",
    explain: include_str!("gate-per-target-group.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for gate in gates::all(plan).iter().filter(|gate| gate.metric.is_some()) {
        let metrics =
            [gate.alarm.all("metric_query.metric.dimensions"), gate.alarm.all("dimensions")].concat();
        let whole = |dimensions: &&Value| {
            dimensions.is_set() && dimensions.fails(|it| it.all("TargetGroup").len() == 1)
        };
        if metrics.iter().any(whole) {
            weaknesses.push(gate.alarm.weak(
                "dimensions.TargetGroup",
                "the gate looks at the whole load balancer, where the canary's errors are diluted",
                "add `TargetGroup` to the dimensions of each metric",
            ));
        }
    }
    weaknesses
}
