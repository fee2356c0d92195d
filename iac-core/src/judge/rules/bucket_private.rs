//! A bucket is closed to the public and encrypted.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "bucket-private",
    title: "a bucket is closed to the public and encrypted",
    explain: include_str!("bucket-private.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    let blocks: Vec<_> = plan.of_type("aws_s3_bucket_public_access_block").collect();
    for bucket in plan.of_type("aws_s3_bucket") {
        if !blocks.iter().any(|block| plan.refers(block, "bucket", bucket)) {
            weaknesses.push(bucket.weak(
                "aws_s3_bucket_public_access_block",
                "a policy may open the bucket to everybody",
                "add the public access block",
            ));
        }
        if !plan
            .of_type("aws_s3_bucket_server_side_encryption_configuration")
            .any(|encryption| plan.refers(encryption, "bucket", bucket))
        {
            weaknesses.push(bucket.weak(
                "aws_s3_bucket_server_side_encryption_configuration",
                "nothing says how objects are encrypted",
                "add the encryption",
            ));
        }
    }
    for block in blocks {
        for property in
            ["block_public_acls", "block_public_policy", "ignore_public_acls", "restrict_public_buckets"]
        {
            weaknesses.extend(block.unless(
                property,
                Value::is_true,
                "the bucket can be opened to everybody",
                "set it to true",
            ));
        }
    }
    weaknesses
}
