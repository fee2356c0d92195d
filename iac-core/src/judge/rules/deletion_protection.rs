//! What production can not lose can not be deleted by mistake.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "deletion-protection",
    title: "what production can not lose can not be deleted by mistake",
    explain: include_str!("deletion-protection.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    if !expected.protection {
        return Vec::new();
    }
    let help = "set it to true";
    let databases = plan.of_type("aws_db_instance").filter_map(|database| {
        database.unless("deletion_protection", Value::is_true, "the database can be deleted", help)
    });
    let balancers = plan.of_type("aws_lb").filter_map(|balancer| {
        balancer.unless(
            "enable_deletion_protection",
            Value::is_true,
            "the load balancer can be deleted",
            help,
        )
    });
    databases.chain(balancers).collect()
}
