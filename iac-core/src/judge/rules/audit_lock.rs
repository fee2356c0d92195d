//! Nobody deletes what the audit trail wrote.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "audit-lock",
    title: "nobody deletes what the audit trail wrote",
    explain: include_str!("audit-lock.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let some = |value: &Value| value.number().is_some_and(|time| time > 0.0);
    let written = plan.of_type("aws_s3_bucket").filter(|bucket| {
        plan.of_type("aws_cloudtrail").any(|trail| plan.refers(trail, "s3_bucket_name", bucket))
    });
    let weaknesses = written.flat_map(|bucket| {
        let lock = plan
            .of_type("aws_s3_bucket_object_lock_configuration")
            .find(|lock| plan.refers(lock, "bucket", bucket));
        let retention = match lock {
            None => Some(bucket.weak(
                "aws_s3_bucket_object_lock_configuration",
                "whoever covers their traces deletes them here",
                "lock its objects",
            )),
            Some(lock) if some(lock.at("rule.default_retention.years")) => None,
            Some(lock) => lock.unless(
                "rule.default_retention.days",
                some,
                "nothing is locked by itself",
                "say for how many days",
            ),
        };
        let enabled = bucket.unless(
            "object_lock_enabled",
            |value| !value.is_false(),
            "its objects can't be locked",
            "set it to true",
        );
        [retention, enabled]
    });
    weaknesses.flatten().collect()
}
