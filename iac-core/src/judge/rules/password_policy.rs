//! Passwords of users are as long and as new as CIS asks.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "password-policy",
    title: "passwords of users are as long and as new as CIS asks",
    explain: include_str!("password-policy.md"),
    check: Check::Plan(check),
};

/// Source: CIS Amazon Web Services Foundations Benchmark 3.0.0, 1.8 and 1.9.
const LEAST: [(&str, f64, &str); 2] = [
    ("minimum_password_length", 14.0, "a password may be short"),
    ("password_reuse_prevention", 24.0, "an old password may come back"),
];

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let weaknesses = plan.of_type("aws_iam_account_password_policy").flat_map(|policy| {
        LEAST.into_iter().filter_map(|(property, least, problem)| {
            policy.unless(
                property,
                |value| value.number().is_some_and(|number| number >= least),
                problem,
                &format!("set it to {least} at least"),
            )
        })
    });
    weaknesses.collect()
}
