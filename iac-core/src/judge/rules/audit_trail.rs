//! The audit trail sees every Region, and what it wrote can be proved.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "audit-trail",
    title: "the audit trail sees every Region, and what it wrote can be proved",
    explain: include_str!("audit-trail.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let trails: Vec<_> = plan.of_type("aws_cloudtrail").collect();
    // A second one may look closer at one Region.
    let everywhere = trails.iter().any(|trail| !trail.at("is_multi_region_trail").fails(Value::is_true));
    let weaknesses = trails.iter().flat_map(|trail| {
        let region = || {
            trail.unless(
                "is_multi_region_trail",
                Value::is_true,
                "what happens in other Regions is written down nowhere",
                "set it to true",
            )
        };
        let given = |property, problem, help| {
            (!plan.is_given(trail, property)).then(|| trail.weak(property, problem, help))
        };
        [
            if everywhere { None } else { region() },
            trail.unless(
                "include_global_service_events",
                |value| !value.is_false(),
                "what IAM and STS do is left out",
                "set it to true",
            ),
            trail.unless("enable_logging", |value| !value.is_false(), "it is off", "set it to true"),
            trail.unless(
                "enable_log_file_validation",
                Value::is_true,
                "whether a file was changed can't be told",
                "set it to true",
            ),
            given("kms_key_id", "its files have the key of the bucket's owner", "set `kms_key_id`"),
            given(
                "cloud_watch_logs_group_arn",
                "nobody can search or watch it",
                "write it to a log group as well",
            ),
        ]
    });
    weaknesses.flatten().collect()
}
