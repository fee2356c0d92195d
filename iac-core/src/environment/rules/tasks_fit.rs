//! The tasks of all services fit the hosts.

use crate::aws::{InstanceCount, InstanceType};
use crate::environment::rules::{Check, Finding, Rule, Severity};
use crate::environment::{Capacity, Environment};

pub(super) const RULE: Rule = Rule {
    code: "tasks-fit",
    severity: Severity::Error,
    title: "the tasks of all services fit the hosts",
    explain: include_str!("tasks-fit.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let capacity = Capacity::of(environment.instance_type, environment.min_instances.get());
    let services = &environment.services;
    let fits = |capacity: Capacity| capacity.holds(services, None);
    if fits(capacity) {
        return Vec::new();
    }
    let tasks: u32 = services.values().map(|service| u32::from(service.replicas.get())).sum();
    let hosts = (environment.min_instances.get()..=InstanceCount::MAX)
        .find(|hosts| fits(Capacity::of(environment.instance_type, *hosts)));
    let larger = InstanceType::all()
        .filter(|size| {
            *size > environment.instance_type && size.family() == environment.instance_type.family()
        })
        .find(|size| fits(Capacity::of(*size, environment.min_instances.get())));
    let mend: Vec<String> = larger
        .map(|size| format!("`instance_type = \"{size}\"`"))
        .into_iter()
        .chain(hosts.map(|hosts| format!("`min_instances = {hosts}`")))
        .collect();
    let help = if mend.is_empty() {
        "make the tasks smaller: `cpu` and `memory` of the services".to_owned()
    } else {
        format!("{} would make them fit, or fewer `replicas` or smaller tasks", mend.join(" or "))
    };
    let on = format!(
        "{tasks} tasks do not fit on {} {} ({} of a task's own interfaces, {} vCPU and {} MiB each)",
        environment.min_instances,
        environment.instance_type,
        capacity.slots_per_host(),
        environment.instance_type.vcpus(),
        environment.instance_type.memory() - Capacity::RESERVED_MEMORY,
    );
    vec![Finding::new("instance_type", on, help)]
}
