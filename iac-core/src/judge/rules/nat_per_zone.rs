//! The loss of a zone takes the way out from no other.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::review::counted;

pub(super) const RULE: Rule = Rule {
    code: "nat-per-zone",
    title: "the loss of a zone takes the way out from no other",
    explain: include_str!("nat-per-zone.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    if !expected.nat_per_zone {
        return Vec::new();
    }
    let zones: std::collections::BTreeSet<_> =
        plan.of_type("aws_subnet").filter_map(|subnet| subnet.at("availability_zone").text()).collect();
    let gateways: Vec<_> = plan.of_type("aws_nat_gateway").collect();
    match gateways.first() {
        Some(gateway) if gateways.len() < zones.len() => vec![gateway.weak(
            "aws_nat_gateway",
            format!("{} zones share {}", zones.len(), counted(gateways.len(), "NAT gateway")),
            "add a NAT gateway in each zone",
        )],
        _ => Vec::new(),
    }
}
