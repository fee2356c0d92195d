//! What somebody changed by hand: laid over what the stub believes is there.

use std::collections::BTreeMap;
use std::path::Path;

use rmpv::Value;
use serde::Deserialize;
use serde_json::Value as Json;

use super::server::Failure;
use super::values::member;

/// Everything that was changed, in order.
#[derive(Debug, Default, Deserialize)]
#[serde(transparent)]
pub(super) struct World {
    changes: Vec<ByHand>,
}

/// What was done to the resources of one type.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct ByHand {
    #[serde(rename = "type")]
    type_name: String,
    /// The attributes by which the resources that are meant are known; without any, all are.
    #[serde(default, rename = "where")]
    known_by: BTreeMap<String, Json>,
    then: Then,
}

/// What became of them.
#[derive(Debug, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Then {
    /// They are there no more.
    Gone,
    /// They have other values, by path.
    Set(BTreeMap<String, Json>),
}

impl World {
    /// Reads a file of changes.
    pub(super) fn read(file: &Path) -> Result<Self, Failure> {
        let failed = |error: &dyn std::fmt::Display| Failure::new(&format!("{}: {error}", file.display()));
        let text = std::fs::read_to_string(file).map_err(|error| failed(&error))?;
        serde_json::from_str(&text).map_err(|error| failed(&error))
    }

    /// What became of a resource, null if it is gone; nothing if nobody touched it.
    pub(super) fn over(&self, type_name: &str, state: &Value) -> Result<Option<Value>, Failure> {
        let mut touched = None;
        for change in self.changes.iter().filter(|change| change.type_name == type_name) {
            let known = |(name, value): (&String, &Json)| member(state, name) == Some(&msgpack(value));
            if !change.known_by.iter().all(known) {
                continue;
            }
            let Then::Set(values) = &change.then else { return Ok(Some(Value::Nil)) };
            let changed = touched.get_or_insert_with(|| state.clone());
            for (path, value) in values {
                put(changed, path, msgpack(value)).ok_or_else(|| {
                    Failure::new(&format!("{type_name} has no {path} that could be changed"))
                })?;
            }
        }
        Ok(touched)
    }
}

/// Puts a value at a path; nothing if there is no such place.
fn put(value: &mut Value, path: &str, new: Value) -> Option<()> {
    let mut steps = path.split('.');
    let name = steps.next()?;
    let Value::Map(attributes) = value else { return None };
    let mut place = &mut attributes.iter_mut().find(|(key, _)| key.as_str() == Some(name))?.1;
    for step in steps {
        // A map without elements may be null.
        if place.is_nil() {
            *place = Value::Map(vec![]);
        }
        place = match place {
            Value::Array(elements) => elements.get_mut(step.parse::<usize>().ok()?)?,
            Value::Map(members) => {
                let position = members.iter().position(|(key, _)| key.as_str() == Some(step));
                // Terraform refuses a name that an object doesn't have.
                let position = position.unwrap_or_else(|| {
                    members.push((Value::from(step), Value::Nil));
                    members.len() - 1
                });
                &mut members.get_mut(position)?.1
            }
            _ => return None,
        };
    }
    *place = new;
    Some(())
}

fn msgpack(value: &Json) -> Value {
    match value {
        Json::Null => Value::Nil,
        Json::Bool(value) => Value::from(*value),
        Json::Number(number) => number
            .as_i64()
            .map(Value::from)
            .or_else(|| number.as_f64().map(Value::from))
            .unwrap_or(Value::Nil),
        Json::String(text) => Value::from(text.as_str()),
        Json::Array(elements) => Value::Array(elements.iter().map(msgpack).collect()),
        Json::Object(members) => Value::Map(
            members.iter().map(|(name, value)| (Value::from(name.as_str()), msgpack(value))).collect(),
        ),
    }
}
