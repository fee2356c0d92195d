//! A strategy that shifts requests has room for the old and the new tasks at once.

use crate::aws::InstanceType;
use crate::environment::rules::{Check, Finding, Rule, Severity, tasks_fit};
use crate::environment::{Capacity, Environment};

pub(super) const RULE: Rule = Rule {
    code: "room-for-two",
    severity: Severity::Error,
    title: "a strategy that shifts requests has room for the old and the new tasks at once",
    explain: include_str!("room-for-two.md"),
    conceals: false,
    check: Check::Environment(check),
};

/// How many hosts there can be.
fn most_hosts(environment: &Environment) -> u16 {
    let Environment { auto_scaling, min_instances, max_instances, .. } = environment;
    if *auto_scaling { (*max_instances).max(*min_instances).get() } else { min_instances.get() }
}

fn check(environment: &Environment) -> Vec<Finding> {
    if !environment.deployment.strategy.shifts_traffic() || !tasks_fit::RULE.is_kept_by(environment) {
        return Vec::new();
    }
    let hosts = most_hosts(environment);
    // A worker is replaced task by task: no requests are shifted.
    let public =
        || environment.services.iter().filter(|(_, service)| service.is_public()).map(|(name, _)| name);
    let fits = |size: InstanceType, hosts: u16| {
        public().all(|name| Capacity::of(size, hosts).holds(&environment.services, Some(name)))
    };
    let without_room = public().find(|name| {
        !Capacity::of(environment.instance_type, hosts).holds(&environment.services, Some(*name))
    });
    let Some(name) = without_room else { return Vec::new() };
    let size = environment.instance_type;
    let larger = InstanceType::all()
        .filter(|other| *other > size && other.family() == size.family())
        .find(|other| fits(*other, hosts))
        .map(|size| format!("`instance_type = \"{size}\"`"));
    let setting = if environment.auto_scaling { "max_instances" } else { "min_instances" };
    let more = (hosts..=crate::aws::InstanceCount::MAX)
        .find(|hosts| fits(size, *hosts))
        .map(|hosts| format!("`{setting} = {hosts}`"));
    let mend: Vec<String> = larger.into_iter().chain(more).collect();
    let help = if mend.is_empty() { "make the tasks smaller".to_owned() } else { mend.join(" or ") };
    vec![Finding::new(
        "deployment.strategy",
        format!(
            "the new tasks of `{name}` find no room beside the old ones on {hosts} {size}: the deployment never ends"
        ),
        format!("{help} would make room, or `strategy = \"rolling\"` replaces task by task"),
    )]
}
