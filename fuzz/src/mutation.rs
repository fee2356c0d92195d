//! Mutations of JSON as a tree: bytes alone rarely give another plan.

use libfuzzer_sys::fuzzer_mutate;
use serde_json::{Map, Value, json};

/// What a value may become.
const VALUES: &[&str] = &[
    "null",
    "true",
    "false",
    "0",
    "-1",
    "1e300",
    "18446744073709551616",
    "\"\"",
    "[]",
    "{}",
    "[null]",
    "[true]",
    "\"a`|<b>@c\\n\\u001b[1m::error::\"",
    "\"\\u202e[x](https://example.com)\"",
    "\"s3cr3t-Value/with+more=\"",
    "\"{\\\"password\\\":\\\"s3cr3t-Value/with+more=\\\"}\"",
    "\"*\"",
    "\"0.0.0.0/0\"",
    "\"::/0\"",
    "\"${a}\"",
    "\"{\\\"Version\\\":\\\"2012-10-17\\\",\\\"Statement\\\":[{\\\"Effect\\\":\\\"Allow\\\",\\\"Principal\\\":\\\"*\\\",\\\"Action\\\":\\\"*\\\",\\\"Resource\\\":\\\"*\\\"}]}\"",
    "\"é\\n日本\\n\"",
    "\"MTIzNDU2Nzg5MDEyMzQ1Njc4OTA=\"",
    "\"[[[[]]]]\"",
];

/// What a row may do.
const ACTIONS: &[&str] = &[
    r#"["no-op"]"#,
    r#"["create"]"#,
    r#"["read"]"#,
    r#"["update"]"#,
    r#"["delete"]"#,
    r#"["forget"]"#,
    r#"["open"]"#,
    r#"["delete","create"]"#,
    r#"["create","delete"]"#,
    r#"["create","forget"]"#,
    r#"["forget","create"]"#,
    r#"["explode"]"#,
    "[]",
];

/// Changes the first `size` bytes of `data`, of which there are `room` at most: as JSON where they are, or as bytes.
pub fn mutate(data: &mut [u8], size: usize, room: usize, seed: u32) -> usize {
    let mut dice = Dice(u64::from(seed) | 1 << 32);
    if dice.below(4) > 0
        && let Ok(mut plan) = serde_json::from_slice::<Value>(&data[..size])
    {
        for _ in 0..=dice.below(3) {
            change(&mut plan, &mut dice);
        }
        let text = plan.to_string();
        if text.len() <= room {
            data[..text.len()].copy_from_slice(text.as_bytes());
            return text.len();
        }
    }
    fuzzer_mutate(data, size, room)
}

fn change(plan: &mut Value, dice: &mut Dice) {
    let count = nodes(plan);
    let other = nth(plan, dice.below(count)).cloned().unwrap_or_default();
    let kind = dice.below(9);
    let fresh = json(VALUES, dice);
    if kind == 0 {
        act(plan, dice);
        return;
    }
    let mut at = dice.below(count);
    let Some(node) = nth_mut(plan, &mut at) else { return };
    match (kind, node) {
        (1, node) => *node = other,
        (2 | 3, Value::Array(items)) => {
            let at = dice.below(items.len() + 1);
            let item = items.get(at).cloned().unwrap_or(fresh);
            items.insert(at, item);
        }
        (2, Value::Object(fields)) => {
            fields.insert("s3cr3t-Key/with+more=".to_owned(), other);
        }
        (3, Value::Object(fields)) => rename(fields, dice),
        (4 | 5, Value::Array(items)) if !items.is_empty() => {
            items.remove(dice.below(items.len()));
        }
        (4, Value::Object(fields)) if !fields.is_empty() => {
            let key = fields.keys().nth(dice.below(fields.len())).cloned().unwrap_or_default();
            fields.remove(&key);
        }
        (5, Value::Object(fields)) if fields.contains_key("after") => {
            // Marks of the same shape as the value, or all of it.
            let side = ["before", "after"][dice.below(2)];
            let marks = marks(&fields[if fields.contains_key(side) { side } else { "after" }], dice);
            fields.insert(format!("{side}_sensitive"), marks);
        }
        (6, Value::String(text)) => {
            text.push_str(["\n", "`", "\u{202e}", "@a", "<b>", "é", "${a}"][dice.below(7)])
        }
        (6, node @ Value::Number(_)) => {
            *node = [json!(0), json!(-1), json!(65_535), json!(1e308)][dice.below(4)].take()
        }
        (7, Value::Bool(flag)) => *flag = !*flag,
        (7, Value::String(text)) => {
            let inner = json!({ "inner": text.clone(), "password": "s3cr3t-Value/with+more=" });
            *text = inner.to_string();
        }
        (_, node) => *node = fresh,
    }
}

