//! Keys are rotated.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "key-rotation",
    title: "keys are rotated",
    explain: include_str!("key-rotation.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    plan.of_type("aws_kms_key")
        .filter_map(|key| {
            key.unless(
                "enable_key_rotation",
                Value::is_true,
                "the key is never rotated",
                "set `enable_key_rotation = true`",
            )
        })
        .collect()
}
