//! The configuration that a plan was made from, as far as a review needs it.

use super::field::{Text, null_is_empty};
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

/// The configuration, as far as a review needs it.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Configuration<'a> {
    /// The providers, by the module and name that the configuration uses.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub provider_config: BTreeMap<Text<'a>, ProviderConfiguration<'a>>,
    /// The root.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub root_module: ConfigurationModule<'a>,
}

/// A provider of the configuration.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ProviderConfiguration<'a> {
    /// Its short name, such as `aws`.
    #[serde(borrow)]
    pub name: Text<'a>,
    /// Its full address.
    #[serde(borrow)]
    pub full_name: Option<Text<'a>>,
    /// Its arguments: `{"region": {"constant_value": "eu-west-1"}}`.
    #[serde(borrow)]
    pub expressions: Option<&'a RawValue>,
}

/// A module of the configuration.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfigurationModule<'a> {
    /// Its variables.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub variables: BTreeMap<Text<'a>, ConfigurationVariable<'a>>,
    /// Its outputs.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub outputs: BTreeMap<Text<'a>, ConfigurationOutput<'a>>,
    /// Its resources.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub resources: Vec<ConfigurationResource<'a>>,
    /// The modules that it calls.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub module_calls: BTreeMap<Text<'a>, ModuleCall<'a>>,
}

/// A variable of the configuration.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfigurationVariable<'a> {
    /// Its default.
    #[serde(borrow)]
    pub default: Option<&'a RawValue>,
    /// Whether it is sensitive.
    pub sensitive: bool,
}

/// An output of the configuration.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfigurationOutput<'a> {
    /// Whether it is sensitive.
    pub sensitive: bool,
    /// Its value, with the references in it.
    #[serde(borrow)]
    pub expression: Option<&'a RawValue>,
}

/// A resource of the configuration.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ConfigurationResource<'a> {
    /// Its address within its module.
    #[serde(borrow)]
    pub address: Text<'a>,
    /// Its arguments as expressions, with the references in them.
    #[serde(borrow)]
    pub expressions: Option<&'a RawValue>,
    /// How many there are, with the references in it.
    #[serde(borrow)]
    pub count_expression: Option<&'a RawValue>,
    /// For what there is one each, with the references in it.
    #[serde(borrow)]
    pub for_each_expression: Option<&'a RawValue>,
    /// What it has to come after, as references.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub depends_on: Vec<Text<'a>>,
    /// Commands that run when it is created or destroyed.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub provisioners: Vec<Provisioner<'a>>,
}

/// A command that runs when a resource is created or destroyed.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Provisioner<'a> {
    /// `local-exec`, `remote-exec` or `file`.
    #[serde(borrow, rename = "type")]
    pub kind: Text<'a>,
}

/// A call of a module.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct ModuleCall<'a> {
    /// Its arguments as expressions, with the references in them.
    #[serde(borrow)]
    pub expressions: Option<&'a RawValue>,
    /// Where the module comes from.
    #[serde(borrow)]
    pub source: Text<'a>,
    /// The module.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub module: ConfigurationModule<'a>,
}
