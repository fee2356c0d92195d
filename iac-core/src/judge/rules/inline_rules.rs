//! Rules of a security group stand beside it, not in it.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "inline-rules",
    title: "rules of a security group stand beside it, not in it",
    explain: include_str!("inline-rules.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for group in plan.of_type("aws_security_group") {
        for property in ["ingress", "egress"] {
            if matches!(group.at(property), Value::List(rules) if !rules.is_empty()) {
                weaknesses.push(group.weak(
                    property,
                    "the rules are in the group and remove those beside it",
                    "move them to `aws_vpc_security_group_ingress_rule` and `…_egress_rule`",
                ));
            }
        }
    }
    weaknesses
}
