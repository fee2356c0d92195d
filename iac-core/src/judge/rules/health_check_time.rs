//! A new task takes requests within half a minute.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "health-check-time",
    title: "a new task takes requests within half a minute",
    explain: include_str!("health-check-time.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let limit = expected.health_check;
    let groups = plan.of_type("aws_lb_target_group");
    groups
        .filter_map(|group| {
            let part = |name: &str, default: f64| match group.at(&format!("health_check.{name}")) {
                Value::Unknown => None,
                value => Some(value.number().unwrap_or(default)),
            };
            let (interval, checks, timeout) =
                (part("interval", 30.0)?, part("healthy_threshold", 5.0)?, part("timeout", 5.0)?);
            let time = interval * checks + timeout;
            let slow = (time >= limit).then(|| {
                group.weak(
                    "health_check",
                    format!("a new task takes requests after {interval} × {checks} + {timeout} = {time} s"),
                    format!("choose `interval`, `healthy_threshold` and `timeout` for less than {limit} s"),
                )
            });
            let off = group.at("health_check.enabled").is_false();
            slow.or_else(|| {
                off.then(|| {
                    group.weak(
                        "health_check.enabled",
                        "no task is asked whether it is healthy",
                        "set `enabled = true`",
                    )
                })
            })
        })
        .collect()
}
