//! The credentials of a pipeline outlast its deployment.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::update_timeout::{SPARE, observed};
use crate::judge::rules::{Check, Rule, trust};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "session-time",
    title: "a pipeline's credentials outlast the deployment that it follows",
    explain: include_str!("session-time.md"),
    check: Check::Plan(check),
};

/// Seconds that a session has by itself.
///
/// Source: IAM API reference, `CreateRole.MaxSessionDuration`.
const DEFAULT: f64 = 3_600.0;

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let watched = plan.of_type("aws_ecs_service").map(observed).fold(0.0, f64::max);
    if watched == 0.0 {
        return Vec::new();
    }
    let needed = 60.0 * (watched + SPARE);
    let mut weaknesses = Vec::new();
    for (role, _) in trust::statements(plan).filter(|(_, statement)| trust::is_federated(statement)) {
        let given = match role.at("max_session_duration") {
            Value::Unknown => continue,
            value => value.number().unwrap_or(DEFAULT),
        };
        if given < needed {
            weaknesses.push(role.weak(
                "max_session_duration",
                format!("credentials end after {given} s, and a deployment is followed for {needed} s"),
                format!("set it to {needed} or more"),
            ));
        }
    }
    weaknesses
}
