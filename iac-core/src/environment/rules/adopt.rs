//! What is taken over is what would be made.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "adopt",
    severity: Severity::Error,
    title: "what is taken over is what would be made",
    explain: include_str!("adopt.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let adopt = &environment.adopt;
    let mut findings = Vec::new();
    let prefix = format!("{}-{}", environment.naming.project, environment.environment);
    if let Some(database) = &adopt.database
        && database.as_str() != prefix
    {
        findings.push(Finding::new(
            "adopt.database",
            format!("the database is named `{database}`, and this environment's is named `{prefix}`"),
            "rename the one in RDS, which takes a minute, or choose project and environment so that the names agree",
        ));
    }
    if adopt.vpc.is_some() && environment.network.existing.is_some() {
        findings.push(Finding::new(
            "adopt.vpc",
            "a VPC is taken over, and `network.existing` uses one that stays somebody else's",
            "remove one of them",
        ));
    }
    findings
}
