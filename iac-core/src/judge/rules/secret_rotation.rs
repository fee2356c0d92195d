//! A secret that is rotated gets a new value often enough.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "secret-rotation",
    title: "a secret that is rotated gets a new value at least every 90 days",
    explain: include_str!("secret-rotation.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    // A schedule may stand in the place of days.
    let often = |value: &Value| value.number().is_some_and(|days| days <= 90.0) || !value.is_set();
    let rotations = plan.of_type("aws_secretsmanager_secret_rotation");
    rotations
        .filter_map(|rotation| {
            rotation.unless(
                "rotation_rules.automatically_after_days",
                often,
                "the secret is rotated too seldom",
                "set it to 90 or less",
            )
        })
        .collect()
}
