//! What AWS moves, Terraform ignores.

use crate::judge::bodies::{Bodies, Declared};
use crate::judge::finding::Weakness;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "ignored-changes",
    title: "what AWS moves, Terraform ignores",
    explain: include_str!("ignored-changes.md"),
    check: Check::Bodies(check),
};

/// Whether ECS moves weights between target groups of the rule.
fn is_weighted(rule: &Declared) -> bool {
    let forwards =
        Declared::blocks(&rule.body, "action").flat_map(|action| Declared::blocks(&action.body, "forward"));
    forwards.into_iter().any(|forward| {
        let dynamic = forward.body.get_blocks("dynamic").next().is_some();
        dynamic || forward.body.get_blocks("target_group").count() > 1
    })
}

fn check(bodies: &Bodies) -> Vec<Weakness> {
    let scaled = bodies.of_type("aws_appautoscaling_target").next().is_some();
    let weaknesses = bodies.resources.iter().filter_map(|resource| {
        let argument = match resource.kind.as_str() {
            "aws_ecs_service" if scaled => "desired_count",
            "aws_autoscaling_group" => "desired_capacity",
            "aws_lb_listener_rule" if is_weighted(resource) => "action",
            _ => return None,
        };
        let ignored = Declared::elements(resource.lifecycle("ignore_changes"));
        (!ignored.iter().any(|element| element == argument)).then(|| {
            resource.weak(
                &format!("lifecycle.ignore_changes.{argument}"),
                format!("each apply sets `{argument}` of `{}.{}` back", resource.kind, resource.name),
                format!("write `ignore_changes = [{argument}]`"),
            )
        })
    });
    weaknesses.collect()
}
