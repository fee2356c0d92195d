//! Everything stands in two zones or more.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "two-zones",
    title: "everything stands in two zones or more",
    explain: include_str!("two-zones.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let two = |value: &Value| value.len() >= 2;
    let arguments = [
        ("aws_autoscaling_group", "vpc_zone_identifier", "hosts"),
        ("aws_db_subnet_group", "subnet_ids", "the database"),
        ("aws_ecs_service", "network_configuration.subnets", "tasks"),
        ("aws_lb", "subnets", "the load balancer"),
    ];
    let mut weaknesses: Vec<_> = arguments
        .into_iter()
        .flat_map(|(kind, property, what)| {
            plan.of_type(kind).filter_map(move |resource| {
                resource.unless(
                    property,
                    two,
                    &format!("{what} would fail with one zone"),
                    "give subnets in two zones or more",
                )
            })
        })
        .collect();
    let zones: std::collections::BTreeSet<_> =
        plan.of_type("aws_subnet").filter_map(|subnet| subnet.at("availability_zone").text()).collect();
    if let Some(subnet) = plan.of_type("aws_subnet").next().filter(|_| zones.len() == 1) {
        weaknesses.push(subnet.weak(
            "availability_zone",
            "every subnet is in one zone",
            "add subnets in a second zone",
        ));
    }
    weaknesses
}
