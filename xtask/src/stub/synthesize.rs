//! Values that a real provider would compute, made up: the same for the same resource, and of a likely form.

use std::cell::RefCell;

use iac_schema::{BlockFacts, Nesting, ObjectType, ValueType};
use rmpv::Value;

use super::identities::{self, Facts};
use super::schema::nested_attributes;
use super::secrets;
use super::values::{is_unknown, member, member_or_null, unknown};

/// What is made up: only what a plan left unknown, or every computed value that is missing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Missing {
    /// Unknown values: those of a planned resource.
    Unknown,
    /// Unknown values and computed ones that are null: those of a data source.
    UnknownOrNull,
}

/// Makes up the values of one resource or data source.
pub(super) struct Synthesizer<'a> {
    type_name: &'a str,
    region: &'a str,
    seed: u64,
    missing: Missing,
    /// What every secret is; without it one looks like any other text.
    secret: Option<&'a str>,
    /// The whole object, for values that are made of others.
    whole: RefCell<Value>,
}

impl<'a> Synthesizer<'a> {
    /// Prepares to make up values; the same `seeds` give the same ones.
    pub(super) fn new(type_name: &'a str, region: &'a str, seeds: &[&[u8]], missing: Missing) -> Self {
        let bytes = seeds.iter().flat_map(|seed| seed.iter()).chain(type_name.as_bytes());
        let seed = bytes.fold(FNV_OFFSET, |hash, byte| fnv(hash, *byte));
        Self { type_name, region, seed, missing, secret: None, whole: RefCell::new(Value::Nil) }
    }

    /// The same with a value for secrets.
    pub(super) fn with(self, secret: Option<&'a str>) -> Self {
        Self { secret, ..self }
    }

    /// Completes a resource or data source.
    pub(super) fn complete(&self, facts: BlockFacts, value: &Value) -> Value {
        // Several times: an id may be made of an ARN, that of a suffix, and that of a name, each made up.
        self.whole.replace(value.clone());
        for _ in 0..4 {
            let completed = self.block(facts, value, "");
            if self.whole.replace(completed.clone()) == completed {
                break;
            }
        }
        self.whole.borrow().clone()
    }

    fn block(&self, facts: BlockFacts, value: &Value, path: &str) -> Value {
        if value.as_map().is_none() {
            return value.clone();
        }
        let attributes = facts.attributes().map(|attribute| {
            let path = format!("{path}{}", attribute.name);
            let known = member_or_null(value, attribute.name);
            let value = self.attribute(attribute.value, attribute.computed, &known, &path);
            (Value::from(attribute.name), value)
        });
        let blocks = facts.blocks().map(|nested| {
            let inside = format!("{path}{}.", nested.name);
            let known = member_or_null(value, nested.name);
            let value = elements(nested.nesting, &known, &inside, |element, path| {
                self.block(nested.body, element, path)
            });
            // A block that is unknown as a whole turns out not to be there.
            (Value::from(nested.name), if is_unknown(&value) { Value::Nil } else { value })
        });
        Value::Map(attributes.chain(blocks).collect())
    }

    fn attribute(&self, facts: ValueType, computed: bool, value: &Value, path: &str) -> Value {
        let fill =
            is_unknown(value) || (self.missing == Missing::UnknownOrNull && computed && value.is_nil());
        match nested_attributes(facts) {
            Some((nesting, members)) if fill => match nesting {
                Nesting::Single => self.members(members, &unknown(), path),
                Nesting::Map => Value::Map(vec![]),
                Nesting::List | Nesting::Set | Nesting::Group => Value::Array(vec![]),
            },
            Some((nesting, members)) => {
                elements(nesting, value, path, |element, path| self.members(members, element, path))
            }
            None if fill => self.value(facts, path),
            None => self.unknown_parts(facts, value, path),
        }
    }

