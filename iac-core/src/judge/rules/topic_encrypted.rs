//! Messages of a topic are encrypted with a key of the environment.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "topic-encrypted",
    title: "messages of a topic are encrypted with a key of the environment",
    explain: include_str!("topic-encrypted.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let topics = plan.of_type("aws_sns_topic");
    topics
        .filter_map(|topic| {
            topic.unless(
                "kms_master_key_id",
                |value| value.is_set() && !value.is_text("alias/aws/sns"),
                "messages are in plain text",
                "set `kms_master_key_id` to a key of the environment",
            )
        })
        .collect()
}
