//! The facts of one provider version as a tree: what the extractor makes and the text is written from.

use std::collections::BTreeMap;
use std::fmt;

use iac_schema::{Kind, Nesting};

/// All types of one provider version, by kind and name.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Provider {
    pub(super) types: BTreeMap<(Kind, String), Block>,
}

/// What may stand in a block.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) attributes: BTreeMap<String, Attribute>,
    pub(super) blocks: BTreeMap<String, Nested>,
}

/// An attribute.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Attribute {
    pub(super) flags: Flags,
    pub(super) value: Type,
}

/// What is said of an attribute besides its type.
#[expect(clippy::struct_excessive_bools, reason = "Terraform's schema has these independent flags")]
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub(super) struct Flags {
    pub(super) required: bool,
    pub(super) optional: bool,
    pub(super) computed: bool,
    pub(super) write_only: bool,
    pub(super) sensitive: bool,
    pub(super) replaces: bool,
}

/// A block inside another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Nested {
    pub(super) nesting: Nesting,
    pub(super) min_items: u32,
    pub(super) max_items: Option<u32>,
    /// Whether the source doesn't say what is inside.
    pub(super) opaque: bool,
    pub(super) block: Block,
}

/// The type of an attribute's values.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Type {
    String,
    Number,
    Bool,
    Dynamic,
    List(Box<Self>),
    Set(Box<Self>),
    Map(Box<Self>),
    /// Members with their flags; without any in a type of the AWS provider.
    Object(BTreeMap<String, (Flags, Self)>),
}

impl fmt::Display for Flags {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let flags = [
            (self.required, "r"),
            (self.optional, "o"),
            (self.computed, "c"),
            (self.write_only, "w"),
            (self.sensitive, "s"),
            (self.replaces, "f"),
        ];
        flags.iter().filter(|(set, _)| *set).try_for_each(|(_, letter)| formatter.write_str(letter))
    }
}

impl fmt::Display for Type {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::String => formatter.write_str("string"),
            Self::Number => formatter.write_str("number"),
            Self::Bool => formatter.write_str("bool"),
            Self::Dynamic => formatter.write_str("any"),
            Self::List(element) => write!(formatter, "list({element})"),
            Self::Set(element) => write!(formatter, "set({element})"),
            Self::Map(element) => write!(formatter, "map({element})"),
            Self::Object(members) => {
                formatter.write_str("object({")?;
                for (position, (name, (flags, value))) in members.iter().enumerate() {
                    let separator = if position == 0 { "" } else { "," };
                    let colon = if *flags == Flags::default() { "" } else { ":" };
                    write!(formatter, "{separator}{name}{colon}{flags}={value}")?;
                }
                formatter.write_str("})")
            }
        }
    }
}

impl fmt::Display for Nested {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.nesting.keyword())?;
        if !matches!(self.nesting, Nesting::Single | Nesting::Group) {
            write!(formatter, " {}..", self.min_items)?;
            if let Some(max) = self.max_items {
                write!(formatter, "{max}")?;
            }
        }
        if self.opaque { formatter.write_str(" opaque") } else { Ok(()) }
    }
}
