//! Feature flags are watched by the gates.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "flag-monitor",
    title: "feature flags are watched by the gates",
    explain: include_str!("flag-monitor.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let environments = plan.of_type("aws_appconfig_environment");
    environments
        .filter_map(|environment| {
            environment.unless(
                "monitor",
                Value::is_set,
                "a flag that breaks something stays on",
                "name the gates as monitors",
            )
        })
        .collect()
}
