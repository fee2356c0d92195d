//! Volumes of hosts are encrypted with a key of the environment.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "host-volumes",
    title: "volumes of hosts are encrypted with a key of the environment",
    explain: include_str!("host-volumes.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let templates = plan.of_type("aws_launch_template").filter(|template| {
        template.at("block_device_mappings.ebs").is_set()
            || template.at("block_device_mappings") == &Value::Null
    });
    let encrypted = |value: &Value| value.is_true() || value.is_text("true");
    let weaknesses = templates.flat_map(|template| {
        let key = !plan.is_given(template, "block_device_mappings.ebs.kms_key_id");
        [
            template.unless(
                "block_device_mappings.ebs.encrypted",
                encrypted,
                "the volume is in plain text",
                "set `encrypted = true`",
            ),
            key.then(|| {
                template.weak(
                    "block_device_mappings.ebs.kms_key_id",
                    "the volume has the key that AWS keeps for everybody",
                    "set `kms_key_id`",
                )
            }),
        ]
    });
    weaknesses.flatten().collect()
}
