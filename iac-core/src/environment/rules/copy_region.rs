//! Copies of backups lie in another Region.

use crate::environment::rules::{Check, Finding, Rule, Severity};
use crate::environment::{Environment, Tier};

pub(super) const RULE: Rule = Rule {
    code: "copy-region",
    severity: Severity::Error,
    title: "copies of backups lie in another Region",
    explain: include_str!("copy-region.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let region = environment.region;
    match environment.backup.copy_region.get() {
        Some(copy) if copy == region => vec![Finding::new(
            "backup.copy_region",
            format!("the copies of backups lie in {region}, as the environment does"),
            "name another Region, or `none` for no copies",
        )],
        None if environment.tier == Tier::Production => vec![Finding::new(
            "backup.copy_region",
            "backups of production have no copy in another Region",
            "set `copy_region` to a Region other than the environment's",
        )],
        _ => Vec::new(),
    }
}
