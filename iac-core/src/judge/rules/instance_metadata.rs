//! Nobody but the host itself reads its metadata.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "instance-metadata",
    title: "nobody but the host itself reads its metadata",
    explain: include_str!("instance-metadata.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let weaknesses = plan.of_type("aws_launch_template").flat_map(|template| {
        [
            template.unless(
                "metadata_options.http_tokens",
                |value| value.is_text("required"),
                "the first version of the metadata service is open",
                "set `http_tokens = \"required\"`",
            ),
            template.unless(
                "metadata_options.http_put_response_hop_limit",
                |value| value.number().is_some_and(|hops| hops <= 1.0),
                "containers reach the host's metadata",
                "set `http_put_response_hop_limit = 1`",
            ),
        ]
    });
    weaknesses.flatten().collect()
}
