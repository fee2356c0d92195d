//! The state before.

use super::field::{Text, null_is_empty};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// A state.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct State<'a> {
    /// Its values; none in an empty state.
    #[serde(borrow)]
    pub values: Option<StateValues<'a>>,
}

/// The values of a state.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StateValues<'a> {
    /// The outputs.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub outputs: BTreeMap<Text<'a>, StateOutput<'a>>,
    /// The objects.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub root_module: StateModule<'a>,
}

/// An output of a state.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StateOutput<'a> {
    /// Whether it is sensitive.
    pub sensitive: bool,
    /// Its value.
    #[serde(borrow)]
    pub value: Option<&'a RawValue>,
}

/// A module of a state.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StateModule<'a> {
    /// The objects in it.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub resources: Vec<StateResource<'a>>,
    /// The modules in it.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub child_modules: Vec<Self>,
}

/// An object of a state.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct StateResource<'a> {
    /// The address, with the modules that hold it.
    #[serde(borrow)]
    pub address: Text<'a>,
    /// What it was made after, without keys.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub depends_on: Vec<Text<'a>>,
    /// `managed` or `data`.
    #[serde(borrow)]
    pub mode: Text<'a>,
    /// Its values.
    #[serde(borrow)]
    pub values: Option<&'a RawValue>,
    /// Which of them are sensitive.
    #[serde(borrow)]
    pub sensitive_values: Option<&'a RawValue>,
}
