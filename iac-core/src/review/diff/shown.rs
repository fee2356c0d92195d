//! How a value is shown.

use super::{Differ, UNKNOWN, UNSET, at, under, whole};
use crate::review::counted;
use crate::review::secrets::{MASK, is_secret_pair, names_a_secret, refers};
use crate::review::value::Value;
use std::fmt::Write as _;

/// How many characters of a value are shown.
const LONGEST: usize = 300;

impl Differ<'_> {
    /// A text of the plan, masked.
    pub(super) fn text(&self, text: &str) -> String {
        self.secrets.mask(text).into_owned()
    }

    /// `value` in one line, without what `marks` marks.
    pub(super) fn short(&self, value: &Value<'_>, marks: &Value<'_>) -> String {
        self.element(value, super::NULL, marks)
    }

    /// `value` in one line, without what `marks` marks and `unknown` leaves open.
    pub(super) fn element(&self, value: &Value<'_>, unknown: &Value<'_>, marks: &Value<'_>) -> String {
        if value.is_unset() && !unknown.marks_anything() {
            return UNSET.to_owned();
        }
        let mut line = String::new();
        self.write(value, unknown, marks, &mut line);
        clip(line, 0)
    }

    fn write(&self, value: &Value<'_>, unknown: &Value<'_>, marks: &Value<'_>, line: &mut String) {
        if whole(unknown) {
            return line.push_str(UNKNOWN);
        }
        if whole(marks) {
            return line.push_str(MASK);
        }
        // What is cut off later need not be written.
        if line.len() > LONGEST * 8 {
            return line.push('…');
        }
        match value {
            Value::Null => line.push_str("null"),
            Value::Bool(value) => write!(line, "{value}").expect("a string takes text"),
            Value::Number(number) => line.push_str(number),
            Value::Text(text) => line.push_str(&quoted(&self.secrets.mask(text))),
            Value::List(items) => {
                line.push('[');
                for (index, item) in items.iter().enumerate() {
                    if index > 0 {
                        line.push_str(", ");
                    }
                    self.write(item, at(unknown, index), at(marks, index), line);
                }
                line.push(']');
            }
            Value::Object(fields) => {
                let hide = is_secret_pair(value);
                line.push('{');
                let mut first = true;
                for (key, field) in fields {
                    let open = under(unknown, key);
                    if field.is_unset() && !open.marks_anything() {
                        continue;
                    }
                    if !first {
                        line.push_str(", ");
                    }
                    first = false;
                    line.push_str(&self.secrets.mask(key));
                    line.push_str(" = ");
                    let named = match field {
                        Value::Text(text) => names_a_secret(key) && !refers(text),
                        Value::Number(_) => names_a_secret(key),
                        _ => false,
                    };
                    if named || hide && key == "value" {
                        line.push_str(MASK);
                    } else {
                        self.write(field, open, under(marks, key), line);
                    }
                }
                line.push('}');
            }
        }
    }

    /// Two texts that differ, each in one line; of long ones the part where they differ.
    pub(super) fn pair(&self, before: &str, after: &str) -> (String, String) {
        let (before, after) = (self.secrets.mask(before), self.secrets.mask(after));
        let same = before.chars().zip(after.chars()).take_while(|(one, two)| one == two).count();
        let from = same.saturating_sub(40);
        let show = |text: &str| {
            if text.is_empty() { UNSET.to_owned() } else { clip(quoted(text), from) }
        };
        (show(&before), show(&after))
    }
}

/// `text` as one line in quotes.
pub(super) fn quoted(text: &str) -> String {
    let mut line = String::with_capacity(text.len() + 2);
    line.push('"');
    for character in text.chars() {
        match character {
            '"' => line.push_str("\\\""),
            '\\' => line.push_str("\\\\"),
            '\n' => line.push_str("\\n"),
            '\t' => line.push_str("\\t"),
            '\r' => line.push_str("\\r"),
            other => line.push(other),
        }
    }
    line.push('"');
    line
}

/// At most [`LONGEST`] characters of `line`; if it is longer, from the character `from` on.
fn clip(line: String, from: usize) -> String {
    if line.len() <= LONGEST {
        return line;
    }
    let length = line.chars().count();
    if length <= LONGEST {
        return line;
    }
    let from = from.min(length - LONGEST);
    let part: String = line.chars().skip(from).take(LONGEST).collect();
    let before = if from > 0 { "…" } else { "" };
    let rest = length - from - LONGEST;
    let after = if rest > 0 { format!("… ({})", counted(rest, "more character")) } else { String::new() };
    format!("{before}{part}{after}")
}
