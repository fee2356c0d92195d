//! An apply that is interrupted leaves no half deployment.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "interrupted-apply",
    title: "an apply that is interrupted leaves no half deployment",
    explain: include_str!("interrupted-apply.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let waiting =
        plan.of_type("aws_ecs_service").filter(|service| service.at("wait_for_steady_state").is_true());
    waiting
        .filter_map(|service| {
            service.unless(
                "sigint_rollback",
                Value::is_true,
                "an interrupted apply leaves half a deployment",
                "set `sigint_rollback = true`",
            )
        })
        .collect()
}
