//! No password stands in a file.

use crate::judge::bodies::Bodies;
use crate::judge::finding::Weakness;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "literal-password",
    title: "no password stands in a file",
    explain: include_str!("literal-password.md"),
    check: Check::Bodies(check),
};

/// Arguments that hold a secret.
const NAMES: [&str; 8] = [
    "auth_token",
    "master_password",
    "password",
    "password_wo",
    "private_key",
    "secret_key",
    "secret_string",
    "secret_string_wo",
];

fn check(bodies: &Bodies) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for resource in &bodies.resources {
        for attribute in resource.body.attributes() {
            let name = attribute.key.as_str();
            if NAMES.contains(&name) && attribute.value.as_str().is_some_and(|text| !text.is_empty()) {
                // Never with the value.
                weaknesses.push(resource.weak(
                    name,
                    "a password stands in the file",
                    "let AWS make it, or name a secret by its ARN",
                ));
            }
        }
    }
    weaknesses
}
