//! What the check says of Terraform files: every message, and that right bodies have none.

mod arguments;
mod bodies;
mod calls;
mod expressions;
mod interface;
mod language;
mod references;
mod synthesised;
mod values;
mod versions;

use iac_schema::{Contract, Input, Interface, Problem, Report, Source, Version, check};
use std::collections::{BTreeMap, BTreeSet};

/// The versions that bodies are checked for where versions are not the point.
const VERSIONS: [Version; 2] = [Version::AWS_6_66_0, Version::RAILWAY_0_6_2];

/// Inputs by name, each with whether it is required.
fn inputs<const N: usize>(inputs: [(&str, bool); N]) -> BTreeMap<String, Input> {
    inputs.into_iter().map(|(name, required)| (name.to_owned(), Input { required })).collect()
}

/// Names of outputs.
fn outputs<const N: usize>(names: [&str; N]) -> BTreeSet<String> {
    names.into_iter().map(str::to_owned).collect()
}

/// The modules that bodies of these tests can call.
fn callee(source: &str) -> Option<Interface> {
    (source == "../network").then(|| Interface {
        inputs: inputs([("cidr", true), ("zones", true), ("log_retention", false)]),
        outputs: outputs(["vpc_id", "private_subnet_ids"]),
    })
}

/// Checks `text` as the whole body of a module with the inputs `cidr`, `environment`, `name` and `zones`.
fn report(text: &str, versions: &[Version]) -> Report {
    let inputs = inputs([("cidr", true), ("environment", true), ("name", true), ("zones", true)]);
    let contract = Contract { inputs: Some(&inputs), outputs: None, versions, callee: &callee };
    check(&[Source { path: "main.tf", text }], &contract)
}

/// What is wrong in `text`, a line for each problem; that these tests use only some inputs is left out.
fn problems(text: &str) -> String {
    let report = report(text, &VERSIONS);
    let problems = report.problems.iter().filter(|problem| problem.code != "unused-input");
    listed(problems)
}

/// A line for each problem, with its code.
fn listed<'p>(problems: impl IntoIterator<Item = &'p Problem>) -> String {
    let lines = problems.into_iter().map(|problem| format!("[{}] {problem}", problem.code));
    lines.collect::<Vec<_>>().join("\n")
}
