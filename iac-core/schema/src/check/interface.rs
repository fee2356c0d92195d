//! What stands around the files: the interface of a module, and what is asked of the check.

use super::file::File;
use crate::Version;
use hcl_edit::structure::Block;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

/// A file to check.
#[derive(Debug, Clone, Copy)]
pub struct Source<'a> {
    /// How problems name the file.
    pub path: &'a str,
    /// What is in it.
    pub text: &'a str,
}

/// An input of a module.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Input {
    /// Whether a call must give it: it has no default.
    pub required: bool,
}

/// The interface of a module, wherever it was read from.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Interface {
    /// The inputs by name.
    pub inputs: BTreeMap<String, Input>,
    /// The names of the outputs.
    pub outputs: BTreeSet<String>,
}

/// What stands outside of the files that are checked.
#[derive(Clone, Copy)]
pub struct Contract<'a> {
    /// The inputs that are declared elsewhere, by a Rust struct; `None` if the `variable` blocks of the files
    /// themselves declare them.
    pub inputs: Option<&'a BTreeMap<String, Input>>,
    /// The outputs that are promised elsewhere; `None` if the `output` blocks of the files say it all.
    pub outputs: Option<&'a BTreeSet<String>>,
    /// The provider versions that the files must be valid for. Empty: those that the `required_providers` of the
    /// files allow, and for a provider that isn't named there, any one known version.
    pub versions: &'a [Version],
    /// The interface of the module at `source`, as a call writes it; `None` if nothing is there.
    pub callee: &'a dyn Fn(&str) -> Option<Interface>,
}

impl Contract<'_> {
    /// The contract of files that stand for themselves, and whose calls lead nowhere.
    pub fn of_files() -> Self {
        Contract { inputs: None, outputs: None, versions: &[], callee: &|_| None }
    }
}

impl fmt::Debug for Contract<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { inputs, outputs, versions, callee: _ } = self;
        formatter
            .debug_struct("Contract")
            .field("inputs", inputs)
            .field("outputs", outputs)
            .field("versions", versions)
            .finish_non_exhaustive()
    }
}

/// Whether Terraform keeps `name` for itself, so that no input can be called that.
pub fn is_reserved(name: &str) -> bool {
    const RESERVED: [&str; 8] =
        ["count", "depends_on", "for_each", "lifecycle", "locals", "providers", "source", "version"];
    RESERVED.contains(&name)
}

/// The interface that `files` declare.
pub(super) fn of_files(files: &[File<'_>]) -> Interface {
    let mut interface = Interface::default();
    for block in files.iter().flat_map(|file| file.body.blocks()) {
        let Some(name) = block.labels.first().map(|label| label.as_str().to_owned()) else { continue };
        match block.ident.as_str() {
            "variable" => {
                interface.inputs.insert(name, input_of(block));
            }
            "output" => {
                interface.outputs.insert(name);
            }
            _ => {}
        }
    }
    interface
}

/// What a `variable` block says of its input.
pub(super) fn input_of(variable: &Block) -> Input {
    Input { required: !variable.body.has_attribute("default") }
}
