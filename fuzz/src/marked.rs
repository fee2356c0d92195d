//! The values that a plan marks, found without the code under test.

use serde_json::Value;

/// Shorter texts are hidden only where they stand.
const SHORTEST: usize = 8;

/// Every text that `plan` marks as sensitive and that no review may show.
pub fn marked(plan: &Value) -> Vec<&str> {
    let mut found = Vec::new();
    let rows = |name: &str| plan[name].as_array().into_iter().flatten();
    let deferred = rows("deferred_changes").map(|one| &one["resource_change"]);
    let outputs = plan["output_changes"].as_object().into_iter().flatten().map(|(_, change)| change);
    let changes = rows("resource_changes").chain(rows("resource_drift")).chain(deferred);
    for change in changes.map(|row| &row["change"]).chain(outputs) {
        for side in ["before", "after"] {
            below(&change[side], &change[format!("{side}_sensitive")], &mut found);
        }
    }
    found
}

fn below<'v>(value: &'v Value, marks: &Value, found: &mut Vec<&'v str>) {
    match (value, marks) {
        (value, Value::Bool(true)) => texts(value, found),
        (Value::Array(items), Value::Array(marks)) => {
            items.iter().zip(marks).for_each(|(item, marks)| below(item, marks, found));
        }
        (Value::Object(fields), Value::Object(marks)) => {
            for (key, value) in fields {
                if let Some(marks) = marks.get(key) {
                    below(value, marks, found);
                }
            }
        }
        _ => {}
    }
}

fn texts<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::String(text) if tells(text.trim()) => found.push(text.trim()),
        Value::Array(items) => items.iter().for_each(|item| texts(item, found)),
        Value::Object(fields) => fields.values().for_each(|value| texts(value, found)),
        _ => {}
    }
}

/// Whether `text` can be looked for: words and names of Regions are in every plan and in our own text.
fn tells(text: &str) -> bool {
    let word = |byte: u8| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-' | b' ');
    let region =
        text.len() < 16 && text.ends_with(|c: char| c.is_ascii_digit()) && text.matches('-').count() == 2;
    text.len() >= SHORTEST && !region && !text.bytes().all(word)
}
