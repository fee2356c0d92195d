//! Values as they travel: msgpack, with an extension for what isn't known yet.

use rmpv::Value;

use super::protocol::DynamicValue;
use super::server::Failure;

/// A value that is known only after apply.
pub(super) fn unknown() -> Value {
    Value::Ext(0, vec![0])
}

/// Whether `value` is known only after apply, as a whole.
pub(super) fn is_unknown(value: &Value) -> bool {
    matches!(value, Value::Ext(..))
}

/// Whether any part of `value` is known only after apply.
pub(super) fn has_unknown(value: &Value) -> bool {
    match value {
        Value::Ext(..) => true,
        Value::Array(elements) => elements.iter().any(has_unknown),
        Value::Map(members) => members.iter().any(|(_, value)| has_unknown(value)),
        _ => false,
    }
}

/// The member `name` of an object or map.
pub(super) fn member<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    value.as_map()?.iter().find(|(key, _)| key.as_str() == Some(name)).map(|(_, value)| value)
}

/// The member `name` of an object, null if it isn't there.
pub(super) fn member_or_null(value: &Value, name: &str) -> Value {
    member(value, name).cloned().unwrap_or(Value::Nil)
}

/// Reads a value from a message; one that was left out is null.
pub(super) fn decode(message: Option<&DynamicValue>) -> Result<Value, Failure> {
    match message {
        Some(message) if !message.msgpack.is_empty() => {
            rmpv::decode::read_value(&mut message.msgpack.as_slice()).map_err(|error| Failure::new(&error))
        }
        _ => Ok(Value::Nil),
    }
}

/// Writes a value into a message.
pub(super) fn encode(value: &Value) -> Result<Option<DynamicValue>, Failure> {
    let mut msgpack = vec![];
    rmpv::encode::write_value(&mut msgpack, value).map_err(|error| Failure::new(&error))?;
    Ok(Some(DynamicValue { msgpack, json: vec![] }))
}
