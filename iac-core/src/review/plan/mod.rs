//! The plan as Terraform and OpenTofu write it: tolerant types that borrow the text.
//!
//! Fields that some release doesn't write are optional, unknown ones are passed over, and values stay text until
//! somebody looks at them, since most objects of a plan don't change.

mod configuration;
mod field;
mod state;

use super::action::Action;
use serde::Deserialize;
use serde_json::value::RawValue;
use std::collections::BTreeMap;

pub use configuration::{
    Configuration, ConfigurationModule, ConfigurationOutput, ConfigurationResource, ConfigurationVariable,
    ModuleCall, ProviderConfiguration, Provisioner,
};
use field::null_is_empty;
pub use field::{Present, Text};
pub use state::{State, StateModule, StateOutput, StateResource, StateValues};

/// A plan.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Plan<'a> {
    /// Version of the format, such as `1.2`: it says what may be missing, never what is there.
    #[serde(borrow)]
    pub format_version: Option<Text<'a>>,
    /// Version of the program that planned; OpenTofu writes its own here.
    #[serde(borrow)]
    pub terraform_version: Option<Text<'a>>,
    /// When it was planned.
    #[serde(borrow)]
    pub timestamp: Option<Text<'a>>,
    /// Whether planning failed half-way.
    pub errored: Option<bool>,
    /// Whether nothing is left to plan after applying it.
    pub complete: Option<bool>,
    /// Whether it can be applied.
    pub applyable: Option<bool>,
    /// The values of the root's variables.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub variables: BTreeMap<Text<'a>, Variable<'a>>,
    /// What is done to each object.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub resource_changes: Vec<Row<'a>>,
    /// What was changed outside of Terraform.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub resource_drift: Vec<Row<'a>>,
    /// What can't be planned before this plan is applied.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub deferred_changes: Vec<Deferred<'a>>,
    /// What happens to the root's outputs.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub output_changes: BTreeMap<Text<'a>, Body<'a>>,
    /// Attributes that were changed outside of Terraform and matter to this plan.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub relevant_attributes: Vec<Relevant<'a>>,
    /// Results of conditions.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub checks: Vec<Check<'a>>,
    /// Provider actions that applying runs.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub action_invocations: Vec<Invocation<'a>>,
    /// Provider actions that can't be planned yet.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub deferred_action_invocations: Vec<&'a RawValue>,
    /// The state before.
    #[serde(borrow)]
    pub prior_state: Option<State<'a>>,
    /// The configuration.
    #[serde(borrow)]
    pub configuration: Option<Configuration<'a>>,
    /// Whether planned values are there, which every plan has and no state.
    pub planned_values: Present,
    /// Whether values are there, which a state has and no plan.
    pub values: Present,
    /// Whether a lineage is there, which a state file has.
    pub lineage: Present,
}

/// What is done to one object; the key is the address with the deposed key.
#[derive(Debug, Deserialize)]
pub struct Row<'a> {
    /// The address: opaque, it may hold quotes, dots, slashes and spaces.
    #[serde(borrow)]
    pub address: Text<'a>,
    /// The address before a move.
    #[serde(borrow, default)]
    pub previous_address: Option<Text<'a>>,
    /// The module that holds it; none for the root.
    #[serde(borrow, default)]
    pub module_address: Option<Text<'a>>,
    /// `managed`, `data` or `ephemeral`.
    #[serde(borrow, default)]
    pub mode: Option<Text<'a>>,
    /// The type, such as `aws_instance`.
    #[serde(borrow, default, rename = "type")]
    pub kind: Text<'a>,
    /// The name in the configuration.
    #[serde(borrow, default)]
    pub name: Text<'a>,
    /// The key under `count` or `for_each`: a number or a text.
    #[serde(borrow, default)]
    pub index: Option<&'a RawValue>,
    /// The provider: a full address, or a short name before Terraform 0.13.
    #[serde(borrow, default)]
    pub provider_name: Option<Text<'a>>,
    /// The key of an object that an earlier replacement left over.
    #[serde(borrow, default)]
    pub deposed: Option<Text<'a>>,
    /// The change.
    #[serde(borrow)]
    pub change: Body<'a>,
    /// Why it is replaced, deleted, read or forgotten.
    #[serde(borrow, default)]
    pub action_reason: Option<Text<'a>>,
}

