//! What the stub plans: what Terraform proposes, with unknown values where a real provider would compute them.

use iac_schema::{BlockFacts, Nesting, ObjectType};
use rmpv::Value;

use super::schema::nested_attributes;
use super::values::{has_unknown, member, member_or_null, unknown};

/// A block or nested object as the configuration, Terraform's proposal and the state have it.
#[derive(Clone, Copy)]
pub(super) struct Change<'a> {
    pub(super) config: Option<&'a Value>,
    pub(super) proposed: &'a Value,
    /// Nothing if it is to be created.
    pub(super) prior: Option<&'a Value>,
}

impl<'a> Change<'a> {
    fn of(self, name: &str, proposed: &'a Value) -> Self {
        Self {
            config: self.config.and_then(|config| member(config, name)),
            proposed,
            prior: self.prior.and_then(|prior| member(prior, name)),
        }
    }

    /// Whether the provider has to find a value: nobody gives one and there is none yet.
    fn is_open(self) -> bool {
        let missing = |value: Option<&Value>| value.is_none_or(Value::is_nil);
        missing(self.config) && self.proposed.is_nil() && missing(self.prior)
    }
}

/// Plans a resource of the given facts.
pub(super) fn resource(facts: BlockFacts, change: Change<'_>, default_tags: &Value) -> Value {
    let planned = block(facts, change);
    let planned = with_validation_options(facts, with_all_tags(facts, change, planned, default_tags));
    // What Terraform proposes holds for a resource that nobody changed, down to the bytes.
    if change.prior == Some(&planned) { change.proposed.clone() } else { planned }
}

fn block(facts: BlockFacts, change: Change<'_>) -> Value {
    if change.proposed.as_map().is_none() {
        return change.proposed.clone();
    }
    let attributes = facts.attributes().map(|attribute| {
        let proposed = member_or_null(change.proposed, attribute.name);
        let inner = change.of(attribute.name, &proposed);
        let planned = if attribute.write_only {
            Value::Nil
        } else if attribute.computed && inner.is_open() {
            unknown()
        } else if let Some((nesting, members)) = nested_attributes(attribute.value) {
            elements(nesting, inner, |inner| object(members, inner))
        } else {
            proposed.clone()
        };
        (Value::from(attribute.name), planned)
    });
    let blocks = facts.blocks().map(|nested| {
        let proposed = member_or_null(change.proposed, nested.name);
        let planned =
            elements(nested.nesting, change.of(nested.name, &proposed), |inner| block(nested.body, inner));
        (Value::from(nested.name), planned)
    });
    Value::Map(attributes.chain(blocks).collect())
}

fn object(members: ObjectType, change: Change<'_>) -> Value {
    if change.proposed.as_map().is_none() {
        return change.proposed.clone();
    }
    let planned = members.members().map(|facts| {
        let proposed = member_or_null(change.proposed, facts.name);
        let open = facts.computed && change.of(facts.name, &proposed).is_open();
        (Value::from(facts.name), if open { unknown() } else { proposed })
    });
    Value::Map(planned.collect())
}

/// Plans each element of a nested block or object by itself.
fn elements(nesting: Nesting, change: Change<'_>, plan: impl Fn(Change<'_>) -> Value) -> Value {
    let at = |value: Option<&'_ Value>, index: usize| value?.as_array()?.get(index).cloned();
    match (nesting, change.proposed) {
        (Nesting::Single | Nesting::Group, Value::Map(_)) => plan(change),
        (Nesting::List, Value::Array(proposed)) => {
            let planned = proposed.iter().enumerate().map(|(index, proposed)| {
                let (config, prior) = (at(change.config, index), at(change.prior, index));
                plan(Change { config: config.as_ref(), proposed, prior: prior.as_ref() })
            });
            Value::Array(planned.collect())
        }
        // Elements of a set have no identity: one is found in the state by all that is known of it.
        (Nesting::Set, Value::Array(proposed)) => {
            let mut left: Vec<_> = change.prior.and_then(Value::as_array).into_iter().flatten().collect();
            let planned = proposed.iter().map(|proposed| {
                let planned = plan(Change { config: Some(proposed), proposed, prior: None });
                match left.iter().position(|prior| agree(&planned, prior)) {
                    Some(position) => left.swap_remove(position).clone(),
                    None => planned,
                }
            });
            Value::Array(planned.collect())
        }
        (Nesting::Map, Value::Map(proposed)) => Value::Map(
            proposed
                .iter()
                .map(|(key, proposed)| {
                    (key.clone(), plan(change.of(key.as_str().unwrap_or_default(), proposed)))
                })
                .collect(),
        ),
        (_, proposed) => proposed.clone(),
    }
}

