//! The names that are made from the settings fit into what AWS takes.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "prefix",
    severity: Severity::Error,
    title: "the names that are made from the settings fit into what AWS takes",
    explain: include_str!("prefix.md"),
    conceals: false,
    check: Check::Environment(check),
};

/// What [`crate::aws::ResourcePrefix`] takes.
const LONGEST: usize = 26;
/// Beginnings that one of the named things may not have.
const RESERVED: [&str; 4] = ["amzn-s3-demo-", "internal-", "sg-", "sthree-"];

fn check(environment: &Environment) -> Vec<Finding> {
    let prefix = format!("{}-{}", environment.naming.project, environment.environment);
    let mut findings = Vec::new();
    if environment.prefix().is_err() {
        findings.push(Finding::new(
            "naming.project",
            format!("the names begin with `{prefix}`, which has {} characters", prefix.len()),
            format!("shorten the project or the environment by {}", prefix.len().saturating_sub(LONGEST)),
        ));
    }
    if let Some(reserved) = RESERVED.iter().find(|reserved| prefix.starts_with(**reserved)) {
        findings.push(Finding::new(
            "naming.project",
            format!("the names begin with `{prefix}`, and AWS reserves `{reserved}`"),
            "choose another project",
        ));
    }
    findings
}
