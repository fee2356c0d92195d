//! A Terraform module with a typed interface.

use crate::syntax::{Document, Value};
use crate::terraform::{Inputs, Lines};

/// A Terraform module: typed inputs, a native body, typed outputs.
///
/// Implemented by `#[derive(Module)]`, which reads the body while compiling and refuses what does not fit.
pub trait Module: Inputs {
    /// The folder of the module, which is its name.
    const NAME: &'static str;
    /// What the module is, from the documentation of the struct.
    const DESCRIPTION: &'static str;
    /// The hand-written files of the body: name and text, by name.
    const FILES: &'static [(&'static str, &'static str)];
    /// The checked versions of each provider that the body is valid for.
    const PROVIDERS: &'static [(&'static str, &'static [&'static str])];
    /// What the module offers to its callers.
    type Outputs: Outputs;
}

/// The values that a module offers to its callers.
pub trait Outputs: Sized {
    /// The names, in the order of the fields.
    const NAMES: &'static [&'static str];
    /// What each of them is, in the same order.
    const DESCRIPTIONS: &'static [&'static str];

    /// References to the outputs of the call named `call`.
    fn of(call: &str) -> Self;
}

/// The `variables.tf` of module `M`.
pub fn variables_file<M: Module>(notice: &str) -> Document {
    let mut document = Document::new().notice(notice);
    for variable in M::variables() {
        document = document.block(variable.to_block());
    }
    document
}

/// The `versions.tf` of module `M`: from the lowest checked version to the end of the highest checked major.
pub fn versions_file<M: Module>(notice: &str) -> Document {
    let providers = M::PROVIDERS.iter().map(|(provider, versions)| {
        let lines = Lines::of(provider, versions);
        (*provider, lines.source, Value::from(lines.constraint()))
    });
    Document::new().notice(notice).block(super::root::terraform_block(providers))
}
