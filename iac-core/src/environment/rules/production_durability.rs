//! Production keeps its data.

use crate::environment::Environment;
use crate::environment::Tier;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "production-durability",
    severity: Severity::Error,
    title: "production keeps its data",
    explain: include_str!("production-durability.md"),
    conceals: false,
    check: Check::Environment(check),
};

/// The shortest retention that production may have, in days: a week, so that a fault of Friday is found on Monday.
const DAYS: u16 = 7;

fn check(environment: &Environment) -> Vec<Finding> {
    if environment.tier != Tier::Production {
        return Vec::new();
    }
    let database = &environment.database;
    let mut findings = Vec::new();
    if !environment.deletion_protection {
        findings.push(Finding::new(
            "deletion_protection",
            "the database of production can be deleted",
            "set `deletion_protection = true`",
        ));
    }
    if database.backup_retention.get() < DAYS {
        findings.push(Finding::new(
            "database.backup_retention",
            format!("backups of production are kept for {} days", database.backup_retention),
            format!("set `backup_retention` to {DAYS} or more"),
        ));
    }
    findings
}
