//! A value of a plan, with numbers as they are written.

use serde_json::value::RawValue;
use std::borrow::Cow;
use std::cmp::Ordering;

/// How deep a value may nest: Terraform's own types stay far below, and deeper text is an attack on the stack.
const DEEPEST: usize = 128;

/// A JSON value of a plan.
///
/// A number keeps its text, since Terraform's numbers are wider than a float and must not change by being read.
#[derive(Debug, Clone, PartialEq)]
pub enum Value<'a> {
    /// `null`.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number, as it is written.
    Number(&'a str),
    /// A text.
    Text(Cow<'a, str>),
    /// A list, set or tuple.
    List(Vec<Self>),
    /// An object or map, by name.
    Object(Vec<(Cow<'a, str>, Self)>),
}

/// A value that nests too deep.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a value nests deeper than {DEEPEST} levels")]
pub struct TooDeep;

impl<'a> Value<'a> {
    /// Reads `raw`, which the JSON reader has found to be well-formed.
    ///
    /// # Errors
    ///
    /// [`TooDeep`] if it nests deeper than any provider's schema does.
    pub fn read(raw: &'a RawValue) -> Result<Self, TooDeep> {
        Reader { rest: raw.get() }.value(0)
    }

    /// Reads the JSON in `text`, such as a policy; none if it is none, or neither an object nor a list.
    pub fn embedded(text: &'a str) -> Option<Self> {
        let trimmed = text.trim();
        if !(trimmed.starts_with('{') && trimmed.ends_with('}')
            || trimmed.starts_with('[') && trimmed.ends_with(']'))
        {
            return None;
        }
        let raw: &RawValue = serde_json::from_str(trimmed).ok()?;
        Self::read(raw).ok()
    }

    /// The text, if it is one.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    /// The truth value; the texts `true` and `false` count, as Terraform converts them.
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The number for comparisons; a text that is a number counts, as Terraform converts it.
    pub fn as_f64(&self) -> Option<f64> {
        match self {
            Self::Number(text) => text.parse().ok(),
            Self::Text(text) => text.parse().ok().filter(|number: &f64| number.is_finite()),
            _ => None,
        }
    }

    /// The whole number, if it is one.
    pub fn as_i64(&self) -> Option<i64> {
        match self {
            Self::Number(text) => text.parse().ok(),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// The elements; empty if it is no list.
    pub fn items(&self) -> &[Self] {
        match self {
            Self::List(items) => items,
            _ => &[],
        }
    }

    /// The fields; empty if it is no object.
    pub fn fields(&self) -> &[(Cow<'a, str>, Self)] {
        match self {
            Self::Object(fields) => fields,
            _ => &[],
        }
    }

    /// The texts of a list, or the one text.
    pub fn texts(&self) -> Vec<&str> {
        match self {
            Self::Text(text) => vec![text],
            other => other.items().iter().filter_map(Self::as_str).collect(),
        }
    }

    /// The field `name` of an object.
    pub fn field(&self, name: &str) -> Option<&Self> {
        let fields = self.fields();
        fields.binary_search_by(|(key, _)| (**key).cmp(name)).ok().map(|place| &fields[place].1)
    }

    /// The value at `path`, steps separated by dots: names of fields, numbers of elements.
    ///
    /// A step by name goes through a list of one element, since a plan writes a single nested block as such.
    pub fn at(&self, path: &str) -> Option<&Self> {
        path.split('.').try_fold(self, |value, step| match value {
            Self::Object(_) => value.field(step),
            Self::List(items) => match (step.parse::<usize>(), items.as_slice()) {
                (Ok(index), _) => items.get(index),
                (Err(_), [only]) => only.field(step),
                (Err(_), _) => None,
            },
            _ => None,
        })
    }

    /// Whether it says nothing: null, `""`, `[]` or `{}`.
    pub fn is_unset(&self) -> bool {
        match self {
            Self::Null => true,
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Object(fields) => fields.is_empty(),
            Self::Bool(_) | Self::Number(_) => false,
        }
    }

    /// Whether `true` stands anywhere in it, which is how a plan marks what is unknown or sensitive.
    pub fn marks_anything(&self) -> bool {
        match self {
            Self::Bool(mark) => *mark,
            Self::List(items) => items.iter().any(Self::marks_anything),
            Self::Object(fields) => fields.iter().any(|(_, value)| value.marks_anything()),
            _ => false,
        }
    }

    /// An order of all values that looks only at content.
    pub fn order(&self, other: &Self) -> Ordering {
        let rank = |value: &Self| match value {
            Self::Null => 0,
            Self::Bool(_) => 1,
            Self::Number(_) => 2,
            Self::Text(_) => 3,
            Self::List(_) => 4,
            Self::Object(_) => 5,
        };
        match (self, other) {
            (Self::Bool(one), Self::Bool(two)) => one.cmp(two),
            (Self::Number(one), Self::Number(two)) => one.cmp(two),
            (Self::Text(one), Self::Text(two)) => one.cmp(two),
            (Self::List(one), Self::List(two)) => one
                .iter()
                .zip(two)
                .map(|(one, two)| one.order(two))
                .find(|order| order.is_ne())
                .unwrap_or_else(|| one.len().cmp(&two.len())),
            (Self::Object(one), Self::Object(two)) => one
                .iter()
                .zip(two)
                .map(|(one, two)| one.0.cmp(&two.0).then_with(|| one.1.order(&two.1)))
                .find(|order| order.is_ne())
                .unwrap_or_else(|| one.len().cmp(&two.len())),
            (one, two) => rank(one).cmp(&rank(two)),
        }
    }
}

/// Reads text that is known to be well-formed JSON.
struct Reader<'a> {
    rest: &'a str,
}

impl<'a> Reader<'a> {
    fn value(&mut self, depth: usize) -> Result<Value<'a>, TooDeep> {
        if depth > DEEPEST {
            return Err(TooDeep);
        }
        self.blank();
        Ok(match self.rest.as_bytes().first() {
            Some(b'{') => {
                self.skip(1);
                let mut fields = Vec::new();
                while !self.closes(b'}') {
                    let key = self.text();
                    self.blank();
                    self.skip(1);
                    fields.push((key, self.value(depth + 1)?));
                }
                // Terraform writes them in order; what people wrote within texts may be in any.
                if !fields.is_sorted_by(|one, two| one.0 <= two.0) {
                    fields.sort_by(|one, two| one.0.cmp(&two.0));
                }
                Value::Object(fields)
            }
            Some(b'[') => {
                self.skip(1);
                let mut items = Vec::new();
                while !self.closes(b']') {
                    items.push(self.value(depth + 1)?);
                }
                Value::List(items)
            }
            Some(b'"') => Value::Text(self.text()),
            Some(b't') => {
                self.skip(4);
                Value::Bool(true)
            }
            Some(b'f') => {
                self.skip(5);
                Value::Bool(false)
            }
            Some(b'n') | None => {
                self.skip(4);
                Value::Null
            }
            Some(_) => {
                let end = self
                    .rest
                    .find(|c: char| !matches!(c, '0'..='9' | '-' | '+' | '.' | 'e' | 'E'))
                    .unwrap_or(self.rest.len());
                let number = &self.rest[..end];
                self.skip(end.max(1));
                Value::Number(number)
            }
        })
    }

    fn skip(&mut self, bytes: usize) {
        self.rest = self.rest.get(bytes..).unwrap_or("");
    }

    fn blank(&mut self) {
        self.rest = self.rest.trim_start_matches([' ', '\n', '\r', '\t']);
    }

    /// Whether the list or object ends here; passes the comma before the next element otherwise.
    fn closes(&mut self, bracket: u8) -> bool {
        self.blank();
        match self.rest.as_bytes().first() {
            Some(&byte) if byte == bracket => {
                self.skip(1);
                true
            }
            Some(b',') => {
                self.skip(1);
                self.blank();
                false
            }
            Some(_) => false,
            None => true,
        }
    }

    fn text(&mut self) -> Cow<'a, str> {
        self.skip(1);
        let bytes = self.rest.as_bytes();
        let end = bytes.iter().position(|byte| matches!(byte, b'"' | b'\\')).unwrap_or(bytes.len());
        if bytes.get(end) != Some(&b'\\') {
            let text = &self.rest[..end];
            self.skip(end + 1);
            return Cow::Borrowed(text);
        }
        let mut text = String::from(&self.rest[..end]);
        self.skip(end);
        loop {
            let mut characters = self.rest.chars();
            match characters.next() {
                None => break,
                Some('"') => {
                    self.skip(1);
                    break;
                }
                Some('\\') => {
                    let escape = characters.next();
                    self.rest = characters.as_str();
                    match escape {
                        Some('n') => text.push('\n'),
                        Some('t') => text.push('\t'),
                        Some('r') => text.push('\r'),
                        Some('b') => text.push('\u{8}'),
                        Some('f') => text.push('\u{c}'),
                        Some('u') => text.push(self.unicode()),
                        Some(other) => text.push(other),
                        None => break,
                    }
                }
                Some(_) => {
                    let plain = self.rest.find(['"', '\\']).unwrap_or(self.rest.len());
                    text.push_str(&self.rest[..plain]);
                    self.skip(plain);
                }
            }
        }
        Cow::Owned(text)
    }

    /// The character of a `\u` escape whose hexadecimal digits come next; half of a pair becomes U+FFFD.
    fn unicode(&mut self) -> char {
        let unit = |text: &str| text.get(..4).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        let Some(first) = unit(self.rest) else { return char::REPLACEMENT_CHARACTER };
        self.skip(4);
        if (0xD800..0xDC00).contains(&first)
            && let Some(second) = self.rest.strip_prefix("\\u").and_then(unit)
            && (0xDC00..0xE000).contains(&second)
        {
            self.skip(6);
            let joined = 0x1_0000 + ((first - 0xD800) << 10) + (second - 0xDC00);
            return char::from_u32(joined).unwrap_or(char::REPLACEMENT_CHARACTER);
        }
        char::from_u32(first).unwrap_or(char::REPLACEMENT_CHARACTER)
    }
}
