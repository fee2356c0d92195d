//! Production survives the loss of a host and of a zone.

use crate::environment::Environment;
use crate::environment::Tier;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "production-availability",
    severity: Severity::Error,
    title: "production survives the loss of a host and of a zone",
    explain: include_str!("production-availability.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    if environment.tier != Tier::Production {
        return Vec::new();
    }
    let mut findings = Vec::new();
    if environment.min_instances.get() < 2 {
        findings.push(Finding::new(
            "min_instances",
            "production has one host",
            "set `min_instances = 2` or more",
        ));
    }
    if !environment.multi_az {
        findings.push(Finding::new(
            "multi_az",
            "the database of production has no standby",
            "set `multi_az = true`",
        ));
    }
    for (name, service) in &environment.services {
        if service.is_public() && service.replicas.get() < 2 {
            findings.push(Finding::new(
                format!("services.{name}.replicas"),
                format!("service `{name}` of production runs as one task"),
                "set `replicas = 2` or more",
            ));
        }
    }
    findings
}
