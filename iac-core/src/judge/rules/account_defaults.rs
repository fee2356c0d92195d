//! What says nothing else is encrypted, private and asks for a token.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "account-defaults",
    title: "what says nothing else is encrypted, private and asks for a token",
    explain: include_str!("account-defaults.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let volumes = plan.of_type("aws_ebs_encryption_by_default").filter_map(|default| {
        default.unless(
            "enabled",
            |value| !value.is_false(),
            "a volume that says nothing is in plain text",
            "set it to true",
        )
    });
    let snapshots = plan.of_type("aws_ebs_snapshot_block_public_access").filter_map(|block| {
        block.unless(
            "state",
            |value| value.is_text("block-all-sharing"),
            "a snapshot can be everybody's",
            "set it to \"block-all-sharing\"",
        )
    });
    let metadata = plan.of_type("aws_ec2_instance_metadata_defaults").filter_map(|default| {
        default.unless(
            "http_tokens",
            |value| value.is_text("required"),
            "an instance that says nothing gives its role to whoever makes it fetch an address",
            "set it to \"required\"",
        )
    });
    let buckets = plan.of_type("aws_s3_account_public_access_block").flat_map(|block| {
        ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
            .into_iter()
            .filter_map(|property| {
                block.unless(
                    property,
                    Value::is_true,
                    "a bucket of the account can be opened to everybody",
                    "set it to true",
                )
            })
    });
    volumes.chain(snapshots).chain(metadata).chain(buckets).collect()
}
