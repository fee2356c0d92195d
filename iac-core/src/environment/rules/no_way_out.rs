//! Hosts without NAT reach the services of AWS through endpoints.

use crate::environment::Environment;
use crate::environment::Nat;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "no-way-out",
    severity: Severity::Error,
    title: "hosts without NAT reach the services of AWS through endpoints",
    explain: include_str!("no-way-out.md"),
    conceals: false,
    check: Check::Environment(check),
};

/// What a host and its tasks call to start at all.
///
/// Source: Amazon ECS Developer Guide, interface VPC endpoints.
const NEEDED: [&str; 6] = ["ecr.api", "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "logs"];

fn check(environment: &Environment) -> Vec<Finding> {
    if environment.network.nat != Nat::None || environment.network.existing.is_some() {
        return Vec::new();
    }
    let has =
        |needed: &&str| environment.network.endpoints.iter().any(|endpoint| endpoint.as_str() == *needed);
    // Behind an internal load balancer the canary stands in the network, and reports to CloudWatch from there.
    let looks = environment.domain.is_none() && environment.monitoring.synthetics.get().is_some();
    let needed = NEEDED.into_iter().chain(looks.then_some("monitoring"));
    let missing: Vec<_> = needed.filter(|needed| !has(needed)).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    vec![Finding::new(
        "network.endpoints",
        format!("there is no NAT gateway and no endpoint for {}", missing.join(", ")),
        "add these endpoints, or set `network.nat` to `single` or `per_zone`",
    )]
}
