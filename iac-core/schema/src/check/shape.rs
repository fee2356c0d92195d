//! What is known of a value's form, and what a step into it gives.

use crate::{BlockFacts, NestedFacts, Nesting, ValueType};

/// The form of a value.
#[derive(Debug, Clone)]
pub(super) enum Shape {
    /// Nothing is known.
    Unknown,
    /// A resource, a data source or a nested block.
    Block(BlockFacts),
    /// A primitive or an object.
    Value(ValueType),
    List(Box<Self>),
    Set(Box<Self>),
    Map(Box<Self>),
    /// A fixed set of names: `each`, `count` or an iterator, each with a shape.
    Names(Vec<(&'static str, Self)>),
}

/// A step that can't be taken.
pub(super) struct Misstep {
    pub(super) code: &'static str,
    /// Said of the text before the step: "has no attribute `x`".
    pub(super) message: String,
    pub(super) help: Option<String>,
}

impl Shape {
    pub(super) fn of_type(value: ValueType) -> Self {
        match value {
            ValueType::Dynamic => Self::Unknown,
            ValueType::List(element) => Self::List(Box::new(Self::of_type(element.get()))),
            ValueType::Set(element) => Self::Set(Box::new(Self::of_type(element.get()))),
            ValueType::Map(element) => Self::Map(Box::new(Self::of_type(element.get()))),
            ValueType::String | ValueType::Number | ValueType::Bool | ValueType::Object(_) => {
                Self::Value(value)
            }
        }
    }

    fn of_nested(nested: NestedFacts) -> Self {
        let block = Self::Block(nested.body);
        match nested.nesting {
            Nesting::List => Self::List(Box::new(block)),
            Nesting::Set => Self::Set(Box::new(block)),
            Nesting::Map => Self::Map(Box::new(block)),
            Nesting::Single | Nesting::Group => block,
        }
    }

    /// `each` or an iterator over a collection of this shape.
    pub(super) fn iterator(self) -> Self {
        Self::Names(vec![("key", Self::Unknown), ("value", self.element())])
    }

    /// What a list, set or map of this shape holds.
    pub(super) fn element(self) -> Self {
        match self {
            Self::List(element) | Self::Set(element) | Self::Map(element) => *element,
            Self::Unknown | Self::Block(_) | Self::Value(_) | Self::Names(_) => Self::Unknown,
        }
    }

    /// The value behind `.name`.
    pub(super) fn attribute(&self, name: &str) -> Result<Self, Misstep> {
        let unknown = |names: Vec<&str>| Misstep {
            code: "unknown-attribute",
            message: format!("has no attribute `{name}`"),
            help: super::names::help(name, names),
        };
        match self {
            Self::Unknown | Self::Value(ValueType::Dynamic) => Ok(Self::Unknown),
            Self::Map(element) => Ok((**element).clone()),
            Self::Block(facts) if facts.is_opaque() => Ok(Self::Unknown),
            Self::Block(facts) => {
                if let Some(attribute) = facts.attribute(name) {
                    return Ok(Self::of_type(attribute.value));
                }
                facts.block(name).map(Self::of_nested).ok_or_else(|| {
                    let attributes = facts.attributes().map(|attribute| attribute.name);
                    unknown(attributes.chain(facts.blocks().map(|block| block.name)).collect())
                })
            }
            Self::Value(ValueType::Object(object)) => object
                .member(name)
                .map(|member| Self::of_type(member.value))
                .ok_or_else(|| unknown(object.members().map(|member| member.name).collect())),
            Self::Names(names) => names
                .iter()
                .find(|(known, _)| *known == name)
                .map(|(_, shape)| shape.clone())
                .ok_or_else(|| unknown(names.iter().map(|(known, _)| *known).collect())),
            Self::Value(_) => Err(Misstep {
                code: "no-attributes",
                message: format!("is {} and has no attribute `{name}`", self.noun()),
                help: None,
            }),
            Self::List(_) => Err(Misstep {
                code: "no-attributes",
                message: format!("is a list and has no attribute `{name}`"),
                help: Some("choose an element with `[0]`, or all of them with `[*]`".to_owned()),
            }),
            Self::Set(_) => Err(Misstep {
                code: "no-attributes",
                message: format!("is a set and has no attribute `{name}`"),
                help: Some(format!("write `one(…).{name}` for its only element, or `[*].{name}` for all")),
            }),
        }
    }

    /// The value behind `[…]`; `key` is the index if it is literal text.
    pub(super) fn index(&self, key: Option<&str>) -> Result<Self, Misstep> {
        match (self, key) {
            (Self::List(element) | Self::Map(element), _) => Ok((**element).clone()),
            (Self::Set(_), _) => Err(Misstep {
                code: "no-index",
                message: "is a set, whose elements have no index".to_owned(),
                help: Some("write `one(…)` for its only element, or `tolist(…)[0]`".to_owned()),
            }),
            (Self::Block(_) | Self::Value(ValueType::Object(_)), Some(name)) => self.attribute(name),
            (Self::Value(ValueType::String | ValueType::Number | ValueType::Bool), _) => Err(Misstep {
                code: "no-index",
                message: format!("is {}, which has no elements", self.noun()),
                help: None,
            }),
            _ => Ok(Self::Unknown),
        }
    }

    /// What `[*]` steps over.
    pub(super) fn splat(&self) -> Result<Self, Misstep> {
        match self {
            Self::List(element) | Self::Set(element) => Ok((**element).clone()),
            Self::Map(_) => Err(Misstep {
                code: "splat-of-map",
                message: "is a map, and `[*]` steps over lists only".to_owned(),
                help: Some("write `values(…)[*]`".to_owned()),
            }),
            // A single value acts as a list of one.
            Self::Unknown | Self::Block(_) | Self::Value(_) | Self::Names(_) => Ok(self.clone()),
        }
    }

    /// Such as `a list`.
    pub(super) fn noun(&self) -> &'static str {
        match self {
            Self::Value(ValueType::String) => "a string",
            Self::Value(ValueType::Number) => "a number",
            Self::Value(ValueType::Bool) => "a bool",
            Self::List(_) => "a list",
            Self::Set(_) => "a set",
            Self::Map(_) => "a map",
            Self::Unknown | Self::Block(_) | Self::Value(_) | Self::Names(_) => "an object",
        }
    }
}
