//! No two environments use the same addresses.

use crate::aws::EnvironmentName;
use crate::environment::Environment;
use crate::environment::Project;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "cidr-overlap",
    severity: Severity::Error,
    title: "no two environments use the same addresses",
    explain: include_str!("cidr-overlap.md"),
    conceals: false,
    check: Check::Project(check),
};

fn check(project: &Project) -> Vec<(EnvironmentName, Finding)> {
    let created: Vec<&Environment> =
        project.environments.values().filter(|environment| environment.network.existing.is_none()).collect();
    let mut findings = Vec::new();
    for (index, environment) in created.iter().enumerate() {
        for earlier in &created[..index] {
            let (cidr, other) = (environment.network.cidr, earlier.network.cidr);
            if cidr.overlaps(other) {
                findings.push((
                    environment.environment.clone(),
                    Finding::new(
                        "network.cidr",
                        format!("{cidr} overlaps {other} of environment `{}`", earlier.environment),
                        "give each environment a private range of its own, such as 10.40.0.0/16",
                    ),
                ));
            }
        }
    }
    findings
}
