//! The resources of a plan or of a state.

use crate::plan::PlanError;
use serde_json::Value as Json;
use std::collections::BTreeMap;

/// A resource that Terraform manages, as it is planned or stands in the state.
#[derive(Debug, Clone, Copy)]
pub(super) struct Resource<'a> {
    pub(super) address: &'a str,
    /// The address of the module that it is in.
    pub(super) module: &'a str,
    pub(super) kind: &'a str,
    /// Its key, if it is one of several by name.
    pub(super) key: Option<&'a str>,
    values: &'a Json,
}

/// How many resources there are of each type.
///
/// # Errors
///
/// [`PlanError::NoPlan`] if `plan` is something else.
pub fn types(plan: &Json) -> Result<BTreeMap<String, usize>, PlanError> {
    let mut types = BTreeMap::new();
    for resource in read(plan)? {
        *types.entry(resource.kind.to_owned()).or_default() += 1;
    }
    Ok(types)
}

/// A resource that Terraform manages, with all that is known of it.
#[derive(Debug, Clone, Copy)]
pub struct Planned<'a> {
    /// Its address, with the keys of instances.
    pub address: &'a str,
    /// Its type.
    pub kind: &'a str,
    /// The values of its arguments; blocks are lists of objects.
    pub values: &'a Json,
}

/// Every resource of a plan or state.
///
/// # Errors
///
/// [`PlanError::NoPlan`] if `plan` is something else.
pub fn planned(plan: &Json) -> Result<Vec<Planned<'_>>, PlanError> {
    let all = read(plan)?.into_iter();
    Ok(all.map(|Resource { address, kind, values, .. }| Planned { address, kind, values }).collect())
}

/// The resources of all modules.
pub(super) fn read(plan: &Json) -> Result<Vec<Resource<'_>>, PlanError> {
    let values = plan.get("planned_values").or_else(|| plan.get("values")).ok_or(PlanError::NoPlan)?;
    let mut found = Vec::new();
    // An empty state has no root module.
    if let Some(root) = values.get("root_module") {
        collect(root, &mut found);
    }
    Ok(found)
}

fn collect<'a>(module: &'a Json, found: &mut Vec<Resource<'a>>) {
    let text = |of: &'a Json, name: &str| of.get(name).and_then(Json::as_str);
    let list = |name: &str| module.get(name).and_then(Json::as_array).into_iter().flatten();
    for resource in list("resources").filter(|resource| text(resource, "mode") == Some("managed")) {
        let (Some(address), Some(kind)) = (text(resource, "address"), text(resource, "type")) else {
            continue;
        };
        // Terraform leaves the values out where it knows none of them before an apply.
        let values = resource.get("values").unwrap_or(&Json::Null);
        let module = text(module, "address").unwrap_or_default();
        found.push(Resource { address, module, kind, key: text(resource, "index"), values });
    }
    for child in list("child_modules") {
        collect(child, found);
    }
}

impl<'a> Resource<'a> {
    /// The value at `path`, in which a number is the place in a list; nothing, if it is null or known only after apply.
    pub(super) fn at(self, path: &str) -> Option<&'a Json> {
        let found = path.split('.').try_fold(self.values, |value, key| match value {
            Json::Array(items) => key.parse::<usize>().ok().and_then(|index| items.get(index)),
            value => value.get(key),
        });
        found.filter(|value| !value.is_null())
    }

    pub(super) fn text(self, path: &str) -> Option<&'a str> {
        self.at(path)?.as_str()
    }

    /// The whole number at `path`; some arguments want it as text.
    pub(super) fn number<T: TryFrom<u64>>(self, path: &str) -> Option<T> {
        let number = match self.at(path)? {
            Json::String(text) => text.parse().ok(),
            value => value.as_u64(),
        };
        T::try_from(number?).ok()
    }

    pub(super) fn missing(self, argument: &str) -> PlanError {
        PlanError::Argument { address: self.address.to_owned(), argument: argument.to_owned() }
    }

    /// The number that has to be at `path`.
    pub(super) fn need<T: TryFrom<u64>>(self, path: &str) -> Result<T, PlanError> {
        self.number(path).ok_or_else(|| self.missing(path))
    }
}
