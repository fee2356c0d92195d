//! A health check is answered before the next one.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "health-timeout",
    severity: Severity::Error,
    title: "a health check is answered before the next one",
    explain: include_str!("health-timeout.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let (interval, timeout) = (environment.health_check.interval, environment.health_check.timeout);
    if u16::from(timeout.get()) < interval.get() {
        return Vec::new();
    }
    vec![Finding::new(
        "health_check.timeout",
        format!("timeout is {timeout} s, and the next check comes after {interval} s"),
        format!(
            "set `timeout` to at most {}, or `interval` to at least {}",
            interval.get() - 1,
            timeout.get() + 1
        ),
    )]
}
