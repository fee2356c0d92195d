//! A domain can be reached over TLS.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "domain",
    severity: Severity::Error,
    title: "a domain can be reached over TLS",
    explain: include_str!("domain.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let Some(domain) = &environment.domain else { return Vec::new() };
    if domain.zone_id.is_some() || domain.certificate_arn.is_some() {
        return Vec::new();
    }
    vec![Finding::new(
        "domain",
        format!("there is neither a zone nor a certificate for `{}`", domain.name),
        "set `domain.zone_id`, in which a certificate is validated, or `domain.certificate_arn`",
    )]
}
