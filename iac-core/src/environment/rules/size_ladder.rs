//! A lower tier is not larger than a higher one.

use crate::aws::EnvironmentName;
use crate::environment::Project;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "size-ladder",
    severity: Severity::Warning,
    title: "a lower tier is not larger than a higher one",
    explain: include_str!("size-ladder.md"),
    conceals: false,
    check: Check::Project(check),
};

fn check(project: &Project) -> Vec<(EnvironmentName, Finding)> {
    let mut findings = Vec::new();
    for lower in project.environments.values() {
        for higher in project.environments.values().filter(|higher| higher.tier > lower.tier) {
            let mut add = |setting: &str, own: &str, other: &str| {
                findings.push((
                    lower.environment.clone(),
                    Finding::new(
                        setting,
                        format!(
                            "{own} is larger than {other} of `{}`, which is {}",
                            higher.environment, higher.tier
                        ),
                        "swap them, or waive the warning with a reason",
                    ),
                ));
            };
            if lower.instance_type > higher.instance_type {
                add("instance_type", lower.instance_type.as_str(), higher.instance_type.as_str());
            }
            if lower.database_size > higher.database_size {
                add("database_size", lower.database_size.as_str(), higher.database_size.as_str());
            }
        }
    }
    findings
}
