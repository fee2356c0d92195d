//! A service refers only to secrets that the environment keeps.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "unknown-secret",
    severity: Severity::Error,
    title: "a service refers only to secrets that the environment keeps",
    explain: include_str!("unknown-secret.md"),
    conceals: false,
    check: Check::Environment(check),
};

/// The secrets of the environment that its services refer to: by which setting, and the name.
pub(super) fn references(environment: &Environment) -> impl Iterator<Item = (String, &str)> {
    environment.services.iter().flat_map(|(service, settings)| {
        settings.secrets.iter().filter_map(move |(variable, reference)| {
            let name = reference.as_str().strip_prefix("secret:")?;
            Some((format!("services.{service}.secrets.{variable}"), name))
        })
    })
}

fn check(environment: &Environment) -> Vec<Finding> {
    let known = || environment.secrets.keys().map(crate::aws::SecretName::as_str);
    references(environment)
        .filter(|(_, name)| !known().any(|known| known == *name))
        .map(|(setting, name)| {
            let add = format!(
                "add `[environments.{}.secrets.{name}]` with a `description`",
                environment.environment
            );
            let help = match crate::aws::nearest(name, known()) {
                Some(near) => format!("did you mean `secret:{near}`? If not, {add}"),
                None => add,
            };
            Finding::new(setting, format!("the environment keeps no secret `{name}`"), help)
        })
        .collect()
}
