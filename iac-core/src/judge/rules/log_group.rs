//! Logs have an end and a key.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "log-group",
    title: "logs have an end and a key",
    explain: include_str!("log-group.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let weaknesses = plan.of_type("aws_cloudwatch_log_group").flat_map(|group| {
        let key = !plan.is_given(group, "kms_key_id");
        [
            group.unless(
                "retention_in_days",
                |value| value.number().is_some_and(|days| days > 0.0),
                "logs are kept for ever",
                "set `retention_in_days`",
            ),
            key.then(|| {
                group.weak("kms_key_id", "logs have the key that AWS keeps for everybody", "set `kms_key_id`")
            }),
        ]
    });
    weaknesses.flatten().collect()
}