/// Whether a planned value could turn out to be the one in the state.
fn agree(planned: &Value, prior: &Value) -> bool {
    match (planned, prior) {
        (Value::Ext(..), _) => true,
        (Value::Array(planned), Value::Array(prior)) => {
            planned.len() == prior.len()
                && planned.iter().zip(prior).all(|(planned, prior)| agree(planned, prior))
        }
        (Value::Map(planned), Value::Map(members)) => {
            planned.len() == members.len()
                && planned.iter().all(|(key, planned)| {
                    member(prior, key.as_str().unwrap_or_default()).is_some_and(|prior| agree(planned, prior))
                })
        }
        _ => planned == prior,
    }
}

/// Plans `tags_all` as the AWS provider does: the tags of the resource over those of the provider.
fn with_all_tags(facts: BlockFacts, change: Change<'_>, planned: Value, default_tags: &Value) -> Value {
    let computed = facts.attribute("tags_all").is_some_and(|attribute| attribute.computed);
    let chosen = change.config.and_then(|config| member(config, "tags_all")).is_some_and(|all| !all.is_nil());
    if !computed || chosen {
        return planned;
    }
    let tags = member_or_null(&planned, "tags");
    let all = if has_unknown(&tags) || has_unknown(default_tags) {
        unknown()
    } else {
        let own = tags.as_map().into_iter().flatten().cloned();
        let inherited = default_tags
            .as_map()
            .into_iter()
            .flatten()
            .filter(|(key, _)| key.as_str().is_none_or(|key| member(&tags, key).is_none()))
            .cloned();
        let mut all: Vec<_> = own.chain(inherited).collect();
        all.sort_by(|(left, _), (right, _)| left.as_str().cmp(&right.as_str()));
        Value::Map(all)
    };
    replace(planned, "tags_all", all)
}

/// Plans one validation option for each name of a certificate.
///
/// The AWS provider knows the names when it plans, and configurations rely on it: they make a record `for_each`.
fn with_validation_options(facts: BlockFacts, planned: Value) -> Value {
    const OPTIONS: &str = "domain_validation_options";
    let open = member(&planned, OPTIONS).is_some_and(super::values::is_unknown);
    let domain = member_or_null(&planned, "domain_name");
    if facts.attribute(OPTIONS).is_none() || !open || domain.as_str().is_none() {
        return planned;
    }
    let alternatives = member_or_null(&planned, "subject_alternative_names");
    let alternatives = alternatives.as_array().into_iter().flatten();
    let mut names: Vec<Value> = alternatives.filter(|name| name.is_str()).cloned().collect();
    if !names.contains(&domain) {
        names.insert(0, domain);
    }
    let option = |name: Value| {
        let unknowns = ["resource_record_name", "resource_record_type", "resource_record_value"];
        let unknowns = unknowns.into_iter().map(|name| (Value::from(name), unknown()));
        Value::Map(std::iter::once((Value::from("domain_name"), name)).chain(unknowns).collect())
    };
    replace(planned, OPTIONS, Value::Array(names.into_iter().map(option).collect()))
}

fn replace(object: Value, name: &str, value: Value) -> Value {
    let Value::Map(mut members) = object else { return object };
    if let Some((_, member)) = members.iter_mut().find(|(key, _)| key.as_str() == Some(name)) {
        *member = value;
    }
    Value::Map(members)
}
