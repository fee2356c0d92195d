//! A web ACL stands before what the internet reaches, and blocks.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "web-acl",
    title: "a web ACL stands before what the internet reaches, and blocks",
    explain: include_str!("web-acl.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for balancer in plan.of_type("aws_lb").filter(|balancer| balancer.at("internal").fails(Value::is_true)) {
        if !plan
            .of_type("aws_wafv2_web_acl_association")
            .any(|association| plan.refers(association, "resource_arn", balancer))
        {
            weaknesses.push(balancer.weak(
                "aws_wafv2_web_acl_association",
                "no web ACL is attached",
                "attach one",
            ));
        }
    }
    for acl in plan.of_type("aws_wafv2_web_acl") {
        if !plan
            .of_type("aws_wafv2_web_acl_association")
            .any(|association| plan.refers(association, "web_acl_arn", acl))
        {
            weaknesses.push(acl.weak(
                "aws_wafv2_web_acl_association",
                "the web ACL is attached to nothing",
                "attach it",
            ));
        }
        if !acl.at("rule").is_set() && acl.at("default_action.allow").is_set() {
            weaknesses.push(acl.weak("rule", "the web ACL has no rule", "add the managed rule groups"));
        }
        for rule in acl.all("rule") {
            let is_known = |path: &str| rule.at(path).fails(|value| !value.is_set());
            if ["override_action.count", "action.count", "action.allow"].into_iter().any(is_known) {
                weaknesses.push(acl.weak(
                    "rule.action",
                    format!("the rule {} only counts", rule.at("name")),
                    "let it block",
                ));
            }
        }
        if !plan
            .of_type("aws_wafv2_web_acl_logging_configuration")
            .any(|logging| plan.refers(logging, "resource_arn", acl))
        {
            weaknesses.push(acl.weak(
                "aws_wafv2_web_acl_logging_configuration",
                "nothing logs what is blocked",
                "add the logging configuration",
            ));
        }
    }
    weaknesses
}
