//! Hosts follow the tasks.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "host-scaling",
    title: "hosts follow the tasks",
    explain: include_str!("host-scaling.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let providers = plan
        .of_type("aws_ecs_capacity_provider")
        .filter(|provider| provider.at("auto_scaling_group_provider").is_set());
    providers
        .filter_map(|provider| {
            provider.unless(
                "auto_scaling_group_provider.managed_scaling.status",
                |value| value.is_text("ENABLED"),
                "no host is started for tasks that find no room",
                "set it to \"ENABLED\"",
            )
        })
        .collect()
}
