//! The account is measured by AWS's own practices and by CIS.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "security-standards",
    title: "the account is measured by AWS's own practices and by CIS",
    explain: include_str!("security-standards.md"),
    check: Check::Plan(check),
};

/// The standards, of whatever version, and whose they are.
const STANDARDS: [(&str, &str); 2] = [
    ("/aws-foundational-security-best-practices/", "AWS's foundational practices"),
    ("/cis-aws-foundations-benchmark/", "the benchmark of CIS"),
];

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let measured: Vec<&Value> = plan
        .of_type("aws_securityhub_standards_subscription")
        .map(|subscription| subscription.at("standards_arn"))
        .collect();
    let missing = |standard: &str| {
        measured.iter().all(|arn| arn.fails(|arn| arn.text().is_some_and(|arn| arn.contains(standard))))
    };
    let weaknesses = plan
        .of_type("aws_securityhub_account")
        // Without a word to the contrary, AWS subscribes to both.
        .filter(|account| account.at("enable_default_standards").is_false())
        .flat_map(|account| {
            STANDARDS.iter().filter(|(standard, _)| missing(standard)).map(|(standard, whose)| {
                account.weak(
                    "aws_securityhub_standards_subscription.standards_arn",
                    format!("Security Hub doesn't measure by {whose}"),
                    format!("subscribe to `…{standard}…`"),
                )
            })
        });
    weaknesses.collect()
}
