//! Tags can be told apart, and there are not too many.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    code: "tags",
    severity: Severity::Error,
    title: "tags can be told apart, and there are not too many",
    explain: include_str!("tags.md"),
    conceals: false,
    check: Check::Environment(check),
};

/// Tags that are always set.
const OURS: [&str; 6] = ["CostCentre", "Environment", "ManagedBy", "Name", "Owner", "Project"];
/// AWS's 50, less ours and `AmazonECSManaged` on hosts.
const MOST: usize = 43;

fn check(environment: &Environment) -> Vec<Finding> {
    let tags = &environment.naming.tags;
    let mut findings = Vec::new();
    let mut seen = BTreeSet::from(OURS.map(str::to_ascii_lowercase));
    for key in tags.keys() {
        if !seen.insert(key.as_str().to_ascii_lowercase()) {
            findings.push(Finding::new(
                format!("naming.tags.{key}"),
                format!("the tag `{key}` stands already, in this or another case"),
                format!("use another key; {} are always set", OURS.join(", ")),
            ));
        }
    }
    if tags.len() > MOST {
        findings.push(Finding::new(
            "naming.tags",
            format!("there are {} tags", tags.len()),
            format!("AWS leaves room for {MOST}"),
        ));
    }
    findings
}
