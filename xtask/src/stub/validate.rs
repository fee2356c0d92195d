//! The one thing that providers, and not Terraform, refuse by the schema alone: setting what is only computed.

use iac_schema::{BlockFacts, Nesting};
use rmpv::Value;

use super::protocol::{Diagnostic, Path, Step, ValidateResponse};
use super::values::member;

/// The protocol's number for an error.
const ERROR: i32 = 1;

/// Finds every attribute that a configuration sets and may not set.
pub(super) fn configuration(facts: BlockFacts, config: &Value) -> ValidateResponse {
    let mut response = ValidateResponse::default();
    block(facts, config, &mut vec![], &mut response.diagnostics);
    response
}

fn block(facts: BlockFacts, config: &Value, path: &mut Vec<Step>, diagnostics: &mut Vec<Diagnostic>) {
    for attribute in facts.attributes().filter(|attribute| !attribute.is_settable()) {
        if member(config, attribute.name).is_some_and(|value| !value.is_nil()) {
            let mut steps = path.clone();
            steps.push(Step::attribute(attribute.name));
            diagnostics.push(Diagnostic {
                severity: ERROR,
                summary: "Value for unconfigurable attribute".to_owned(),
                detail: format!("\"{}\" is decided by the provider and can't be set.", attribute.name),
                attribute: Some(Path { steps }),
            });
        }
    }
    for nested in facts.blocks() {
        path.push(Step::attribute(nested.name));
        match (nested.nesting, member(config, nested.name)) {
            (Nesting::List, Some(Value::Array(blocks))) => {
                for (index, config) in (0..).zip(blocks) {
                    path.push(Step::element(index));
                    block(nested.body, config, path, diagnostics);
                    path.pop();
                }
            }
            // The elements of a set can't be pointed at.
            (Nesting::Set, Some(Value::Array(blocks))) => {
                for config in blocks {
                    block(nested.body, config, path, diagnostics);
                }
            }
            (Nesting::Single | Nesting::Group, Some(config)) => block(nested.body, config, path, diagnostics),
            _ => {}
        }
        path.pop();
    }
}
