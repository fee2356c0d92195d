//! The load balancer passes no malformed request on.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::{Plan, Resource};
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "request-headers",
    title: "the load balancer passes no malformed request on",
    explain: include_str!("request-headers.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let application = |balancer: &&Resource| {
        balancer.at("load_balancer_type").text().is_none_or(|kind| kind == "application")
    };
    let weaknesses = plan.of_type("aws_lb").filter(application).flat_map(|balancer| {
        [
            balancer.unless(
                "drop_invalid_header_fields",
                Value::is_true,
                "malformed header fields are passed on",
                "set it to true",
            ),
            balancer.unless(
                "desync_mitigation_mode",
                |value| !value.is_text("monitor"),
                "ambiguous requests are passed on",
                "set it to \"defensive\"",
            ),
        ]
    });
    weaknesses.flatten().collect()
}