    /// Completes the members of an object; all of them if it is unknown as a whole.
    fn members(&self, members: ObjectType, object: &Value, path: &str) -> Value {
        let completed = members.members().map(|facts| {
            let path = format!("{path}.{}", facts.name);
            let known = if is_unknown(object) { unknown() } else { member_or_null(object, facts.name) };
            (Value::from(facts.name), self.attribute(facts.value, facts.computed, &known, &path))
        });
        Value::Map(completed.collect())
    }

    /// Completes what is unknown inside a known list, map or object.
    fn unknown_parts(&self, facts: ValueType, value: &Value, path: &str) -> Value {
        if is_unknown(value) {
            return self.value(facts, path);
        }
        match (facts, value) {
            (ValueType::List(element) | ValueType::Set(element), Value::Array(values)) => Value::Array(
                values.iter().map(|value| self.unknown_parts(element.get(), value, path)).collect(),
            ),
            (ValueType::Map(element), Value::Map(values)) => Value::Map(
                values
                    .iter()
                    .map(|(key, value)| (key.clone(), self.unknown_parts(element.get(), value, path)))
                    .collect(),
            ),
            (ValueType::Object(object), Value::Map(_)) => {
                self.object(object, path, |name| member(value, name))
            }
            _ => value.clone(),
        }
    }

    fn object<'v>(&self, object: ObjectType, path: &str, known: impl Fn(&str) -> Option<&'v Value>) -> Value {
        let members = object.members().map(|facts| {
            let path = format!("{path}.{}", facts.name);
            let value = match known(facts.name) {
                Some(value) => self.unknown_parts(facts.value, value, &path),
                None => self.value(facts.value, &path),
            };
            (Value::from(facts.name), value)
        });
        Value::Map(members.collect())
    }

    /// Makes up a value for the attribute at `path`.
    fn value(&self, facts: ValueType, path: &str) -> Value {
        match facts {
            ValueType::String => Value::from(self.text(path)),
            ValueType::Number => Value::from(identities::number(path)),
            ValueType::Bool => Value::from(false),
            ValueType::Dynamic => Value::Nil,
            ValueType::Map(_) => Value::Map(vec![]),
            ValueType::Object(object) => self.object(object, path, |_| None),
            ValueType::List(element) | ValueType::Set(element) => {
                let several = self.missing == Missing::UnknownOrNull && element.get() == ValueType::String;
                let count = if several { 3 } else { identities::elements(self.type_name, path) };
                let each = (0..count).map(|index| self.value(element.get(), &indexed(path, index)));
                Value::Array(each.collect())
            }
        }
    }

    fn text(&self, path: &str) -> String {
        let whole = self.whole.borrow();
        let hash = path.bytes().fold(self.seed, fnv);
        let of_whole = |name: &str| {
            member(&whole, name).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
        };
        if let Some(secret) = self.secret
            && secrets::is_one(self.type_name, path, of_whole)
        {
            return secret.to_owned();
        }
        identities::text(&Facts { type_name: self.type_name, region: self.region, path, hash }, of_whole)
    }
}

/// Completes each element of a nested block or object.
fn elements(nesting: Nesting, value: &Value, path: &str, complete: impl Fn(&Value, &str) -> Value) -> Value {
    match (nesting, value) {
        (Nesting::List | Nesting::Set, Value::Array(values)) => {
            let each = values.iter().enumerate();
            Value::Array(each.map(|(index, value)| complete(value, &indexed(path, index))).collect())
        }
        (Nesting::Map, Value::Map(values)) => {
            Value::Map(values.iter().map(|(key, value)| (key.clone(), complete(value, path))).collect())
        }
        (Nesting::Single | Nesting::Group, Value::Map(_)) => complete(value, path),
        _ => value.clone(),
    }
}

/// The path of one element: `subnets#1`, `rule#1.`.
fn indexed(path: &str, index: usize) -> String {
    match path.strip_suffix('.') {
        Some(path) => format!("{path}#{index}."),
        None => format!("{path}#{index}"),
    }
}

const FNV_OFFSET: u64 = 0xcbf2_9ce4_8422_2325;

/// One step of the FNV-1a hash: fixed for ever, as made-up values are compared between runs.
fn fnv(hash: u64, byte: u8) -> u64 {
    (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
}
