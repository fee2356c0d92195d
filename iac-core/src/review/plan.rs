//! The plan as Terraform and OpenTofu write it: tolerant types that borrow the text.
//!
//! Fields that some release doesn't write are optional, unknown ones are passed over, and values stay text until
//! somebody looks at them, since most objects of a plan don't change.

use super::action::Action;
use serde::Deserialize;
use serde::de::{Deserializer, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::value::RawValue;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::ops::Deref;

/// A text that borrows from the plan where nothing is escaped.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Default)]
pub struct Text<'a>(pub Cow<'a, str>);

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

/// Whether a field is there, whatever it holds.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Present(pub bool);

impl<'de> Deserialize<'de> for Present {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        IgnoredAny::deserialize(deserializer).map(|_| Self(true))
    }
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

impl Deref for Text<'_> {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Text<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TextVisitor)
    }
}

/// Takes any scalar as text, and what isn't one as empty: a review doesn't fail for a field of a new shape.
struct TextVisitor;

impl<'de> Visitor<'de> for TextVisitor {
    type Value = Text<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_borrowed_str<E>(self, text: &'de str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Borrowed(text)))
    }

    fn visit_str<E>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(text.to_owned())))
    }

    fn visit_unit<E>(self) -> Result<Self::Value, E> {
        Ok(Text::default())
    }

    fn visit_bool<E>(self, value: bool) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(value.to_string())))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(value.to_string())))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(value.to_string())))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Self::Value, E> {
        Ok(Text(Cow::Owned(value.to_string())))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Self::Value, A::Error> {
        while items.next_element::<IgnoredAny>()?.is_some() {}
        Ok(Text::default())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Self::Value, A::Error> {
        while fields.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
        Ok(Text::default())
    }
}

/// Takes `null`, which Go writes for an empty list, as empty.
fn null_is_empty<'de, D: Deserializer<'de>, T: Deserialize<'de> + Default>(
    deserializer: D,
) -> Result<T, D::Error> {
    Ok(Option::deserialize(deserializer)?.unwrap_or_default())
}
