//! What the arguments of module calls are wired to, for who knows more of their types.

use super::configuration::{Instances, source_of};
use super::file::File;
use super::grammar;
use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, TraversalOperator};

/// A `module` block with a literal `source`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Call {
    /// The label: `network`.
    pub name: String,
    /// The `source`, as it is written.
    pub source: String,
    /// Whether `count` or `for_each` make several instances.
    pub is_plural: bool,
    /// The arguments that are inputs of the module, in order.
    pub arguments: Vec<Argument>,
}

/// An argument of a [`Call`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Argument {
    /// The input that it sets.
    pub name: String,
    /// The file, as its [`Source`](crate::Source) names it.
    pub path: String,
    /// The line of the argument, from 1.
    pub line: usize,
    /// What it is set to.
    pub value: Wire,
}

/// What an argument of a [`Call`] is set to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wire {
    /// `module.network.vpc_id`.
    Output {
        /// The label of the other call.
        module: String,
        /// Its output.
        output: String,
    },
    /// `var.cidr`.
    Input(String),
    /// Any other expression.
    Other,
}

/// The module calls of `files`.
pub(super) fn calls(files: &[File<'_>]) -> Vec<Call> {
    let mut calls = Vec::new();
    for file in files {
        for block in file.body.get_blocks("module") {
            let (Some(source), [name]) = (source_of(block), block.labels.as_slice()) else { continue };
            let inputs =
                block.body.attributes().filter(|attribute| !grammar::CALL.contains(&attribute.key.as_str()));
            let arguments = inputs
                .map(|attribute| Argument {
                    name: attribute.key.as_str().to_owned(),
                    path: file.path.to_owned(),
                    line: file.line(attribute.key.span()),
                    value: wire(&attribute.value),
                })
                .collect();
            calls.push(Call {
                name: name.as_str().to_owned(),
                source: source.to_owned(),
                is_plural: Instances::of(&block.body) != Instances::One,
                arguments,
            });
        }
    }
    calls
}

fn wire(value: &Expression) -> Wire {
    let names = || {
        let path = value.as_traversal()?;
        let names = path.operators.iter().map(|operator| match operator.value() {
            TraversalOperator::GetAttr(name) => Some(name.as_str()),
            _ => None,
        });
        Some((path.expr.as_variable()?.as_str(), names.collect::<Option<Vec<_>>>()?))
    };
    match names() {
        Some(("module", names)) => match names.as_slice() {
            [module, output] => Wire::Output { module: (*module).to_owned(), output: (*output).to_owned() },
            _ => Wire::Other,
        },
        Some(("var", names)) => match names.as_slice() {
            [input] => Wire::Input((*input).to_owned()),
            _ => Wire::Other,
        },
        _ => Wire::Other,
    }
}
