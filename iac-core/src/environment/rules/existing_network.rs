//! An existing network has two subnets of each tier.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    code: "existing-network",
    severity: Severity::Error,
    title: "an existing network has two subnets of each tier",
    explain: include_str!("existing-network.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let Some(existing) = &environment.network.existing else { return Vec::new() };
    let tiers = [
        ("public_subnet_ids", &existing.public_subnet_ids),
        ("private_subnet_ids", &existing.private_subnet_ids),
        ("database_subnet_ids", &existing.database_subnet_ids),
    ];
    let too_few = |ids: &Vec<crate::aws::SubnetId>| ids.iter().collect::<BTreeSet<_>>().len() < 2;
    tiers
        .into_iter()
        .filter(|(_, ids)| too_few(ids))
        .map(|(tier, ids)| {
            Finding::new(
                format!("network.existing.{tier}"),
                format!("{} subnet is not enough", ids.iter().collect::<BTreeSet<_>>().len()),
                "name two different subnets in two zones, at least",
            )
        })
        .collect()
}
