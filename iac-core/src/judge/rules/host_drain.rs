//! A host with tasks is drained before it goes.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "host-drain",
    title: "a host with tasks is drained before it goes",
    explain: include_str!("host-drain.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let enabled = |value: &Value| value.is_text("ENABLED");
    let providers = plan
        .of_type("aws_ecs_capacity_provider")
        .filter(|provider| provider.at("auto_scaling_group_provider").is_set());
    let weaknesses = providers.flat_map(|provider| {
        [
            provider.unless(
                "auto_scaling_group_provider.managed_draining",
                enabled,
                "tasks are cut off when their host goes",
                "set it to \"ENABLED\"",
            ),
            provider.unless(
                "auto_scaling_group_provider.managed_termination_protection",
                enabled,
                "a host with tasks may be the one to go",
                "set it to \"ENABLED\"",
            ),
        ]
    });
    let groups = plan.of_type("aws_autoscaling_group").filter_map(|group| {
        group.unless(
            "protect_from_scale_in",
            Value::is_true,
            "the group takes hosts with tasks away",
            "set `protect_from_scale_in = true`",
        )
    });
    weaknesses.flatten().chain(groups).collect()
}
