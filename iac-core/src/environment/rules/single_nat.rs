//! Production does not depend on one NAT gateway.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};
use crate::environment::{Nat, Tier};

pub(super) const RULE: Rule = Rule {
    code: "single-nat",
    severity: Severity::Warning,
    title: "production does not depend on one NAT gateway",
    explain: include_str!("single-nat.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let single = environment.network.nat == Nat::Single && environment.network.existing.is_none();
    if environment.tier != Tier::Production || !single {
        return Vec::new();
    }
    vec![Finding::new(
        "network.nat",
        "production has one NAT gateway for all zones",
        "set `network.nat = \"per_zone\"`, or waive the warning with a reason",
    )]
}
