//! No secret stands in an environment variable.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "secret-in-plain-text",
    severity: Severity::Error,
    title: "no secret stands in an environment variable",
    explain: include_str!("secret-in-plain-text.md"),
    conceals: true,
    check: Check::Environment(check),
};

/// Whether `value` has the shape of a credential that some service gives out.
fn looks_like_a_credential(value: &str) -> bool {
    let token = |prefix: &str, length: usize| {
        value.match_indices(prefix).any(|(at, _)| {
            let rest = &value[at + prefix.len()..];
            rest.bytes()
                .take_while(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'))
                .count()
                >= length
        })
    };
    let in_url = value.split_once("://").is_some_and(|(_, rest)| {
        rest.split(['/', '?', '#']).next().is_some_and(|authority| {
            authority
                .rsplit_once('@')
                .is_some_and(|(user, _)| user.split_once(':').is_some_and(|(_, word)| !word.is_empty()))
        })
    });
    in_url
        || (value.contains("-----BEGIN") && value.contains("PRIVATE KEY"))
        || [
            ("AKIA", 16),
            ("ASIA", 16),
            ("ghp_", 30),
            ("gho_", 30),
            ("ghs_", 30),
            ("github_pat_", 30),
            ("glpat-", 20),
        ]
        .into_iter()
        .chain([("sk_live_", 16), ("rk_live_", 16), ("xoxb-", 20), ("xoxp-", 20), ("npm_", 30), ("AIza", 30)])
        .any(|(prefix, length)| token(prefix, length))
}

fn check(environment: &Environment) -> Vec<Finding> {
    let mut findings = Vec::new();
    for (name, service) in &environment.services {
        for (variable, value) in &service.environment {
            if looks_like_a_credential(value.as_str()) {
                findings.push(Finding::new(
                    format!("services.{name}.environment.{variable}"),
                    "the value looks like a credential",
                    format!(
                        "keep it in Secrets Manager and write its ARN to `services.{name}.secrets.{variable}`"
                    ),
                ));
            }
        }
    }
    findings
}
