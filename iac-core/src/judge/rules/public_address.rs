//! Hosts and tasks have no public address.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "public-address",
    title: "hosts and tasks have no public address",
    explain: include_str!("public-address.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let closed = |value: &Value| !value.is_true() && !value.is_text("true");
    let (problem, help) = ("whatever starts here gets a public address", "set it to false");
    let arguments = [
        ("aws_launch_template", "network_interfaces.associate_public_ip_address"),
        ("aws_ecs_service", "network_configuration.assign_public_ip"),
        ("aws_subnet", "map_public_ip_on_launch"),
    ];
    let weaknesses = arguments.into_iter().flat_map(|(kind, property)| {
        plan.of_type(kind).filter_map(move |resource| resource.unless(property, closed, problem, help))
    });
    weaknesses.collect()
}
