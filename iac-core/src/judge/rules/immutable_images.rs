//! An image never changes under its tag, and is scanned when it is pushed.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "immutable-images",
    title: "an image never changes under its tag, and is scanned when it is pushed",
    explain: include_str!("immutable-images.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let weaknesses = plan.of_type("aws_ecr_repository").flat_map(|repository| {
        [
            repository.unless(
                "image_tag_mutability",
                |value| value.is_text("IMMUTABLE"),
                "a tag may change its image",
                "set it to \"IMMUTABLE\"",
            ),
            repository.unless(
                "image_scanning_configuration.scan_on_push",
                Value::is_true,
                "nobody looks for known faults",
                "set `scan_on_push = true`",
            ),
        ]
    });
    weaknesses.flatten().collect()
}
