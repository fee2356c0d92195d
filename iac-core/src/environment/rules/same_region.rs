//! Keys and certificates lie in the Region of what uses them.

use crate::aws::Region;
use crate::environment::rules::{Check, Finding, Rule, Severity};
use crate::environment::{Environment, State};

pub(super) const RULE: Rule = Rule {
    code: "same-region",
    severity: Severity::Error,
    title: "keys and certificates lie in the Region of what uses them",
    explain: include_str!("same-region.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let own = environment.region;
    let key = environment.encryption.key_arn.as_ref().map(|arn| ("encryption.key_arn", arn.as_str(), own));
    let certificate = environment.domain.as_ref().and_then(|domain| domain.certificate_arn.as_ref());
    let certificate = certificate.map(|arn| ("domain.certificate_arn", arn.as_str(), own));
    let state = match &environment.state {
        Some(State::S3(state)) => {
            state.kms_key.as_ref().map(|arn| ("state.s3.kms_key", arn.as_str(), state.region))
        }
        _ => None,
    };
    let functions = environment.secrets.iter().filter_map(|(name, secret)| {
        let function = secret.rotation_function.as_ref()?;
        finding(&format!("secrets.{name}.rotation_function"), function.as_str(), own)
    });
    [key, certificate, state]
        .into_iter()
        .flatten()
        .filter_map(|(setting, arn, at)| finding(setting, arn, at))
        .chain(functions)
        .collect()
}

fn finding(setting: &str, arn: &str, expected: Region) -> Option<Finding> {
    let region = arn.split(':').nth(3).unwrap_or_default();
    (region != expected.as_str()).then(|| {
        Finding::new(
            setting,
            format!("it lies in {region}, and what uses it in {expected}"),
            format!("name one in {expected}: `{}`", arn.replacen(region, expected.as_str(), 1)),
        )
    })
}
