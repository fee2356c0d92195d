//! No two environments share a state.

use crate::aws::EnvironmentName;
use crate::environment::Environment;
use crate::environment::Project;
use crate::environment::State;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "shared-state",
    severity: Severity::Error,
    title: "no two environments share a state",
    explain: include_str!("shared-state.md"),
    conceals: false,
    check: Check::Project(check),
};

/// Whether two states are one object, whatever encrypts it.
fn same_place(a: &State, b: &State) -> bool {
    match (a, b) {
        (State::Local { path: a }, State::Local { path: b }) => a == b,
        (State::S3(a), State::S3(b)) => (&a.bucket, &a.key) == (&b.bucket, &b.key),
        _ => false,
    }
}

fn check(project: &Project) -> Vec<(EnvironmentName, Finding)> {
    let mut seen: Vec<(State, &Environment)> = Vec::new();
    let mut findings = Vec::new();
    for environment in project.environments.values() {
        let state = environment.state();
        match seen.iter().find(|(other, _)| same_place(&state, other)) {
            Some((_, first)) => findings.push((
                environment.environment.clone(),
                Finding::new(
                    "state",
                    format!("the state is kept where environment `{}` keeps its own", first.environment),
                    "give each environment a path or key of its own; without one it is derived from the name",
                ),
            )),
            None => seen.push((state, environment)),
        }
    }
    findings
}
