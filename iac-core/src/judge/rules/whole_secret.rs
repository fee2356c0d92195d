//! Secrets are read one by one.

use crate::judge::bodies::{Bodies, Declared};
use crate::judge::finding::Weakness;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "whole-secret",
    title: "a role reads secrets by their whole names",
    explain: include_str!("whole-secret.md"),
    check: Check::Bodies(check),
};

/// Beginnings of the actions that give out what is secret.
const READS: [&str; 3] = ["secretsmanager:batchget", "secretsmanager:getsecretvalue", "ssm:getparameter"];

fn check(bodies: &Bodies) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for (place, statement) in bodies.allowed() {
        let actions = Declared::member(&statement, "Action").map(Declared::texts).unwrap_or_default();
        let reads = actions.iter().find(|action| {
            let action = action.to_ascii_lowercase();
            READS.iter().any(|read| action.starts_with(read))
        });
        let Some(reads) = reads else { continue };
        let resource = Declared::member(&statement, "Resource").map(Declared::texts).unwrap_or_default();
        if let Some(pattern) = resource.iter().find(|resource| resource.contains('*')) {
            weaknesses.push(place.weak(
                "policy.Resource",
                format!("{reads} is allowed on {pattern}"),
                "name each secret by its ARN",
            ));
        }
    }
    weaknesses
}
