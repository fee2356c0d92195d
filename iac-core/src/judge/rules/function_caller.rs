//! An AWS service calls a function only in a name that is known.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "function-caller",
    title: "an AWS service calls a function only for an account that is named",
    explain: include_str!("function-caller.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let services = plan.of_type("aws_lambda_permission").filter(|permission| {
        permission.at("principal").text().is_some_and(|principal| principal.ends_with(".amazonaws.com"))
    });
    let narrowed = ["source_account", "source_arn", "principal_org_id"];
    services
        .filter(|permission| !narrowed.iter().any(|argument| plan.is_given(permission, argument)))
        .map(|permission| {
            permission.weak(
                "source_account",
                format!("{} may call the function for any account", permission.at("principal")),
                "set `source_account` to the account's id, and `source_arn` where it is known",
            )
        })
        .collect()
}