/// Lets one row do something else.
fn act(plan: &mut Value, dice: &mut Dice) {
    let list = ["resource_changes", "resource_drift"][dice.below(2)];
    let actions = json(ACTIONS, dice);
    let Some(rows) = plan.get_mut(list).and_then(Value::as_array_mut) else { return };
    if rows.is_empty() {
        return;
    }
    let at = dice.below(rows.len());
    if let Some(change) = rows[at].get_mut("change").and_then(Value::as_object_mut) {
        change.insert("actions".to_owned(), actions);
    }
}

fn rename(fields: &mut Map<String, Value>, dice: &mut Dice) {
    let names = [
        "password",
        "policy",
        "before",
        "after",
        "after_sensitive",
        "tags",
        "ingress",
        "cidr_blocks",
        "value",
    ];
    if let Some(key) = fields.keys().nth(dice.below(fields.len().max(1))).cloned()
        && let Some(value) = fields.remove(&key)
    {
        fields.insert(names[dice.below(names.len())].to_owned(), value);
    }
}

fn marks(value: &Value, dice: &mut Dice) -> Value {
    match value {
        _ if dice.below(4) == 0 => Value::Bool(true),
        Value::Array(items) => items.iter().map(|item| marks(item, dice)).collect(),
        Value::Object(fields) => {
            Value::Object(fields.iter().map(|(key, value)| (key.clone(), marks(value, dice))).collect())
        }
        _ => Value::Bool(dice.below(2) == 0),
    }
}

fn json(texts: &[&str], dice: &mut Dice) -> Value {
    serde_json::from_str(texts[dice.below(texts.len())]).expect("they are JSON")
}

fn nodes(value: &Value) -> usize {
    1 + children(value).map(nodes).sum::<usize>()
}

fn nth(value: &Value, mut at: usize) -> Option<&Value> {
    if at == 0 {
        return Some(value);
    }
    at -= 1;
    for child in children(value) {
        let count = nodes(child);
        if at < count {
            return nth(child, at);
        }
        at -= count;
    }
    None
}

fn nth_mut<'v>(value: &'v mut Value, at: &mut usize) -> Option<&'v mut Value> {
    if *at == 0 {
        return Some(value);
    }
    *at -= 1;
    let children: Box<dyn Iterator<Item = &'v mut Value>> = match value {
        Value::Array(items) => Box::new(items.iter_mut()),
        Value::Object(fields) => Box::new(fields.values_mut()),
        _ => return None,
    };
    for child in children {
        let count = nodes(child);
        if *at < count {
            return nth_mut(child, at);
        }
        *at -= count;
    }
    None
}

fn children(value: &Value) -> Box<dyn Iterator<Item = &Value> + '_> {
    match value {
        Value::Array(items) => Box::new(items.iter()),
        Value::Object(fields) => Box::new(fields.values()),
        _ => Box::new(std::iter::empty()),
    }
}

/// Numbers that look random and depend on nothing but the seed: xorshift64.
struct Dice(u64);

impl Dice {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap_or_default() % end.max(1)
    }
}
