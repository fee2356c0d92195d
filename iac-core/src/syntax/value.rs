use std::collections::BTreeMap;

use super::{Number, Source};

/// The right side of an attribute: a literal, an expression, or a list or object of them.
///
/// Text and source are different variants, so that no text becomes live by accident: [`Value::Text`] is
/// written so that Terraform reads back exactly that text, whatever it holds.
///
/// # Examples
///
/// ```
/// use iac_core::syntax::{Part, Source, Value};
///
/// let literal = Value::from("${not a reference}");
/// let reference = Value::Expression(Source::from_static("aws_vpc.this.id"));
/// let template = Value::Template(vec![
///     Part::Literal("logs-".to_owned()),
///     Part::Hole(Source::from_static("var.name")),
/// ]);
/// # let _ = (literal, reference, template);
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Value {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An exact number.
    Number(Number),
    /// Literal text, never interpreted.
    Text(String),
    /// Text with holes. One without holes is the same as [`Value::Text`]; a single hole alone is the same
    /// as [`Value::Expression`] and keeps the type of its value.
    Template(Vec<Part>),
    /// Any expression, carried as its source.
    Expression(Source),
    /// Values in brackets.
    List(Vec<Self>),
    /// Keys and values in braces, in the order given.
    Object(Vec<(Key, Self)>),
    /// A type, such as `list(string)`; only as the `type` of a variable.
    Type(Source),
}

/// A piece of a [`Value::Template`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Part {
    /// Literal text, never interpreted.
    Literal(String),
    /// An expression whose value, as text, stands here.
    Hole(Source),
}

/// A key of a [`Value::Object`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Key {
    /// A literal key, never interpreted.
    Text(String),
    /// A key computed by Terraform, or a provider's address in the `providers` of a module call.
    Expression(Source),
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Value {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Bool(value)
    }
}

impl From<Number> for Value {
    fn from(number: Number) -> Self {
        Self::Number(number)
    }
}

impl From<Source> for Value {
    fn from(source: Source) -> Self {
        Self::Expression(source)
    }
}

macro_rules! from_integer {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Value {
            fn from(number: $integer) -> Self {
                Self::Number(number.into())
            }
        }
    )*};
}

from_integer!(u8, u16, u32, u64, i8, i16, i32, i64);

impl<T: Into<Self>> From<Vec<T>> for Value {
    fn from(values: Vec<T>) -> Self {
        Self::List(values.into_iter().map(Into::into).collect())
    }
}

impl<T: Into<Self>> From<BTreeMap<String, T>> for Value {
    fn from(entries: BTreeMap<String, T>) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (Key::Text(key), value.into())).collect())
    }
}

impl<K: Into<Key>, V: Into<Self>> FromIterator<(K, V)> for Value {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self::Object(entries.into_iter().map(|(key, value)| (key.into(), value.into())).collect())
    }
}

impl From<&str> for Key {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

impl From<String> for Key {
    fn from(text: String) -> Self {
        Self::Text(text)
    }
}

impl From<Source> for Key {
    fn from(source: Source) -> Self {
        Self::Expression(source)
    }
}
