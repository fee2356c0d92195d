//! A value that can be switched off.

use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{self, IntoDeserializer, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A value, or the word `none`: a preset gives the one, a spec can say the other.
///
/// ```
/// use iac_core::aws::BackupDays;
/// use iac_core::environment::OrNone;
///
/// let kept: OrNone<BackupDays> = serde_json::from_str("365")?;
/// assert!(kept.get().is_some());
/// let off: OrNone<BackupDays> = serde_json::from_str("\"none\"")?;
/// assert_eq!(off, OrNone::NONE);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OrNone<T>(Option<T>);

impl<T> OrNone<T> {
    /// Switched off.
    pub const NONE: Self = Self(None);

    /// The value, unless it is switched off.
    pub fn get(self) -> Option<T> {
        self.0
    }

    /// The value by reference, unless it is switched off.
    pub fn as_ref(&self) -> Option<&T> {
        self.0.as_ref()
    }
}

impl<T> From<T> for OrNone<T> {
    fn from(value: T) -> Self {
        Self(Some(value))
    }
}

/// The word.
const NONE: &str = "none";

impl<T: Serialize> Serialize for OrNone<T> {
    fn serialize<S: Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            Some(value) => value.serialize(out),
            None => out.serialize_str(NONE),
        }
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for OrNone<T> {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        from.deserialize_any(Either(PhantomData))
    }
}

struct Either<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for Either<T> {
    type Value = OrNone<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value, or `none`")
    }

    fn visit_i64<E: de::Error>(self, number: i64) -> Result<Self::Value, E> {
        T::deserialize(number.into_deserializer()).map(OrNone::from)
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<Self::Value, E> {
        T::deserialize(number.into_deserializer()).map(OrNone::from)
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Self::Value, E> {
        if text == NONE {
            return Ok(OrNone::NONE);
        }
        T::deserialize(text.into_deserializer()).map(OrNone::from)
    }
}

impl<T: JsonSchema> JsonSchema for OrNone<T> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        format!("{}OrNone", T::schema_name()).into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        json_schema!({ "anyOf": [generator.subschema_for::<T>(), { "type": "string", "const": NONE }] })
    }
}