/// The change of an object or output.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Body<'a> {
    /// The words for what is done.
    #[serde(borrow, deserialize_with = "null_is_empty")]
    pub actions: Vec<Text<'a>>,
    /// The value before.
    #[serde(borrow)]
    pub before: Option<&'a RawValue>,
    /// The value after, without what isn't known yet.
    #[serde(borrow)]
    pub after: Option<&'a RawValue>,
    /// Which parts of `after` aren't known yet.
    #[serde(borrow)]
    pub after_unknown: Option<&'a RawValue>,
    /// Which parts of `before` are sensitive.
    #[serde(borrow)]
    pub before_sensitive: Option<&'a RawValue>,
    /// Which parts of `after` are sensitive.
    #[serde(borrow)]
    pub after_sensitive: Option<&'a RawValue>,
    /// Paths that force a replacement.
    #[serde(borrow)]
    pub replace_paths: Option<&'a RawValue>,
    /// Where the object is imported from.
    #[serde(borrow)]
    pub importing: Option<&'a RawValue>,
}

impl Body<'_> {
    /// What is done.
    pub fn action(&self) -> Action {
        Action::from_words(self.actions.iter().map(|word| &**word))
    }
}

/// A change that has to wait.
#[derive(Debug, Deserialize)]
pub struct Deferred<'a> {
    /// Why it has to wait.
    #[serde(borrow, default)]
    pub reason: Option<Text<'a>>,
    /// The change, as far as it is known.
    #[serde(borrow, default)]
    pub resource_change: Option<Row<'a>>,
}

/// The value of a variable; whether it is sensitive stands in the configuration.
#[derive(Debug, Deserialize)]
pub struct Variable<'a> {
    /// The value.
    #[serde(borrow, default)]
    pub value: Option<&'a RawValue>,
}

/// An attribute that was changed outside of Terraform and matters.
#[derive(Debug, Deserialize)]
pub struct Relevant<'a> {
    /// The address of the object.
    #[serde(borrow, default)]
    pub resource: Text<'a>,
    /// The path, as an array of steps.
    #[serde(borrow, default)]
    pub attribute: Option<&'a RawValue>,
}

/// The result of a condition.
#[derive(Debug, Deserialize)]
pub struct Check<'a> {
    /// What is checked.
    #[serde(borrow, default)]
    pub address: CheckAddress<'a>,
    /// `pass`, `fail`, `error` or `unknown`.
    #[serde(borrow, default)]
    pub status: Text<'a>,
    /// The result for each instance.
    #[serde(borrow, default, deserialize_with = "null_is_empty")]
    pub instances: Vec<CheckInstance<'a>>,
}

/// What is checked.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct CheckAddress<'a> {
    /// `resource`, `output_value`, `check` or `var`.
    #[serde(borrow)]
    pub kind: Text<'a>,
    /// The address for people.
    #[serde(borrow)]
    pub to_display: Text<'a>,
}

/// The result of a condition for one instance.
#[derive(Debug, Deserialize)]
pub struct CheckInstance<'a> {
    /// Which one.
    #[serde(borrow, default)]
    pub address: CheckAddress<'a>,
    /// The result.
    #[serde(borrow, default)]
    pub status: Text<'a>,
    /// What doesn't hold.
    #[serde(borrow, default, deserialize_with = "null_is_empty")]
    pub problems: Vec<Problem<'a>>,
}

/// A condition that doesn't hold.
#[derive(Debug, Deserialize)]
pub struct Problem<'a> {
    /// The author's words for it.
    #[serde(borrow, default)]
    pub message: Text<'a>,
}

/// A provider action that applying runs.
#[derive(Debug, Deserialize)]
pub struct Invocation<'a> {
    /// The address of the action.
    #[serde(borrow, default)]
    pub address: Text<'a>,
    /// The type of the action.
    #[serde(borrow, default, rename = "type")]
    pub kind: Text<'a>,
}
