//! Which kind of place is it? The one table that decides how a value is written, whatever the value is.
//!
//! In JSON a string is a template here, a plain text there and a bare reference in a third place, by where
//! it stands: `description` and `value` of the same `output` differ. In HCL the same table says where
//! quotes are wrong.

use super::error::{Fault, FaultKind};
use super::{Key, Value};

/// What Terraform makes of a value.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// An expression; in JSON every string and every key is a template.
    Template,
    /// A constant; in JSON a string is taken as it is.
    Literal,
    /// A constant whose `configuration_aliases` are references.
    Requirement,
    /// A reference or keyword; bare in HCL, a bare string in JSON.
    Reference,
    /// A type; bare in HCL, a bare string in JSON.
    Type,
}

/// Which body an attribute or a block stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    Root,
    Terraform,
    RequiredProviders,
    /// Literal all the way down.
    Constant,
    Provider,
    Variable,
    Output,
    Module,
    Resource,
    Lifecycle,
    Provisioner,
    Dynamic,
    Moved,
    Removed,
    RemovedLifecycle,
    Import,
    Check,
    /// Expressions all the way down.
    Nested,
}

/// How the blocks of one type, labels apart, stand in JSON.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// An object.
    One,
    /// An array of objects, even for a single one.
    Many,
    /// An array of objects, each with its label as only key, because their order counts.
    Tagged,
}

impl Scope {
    /// How an attribute of this body is read.
    pub(super) fn attribute(self, name: &str) -> Position {
        use Position::{Literal, Reference, Requirement, Template, Type};
        match (self, name) {
            (Self::Terraform, "experiments")
            | (Self::Output, "depends_on")
            | (Self::Module, "depends_on" | "providers")
            | (Self::Resource, "depends_on" | "provider")
            | (Self::Lifecycle, "ignore_changes" | "replace_triggered_by")
            | (Self::Provisioner, "when" | "on_failure")
            | (Self::Dynamic, "iterator")
            | (Self::Moved, "from" | "to")
            | (Self::Removed, "from")
            | (Self::Import, "to" | "provider") => Reference,
            (Self::Variable, "type") => Type,
            (Self::RequiredProviders, _) => Requirement,
            (Self::Terraform | Self::Constant | Self::Variable | Self::RemovedLifecycle, _)
            | (Self::Output, "description" | "sensitive" | "ephemeral")
            | (Self::Module, "source" | "version")
            | (Self::Provider, "alias" | "version")
            | (Self::Lifecycle, "create_before_destroy" | "prevent_destroy") => Literal,
            _ => Template,
        }
    }

    /// What a block in this body is, and how it stands in JSON.
    pub(super) fn block(self, kind: &str) -> (Self, Shape) {
        use Shape::{Many, One, Tagged};
        match (self, kind) {
            (Self::Root, "terraform") => (Self::Terraform, One),
            (Self::Root, "provider") => (Self::Provider, Many),
            (Self::Root, "variable") => (Self::Variable, One),
            (Self::Root, "output") => (Self::Output, One),
            (Self::Root, "module") => (Self::Module, One),
            (Self::Root, "resource" | "data" | "ephemeral") | (Self::Check, "data") => (Self::Resource, One),
            (Self::Root, "moved") => (Self::Moved, Many),
            (Self::Root, "removed") => (Self::Removed, Many),
            (Self::Root, "import") => (Self::Import, Many),
            (Self::Root, "check") => (Self::Check, One),
            (Self::Root, _)
            | (Self::Terraform, "provider_meta")
            | (Self::Resource | Self::Provisioner | Self::Removed, "connection")
            | (Self::Dynamic, "content") => (Self::Nested, One),
            (Self::Terraform, "required_providers") => (Self::RequiredProviders, One),
            (Self::Terraform | Self::Constant, _) => (Self::Constant, One),
            (Self::Resource, "lifecycle") => (Self::Lifecycle, One),
            (Self::Removed, "lifecycle") => (Self::RemovedLifecycle, One),
            (Self::Resource | Self::Removed, "provisioner") => (Self::Provisioner, Tagged),
            (Self::Resource | Self::Provider | Self::Nested, "dynamic") => (Self::Dynamic, Many),
            _ => (Self::Nested, Many),
        }
    }

    /// Whether `dynamic` blocks here stand for blocks of the type they are labelled with.
    pub(super) fn has_dynamic(self) -> bool {
        matches!(self, Self::Resource | Self::Provider | Self::Nested)
    }
}

impl Position {
    /// How the value of `key` in an object at this position is read.
    pub(super) fn member(self, key: &Key) -> Self {
        match (self, key) {
            (Self::Requirement, Key::Text(key)) if key == "configuration_aliases" => Self::Reference,
            (Self::Requirement, _) => Self::Literal,
            (position, _) => position,
        }
    }

    /// Refuses a value that Terraform would refuse, or would read differently in the two syntaxes.
    pub(super) fn admit(self, value: &Value) -> Result<(), Fault> {
        let expected = match self {
            Self::Template => match value {
                Value::Type(_) => "a value, found a type",
                _ => return Ok(()),
            },
            Self::Literal | Self::Requirement => match value {
                Value::Expression(_) | Value::Type(_) => {
                    "a literal, which Terraform needs before it evaluates anything"
                }
                Value::Template(parts) if parts.iter().any(|part| matches!(part, super::Part::Hole(_))) => {
                    "a literal, which Terraform needs before it evaluates anything"
                }
                _ => return Ok(()),
            },
            Self::Reference => match value {
                Value::Expression(_) | Value::List(_) | Value::Object(_) => return Ok(()),
                _ => "a reference or a keyword, or a list or object of them",
            },
            Self::Type => match value {
                Value::Type(_) => return Ok(()),
                _ => "a type",
            },
        };
        Err(FaultKind::Misplaced(expected).into())
    }

    /// Refuses a key that can't stand at this position.
    pub(super) fn admit_key(self, key: &Key) -> Result<(), Fault> {
        let expected = match (self, key) {
            (Self::Literal | Self::Requirement | Self::Type, Key::Expression(_)) => "a literal key",
            (Self::Reference, Key::Text(text)) if !super::identifier::is_identifier(text) => {
                "the name or address of a provider as key"
            }
            _ => return Ok(()),
        };
        Err(FaultKind::Misplaced(expected).into())
    }
}
