//! The JSON of `terraform show -json PLAN`, as far as rules look at it.

use crate::judge::finding::Weakness;
use crate::judge::not_judged::NotJudged;
use crate::judge::references::{self, Scopes};
use crate::judge::value::Value;
use crate::review::{self, NotAPlan};
use serde_json::Value as Json;
use std::cell::RefCell;
use std::collections::BTreeSet;

/// The planned resources of all modules.
#[derive(Debug)]
pub(super) struct Plan {
    pub(super) resources: Vec<Resource>,
    pub(super) complete: bool,
    scopes: Scopes,
}

/// A resource as it will be.
#[derive(Debug)]
pub(super) struct Resource {
    /// With modules and keys: `module.shop.aws_lb_target_group.this["blue"]`.
    pub(super) address: String,
    /// The provider's type: `aws_lb_target_group`.
    pub(super) kind: String,
    /// The address of its module with keys; empty at the root.
    instance: String,
    /// The same without keys.
    module: String,
    /// The address within its module without keys.
    name: String,
    values: Value,
}

impl Plan {
    pub(super) fn read(text: &str) -> Result<Self, NotJudged> {
        let read = review::parse(text)?;
        if read.errored == Some(true) {
            return Err(NotJudged::Errored);
        }
        let json: Json = serde_json::from_str(review::unwrap(text)).map_err(|_| NotAPlan::TooDeep)?;
        // A plan without any resource has no list of changes, but it has planned values.
        let changes = match json.get("resource_changes").and_then(Json::as_array) {
            Some(changes) => changes.as_slice(),
            None if json.get("resource_drift").is_some() => return Err(NotJudged::Refresh),
            None => &[],
        };
        Ok(Self {
            resources: changes.iter().filter_map(Resource::read).collect(),
            complete: json.get("complete").and_then(Json::as_bool).unwrap_or(true),
            scopes: Scopes::of(&json),
        })
    }

    /// The resources of a type.
    pub(super) fn of_type(&self, kind: &'static str) -> impl Iterator<Item = &Resource> {
        self.resources.iter().filter(move |resource| resource.kind == kind)
    }

    /// Whether `path` of `from` refers to `to`, as far as expressions tell; keys are not told apart.
    pub(super) fn refers(&self, from: &Resource, path: &str, to: &Resource) -> bool {
        self.referred(from, path).contains(&format!("{}.{}", to.module, to.name))
    }

    /// Whether two arguments refer to the same resource.
    pub(super) fn share(&self, one: (&Resource, &str), other: (&Resource, &str)) -> bool {
        let (one, other) = (self.referred(one.0, one.1), self.referred(other.0, other.1));
        one.iter().any(|address| other.contains(address))
    }

    /// The addresses, without keys, of what an argument refers to through variables and outputs.
    fn referred(&self, from: &Resource, path: &str) -> Vec<String> {
        self.scopes.referred(&from.module, &from.name, path)
    }

    /// Whether an argument refers to a resource of a type.
    pub(super) fn refers_to_type(&self, from: &Resource, path: &str, kind: &str) -> bool {
        let prefix = format!("{kind}.");
        let is = |address: &String| references::in_module(address).starts_with(&prefix);
        self.referred(from, path).iter().any(is)
    }

    /// Whether an argument is given a value; one that the provider would choose itself is not.
    pub(super) fn is_given(&self, resource: &Resource, path: &str) -> bool {
        match resource.at(path) {
            Value::Unknown => self.scopes.mentions(&resource.module, &resource.name, path),
            value => value.is_set(),
        }
    }

    /// The region that a resource is asked for in, if it isn't the root's own.
    pub(super) fn is_elsewhere(&self, resource: &Resource) -> bool {
        resource.at("region").text().is_some()
            || self.scopes.has_aliased_provider(&resource.module, &resource.name)
    }
}

impl Resource {
    fn read(change: &Json) -> Option<Self> {
        let text = |name: &str| change.get(name).and_then(Json::as_str);
        let after = change.get("change")?.get("after").filter(|after| after.is_object())?;
        if text("mode") != Some("managed") {
            return None;
        }
        let unknown = change.get("change")?.get("after_unknown");
        let (kind, address) = (text("type")?.to_owned(), text("address")?.to_owned());
        let name = format!("{kind}.{}", text("name")?);
        let instance = text("module_address").unwrap_or_default().to_owned();
        let module = references::without_keys(&instance);
        Some(Self { address, kind, instance, module, name, values: Value::of(Some(after), unknown) })
    }

    /// What is planned at `path`; of a list on the way, its first element.
    pub(super) fn at(&self, path: &str) -> &Value {
        debug_assert!(is_known(&self.kind, path), "no provider has `{path}` in `{}`", self.kind);
        self.values.at(path)
    }

    /// Everything that is planned at `path`; a list on the way stands for each of its elements.
    pub(super) fn all(&self, path: &str) -> Vec<&Value> {
        debug_assert!(is_known(&self.kind, path), "no provider has `{path}` in `{}`", self.kind);
        self.values.all(path)
    }

    /// A weakness of this resource.
    pub(super) fn weak(
        &self,
        property: &str,
        problem: impl Into<String>,
        help: impl Into<String>,
    ) -> Weakness {
        Weakness::new(self.address.clone(), property, problem, help)
    }

    /// A weakness, if `property` is known not to hold.
    pub(super) fn unless(
        &self,
        property: &str,
        holds: impl FnOnce(&Value) -> bool,
        problem: &str,
        help: &str,
    ) -> Option<Weakness> {
        let value = self.at(property);
        value.fails(holds).then(|| self.weak(property, format!("{problem} ({value})"), help))
    }

    /// The key of the instance; empty for a resource that has only one.
    pub(super) fn key(&self) -> &str {
        let own = self.address.rfind(&self.name).map_or(0, |at| at + self.name.len());
        self.address[own..].trim_matches(['[', ']', '"'])
    }

    /// The address of the module that it is in, with keys.
    pub(super) fn module_address(&self) -> &str {
        &self.instance
    }
}

/// Whether the provider has such an argument: a misspelt one would never break a rule.
///
/// Only debug builds ask, and each only once: looking facts up takes longer than the rules do.
fn is_known(kind: &str, path: &str) -> bool {
    thread_local! {
        static KNOWN: RefCell<BTreeSet<String>> = const { RefCell::new(BTreeSet::new()) };
    }
    let argument = format!("{kind}.{path}");
    KNOWN.with_borrow_mut(|known| {
        known.contains(&argument) || (has_argument(kind, path) && known.insert(argument))
    })
}

fn has_argument(kind: &str, path: &str) -> bool {
    use iac_schema::{Kind, Version, lookup};
    let Some(mut facts) = lookup(Version::AWS_6_66_0, Kind::Resource, kind) else { return false };
    for name in path.split('.') {
        if facts.is_opaque() || facts.attribute(name).is_some() {
            // What is below an attribute is its own affair: keys of a map, members of an object.
            return true;
        }
        match facts.block(name) {
            Some(nested) => facts = nested.body,
            None => return name == "timeouts",
        }
    }
    true
}
