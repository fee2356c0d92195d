//! What is in use is replaced by a new one first.

use crate::judge::bodies::Bodies;
use crate::judge::finding::Weakness;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "replaced-in-use",
    title: "what is in use is replaced by a new one first",
    explain: include_str!("replaced-in-use.md"),
    check: Check::Bodies(check),
};

/// What AWS refuses to delete while it is in use.
const KINDS: [&str; 5] = [
    "aws_acm_certificate",
    "aws_db_parameter_group",
    "aws_launch_template",
    "aws_lb_target_group",
    "aws_security_group",
];

fn check(bodies: &Bodies) -> Vec<Weakness> {
    let in_use = bodies.resources.iter().filter(|resource| KINDS.contains(&resource.kind.as_str()));
    in_use
        .filter(|resource| {
            let first =
                resource.lifecycle("create_before_destroy").and_then(hcl_edit::expr::Expression::as_bool);
            first != Some(true)
        })
        .map(|resource| {
            resource.weak(
                "lifecycle.create_before_destroy",
                format!("`{}.{}` can't be replaced while it is in use", resource.kind, resource.name),
                "write `create_before_destroy = true`",
            )
        })
        .collect()
}
