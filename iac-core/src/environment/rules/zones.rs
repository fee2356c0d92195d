//! The zones lie in the region.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "zones",
    severity: Severity::Error,
    title: "the zones lie in the region",
    explain: include_str!("zones.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    if environment.network.existing.is_some() {
        return Vec::new();
    }
    let region = environment.region;
    let elsewhere = environment.network.zones.iter().enumerate().filter(|(_, zone)| !zone.is_in(region));
    elsewhere
        .map(|(index, zone)| {
            Finding::new(
                format!("network.zones.{index}"),
                format!("zone {zone} is not in region {region}"),
                format!("zones of it are named {region}a, {region}b …"),
            )
        })
        .collect()
}
