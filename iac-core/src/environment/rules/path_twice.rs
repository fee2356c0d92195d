//! Each path belongs to one service.

use crate::aws::{PathPattern, ServiceName};
use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};
use std::collections::BTreeMap;

pub(super) const RULE: Rule = Rule {
    code: "path-twice",
    severity: Severity::Error,
    title: "each path belongs to one service",
    explain: include_str!("path-twice.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let mut seen: BTreeMap<&PathPattern, &ServiceName> = BTreeMap::new();
    let mut findings = Vec::new();
    for (name, service) in &environment.services {
        if let Some(path) = &service.path
            && let Some(first) = seen.insert(path, name)
        {
            findings.push(Finding::new(
                format!("services.{name}.path"),
                format!("service `{first}` answers `{path}` already"),
                "give each service a path of its own, or none to a worker",
            ));
        }
    }
    findings
}
