//! A service that shifts traffic has two target groups, both rules and the role for it.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::{Plan, Resource};
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "traffic-shift",
    title: "a service that shifts traffic has two target groups, both rules and the role for it",
    explain: include_str!("traffic-shift.md"),
    check: Check::Plan(check),
};

/// What ECS needs, and what it is.
const NEEDED: [(&str, &str); 4] = [
    ("alternate_target_group_arn", "the second target group"),
    ("production_listener_rule", "the production rule"),
    ("test_listener_rule", "the test rule"),
    ("role_arn", "the role that moves the weights"),
];

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let shifting = |service: &&Resource| {
        let strategy = service.at("deployment_configuration.strategy").text();
        matches!(strategy, Some("BLUE_GREEN" | "CANARY" | "LINEAR")) && service.at("load_balancer").is_set()
    };
    let services = plan.of_type("aws_ecs_service").filter(shifting);
    services
        .flat_map(|service| {
            NEEDED.iter().filter_map(|(name, what)| {
                let property = format!("load_balancer.advanced_configuration.{name}");
                let help = format!("set `{name}` in `advanced_configuration`");
                service.unless(&property, Value::is_set, &format!("{what} is missing"), &help)
            })
        })
        .collect()
}
