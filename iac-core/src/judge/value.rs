//! What a plan says of an argument.

use serde_json::Value as Json;
use std::collections::BTreeMap;
use std::fmt;

/// A planned value: as it will be, or known only after apply.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Value {
    Unknown,
    Null,
    Bool(bool),
    Number(f64),
    Text(String),
    List(Vec<Self>),
    Map(BTreeMap<String, Self>),
}

/// What is not there.
pub(super) static NULL: Value = Value::Null;

impl Value {
    /// The planned value `after`, with the marks of what is `unknown` laid over it.
    pub(super) fn of(after: Option<&Json>, unknown: Option<&Json>) -> Self {
        if unknown == Some(&Json::Bool(true)) {
            return Self::Unknown;
        }
        match (after, unknown) {
            (Some(Json::Bool(it)), _) => Self::Bool(*it),
            (Some(Json::Number(it)), _) => it.as_f64().map_or(Self::Null, Self::Number),
            (Some(Json::String(it)), _) => Self::Text(it.clone()),
            (Some(Json::Array(items)), _) => {
                let unknown = |index| unknown.and_then(|unknown| unknown.get(index));
                let items = items.iter().enumerate();
                Self::List(items.map(|(index, item)| Self::of(Some(item), unknown(index))).collect())
            }
            (Some(Json::Object(members)), _) => {
                let marked = unknown.and_then(Json::as_object).into_iter().flat_map(|marks| marks.keys());
                let names: std::collections::BTreeSet<&String> = members.keys().chain(marked).collect();
                let member = |name: &String| {
                    let unknown = unknown.and_then(|unknown| unknown.get(name));
                    (name.clone(), Self::of(members.get(name), unknown))
                };
                Self::Map(names.into_iter().map(member).collect())
            }
            // A set of which only the length is known, or an object that is not there yet.
            (None, Some(Json::Array(items))) if !items.is_empty() => {
                Self::List(items.iter().map(|item| Self::of(None, Some(item))).collect())
            }
            _ => Self::Null,
        }
    }

    /// Everything at `path` below; a list, on the way or at its end, stands for each of its elements.
    pub(super) fn all<'a>(&'a self, path: &str) -> Vec<&'a Self> {
        let found = self.whole(path).into_iter();
        found
            .flat_map(
                |value| if let Self::List(items) = value { items.iter().collect() } else { vec![value] },
            )
            .collect()
    }

    /// What is at `path` below; of a list on the way, its first element.
    pub(super) fn at(&self, path: &str) -> &Self {
        self.whole(path).into_iter().next().unwrap_or(&NULL)
    }

    /// Everything at `path` below, where a list at its end stays one.
    fn whole<'a>(&'a self, path: &str) -> Vec<&'a Self> {
        match self {
            Self::Unknown => vec![self],
            Self::List(items) => items.iter().flat_map(|item| item.whole(path)).collect(),
            Self::Map(members) => {
                let (name, rest) = path.split_once('.').unwrap_or((path, ""));
                match members.get(name) {
                    Some(member) if rest.is_empty() => vec![member],
                    Some(member) => member.whole(rest),
                    None => Vec::new(),
                }
            }
            _ => Vec::new(),
        }
    }

    /// Whether it is known not to hold; what is unknown may.
    pub(super) fn fails(&self, holds: impl FnOnce(&Self) -> bool) -> bool {
        *self != Self::Unknown && !holds(self)
    }

    pub(super) fn is_true(&self) -> bool {
        *self == Self::Bool(true)
    }

    pub(super) fn is_false(&self) -> bool {
        *self == Self::Bool(false)
    }

    /// Whether there is something: neither null nor empty.
    pub(super) fn is_set(&self) -> bool {
        match self {
            Self::Null => false,
            Self::Text(text) => !text.is_empty(),
            Self::List(items) => !items.is_empty(),
            Self::Map(members) => !members.is_empty(),
            _ => true,
        }
    }

    pub(super) fn is_text(&self, text: &str) -> bool {
        self.text() == Some(text)
    }

    pub(super) fn text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The number, which some arguments want as text.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Number(number) => Some(*number),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// How many elements a list has.
    pub(super) fn len(&self) -> usize {
        match self {
            Self::List(items) => items.len(),
            _ => 0,
        }
    }
}

impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unknown => f.write_str("known after apply"),
            Self::Null => f.write_str("not set"),
            Self::Bool(it) => write!(f, "{it}"),
            Self::Number(it) => write!(f, "{it}"),
            Self::Text(it) => write!(f, "{it:?}"),
            Self::List(items) => write!(f, "a list of {}", items.len()),
            Self::Map(members) => write!(f, "an object of {}", members.len()),
        }
    }
}
