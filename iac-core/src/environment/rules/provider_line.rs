//! The provider constraint begins at a checked version.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};
use iac_schema::Version;

pub(super) const RULE: Rule = Rule {
    code: "provider-line",
    severity: Severity::Error,
    title: "the provider constraint begins at a checked version",
    explain: include_str!("provider-line.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let constraint = &environment.providers.aws;
    let lower = constraint.lower_bound();
    let usable: Vec<_> =
        Version::AWS.iter().map(|version| version.number()).filter(|n| !n.starts_with("5.")).collect();
    if usable.contains(&lower) {
        return Vec::new();
    }
    let known = usable.join(", ");
    let problem = if lower.starts_with("5.") {
        format!(
            "`{constraint}` allows AWS provider {lower}, whose ECS service has no `deployment_configuration`"
        )
    } else {
        format!("`{constraint}` begins at AWS provider {lower}, whose schema was not checked")
    };
    vec![Finding::new(
        "providers.aws",
        problem,
        format!("begin at a checked version ({known}), such as `~> 6.25`"),
    )]
}
