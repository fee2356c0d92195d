//! Each secret that the environment keeps is read by a service.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity, unknown_secret};

pub(super) const RULE: Rule = Rule {
    code: "unused-secret",
    severity: Severity::Warning,
    title: "each secret that the environment keeps is read by a service",
    explain: include_str!("unused-secret.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let used = |name: &str| unknown_secret::references(environment).any(|(_, used)| used == name);
    environment
        .secrets
        .keys()
        .filter(|name| !used(name.as_str()))
        .map(|name| {
            Finding::new(
                format!("secrets.{name}"),
                format!("no service reads `{name}`"),
                format!(
                    "name it as `secret:{name}` under `services.<service>.secrets`, remove it, or waive the \
                     warning with who reads it"
                ),
            )
        })
        .collect()
}
