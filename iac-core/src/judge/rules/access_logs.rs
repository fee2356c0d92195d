//! The load balancer logs every request.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "access-logs",
    title: "the load balancer logs every request",
    explain: include_str!("access-logs.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    plan.of_type("aws_lb")
        .filter_map(|balancer| {
            balancer.unless(
                "access_logs.enabled",
                Value::is_true,
                "requests are not logged",
                "set `enabled = true` in `access_logs`",
            )
        })
        .collect()
}
