//! Which values of a plan are secret.

use super::Secrets;
use super::names::{may_name_a_secret, names_a_secret, refers};
use crate::review::plan::{Body, ConfigurationModule, Plan, StateModule};
use crate::review::value::Value;
use serde_json::value::RawValue;

/// Takes the secrets of `plan` in.
pub(super) fn from_plan(plan: &Plan<'_>, secrets: &mut Secrets) {
    let deferred = plan.deferred_changes.iter().filter_map(|deferred| deferred.resource_change.as_ref());
    for row in plan.resource_changes.iter().chain(&plan.resource_drift).chain(deferred) {
        from_body(&row.change, secrets);
        // What isn't shown is searched for marks only: most rows of a plan are of this kind.
        if row.change.actions.iter().all(|word| &**word != "no-op") {
            for raw in [row.change.before, row.change.after].into_iter().flatten() {
                by_name(raw, secrets);
            }
        }
    }
    let root = plan.configuration.as_ref().map(|configuration| &configuration.root_module);
    for (name, body) in &plan.output_changes {
        from_body(body, secrets);
        let sensitive = root.and_then(|root| root.outputs.get(name)).is_some_and(|output| output.sensitive);
        for raw in
            [body.before, body.after].into_iter().flatten().filter(|_| sensitive || names_a_secret(name))
        {
            whole(raw, secrets);
        }
    }
    for (name, variable) in &plan.variables {
        let sensitive =
            root.and_then(|root| root.variables.get(name)).is_some_and(|variable| variable.sensitive);
        if let Some(raw) = variable.value.filter(|_| sensitive || names_a_secret(name)) {
            whole(raw, secrets);
        }
    }
    if let Some(root) = root {
        from_configuration(root, secrets);
    }
    if let Some(values) = plan.prior_state.as_ref().and_then(|state| state.values.as_ref()) {
        for output in values.outputs.values().filter(|output| output.sensitive) {
            if let Some(raw) = output.value {
                whole(raw, secrets);
            }
        }
        from_state(&values.root_module, secrets);
    }
}

fn from_body(body: &Body<'_>, secrets: &mut Secrets) {
    marked(body.before, body.before_sensitive, secrets);
    marked(body.after, body.after_sensitive, secrets);
}

fn from_state(module: &StateModule<'_>, secrets: &mut Secrets) {
    for resource in &module.resources {
        marked(resource.values, resource.sensitive_values, secrets);
    }
    for child in &module.child_modules {
        from_state(child, secrets);
    }
}

fn from_configuration(module: &ConfigurationModule<'_>, secrets: &mut Secrets) {
    for (name, variable) in &module.variables {
        if let Some(raw) = variable.default.filter(|_| variable.sensitive || names_a_secret(name)) {
            whole(raw, secrets);
        }
    }
    for call in module.module_calls.values() {
        from_configuration(&call.module, secrets);
    }
}

/// Takes in the parts of `value` that `marks` marks.
fn marked(value: Option<&RawValue>, marks: Option<&RawValue>, secrets: &mut Secrets) {
    // Marks without a `true` mark nothing; to look is cheaper than to read.
    let (Some(value), Some(marks)) = (value, marks.filter(|marks| marks.get().contains("true"))) else {
        return;
    };
    if let (Ok(value), Ok(marks)) = (Value::read(value), Value::read(marks)) {
        marked_parts(&value, &marks, secrets);
    }
}

fn marked_parts(value: &Value<'_>, marks: &Value<'_>, secrets: &mut Secrets) {
    match (value, marks) {
        (value, Value::Bool(true)) => secrets.add_all(value),
        (Value::List(items), Value::List(marks)) => {
            for (item, marks) in items.iter().zip(marks) {
                marked_parts(item, marks, secrets);
            }
        }
        (Value::Object(fields), Value::Object(_)) => {
            for (key, value) in fields {
                if let Some(marks) = marks.field(key) {
                    marked_parts(value, marks, secrets);
                }
            }
        }
        _ => {}
    }
}

fn whole(raw: &RawValue, secrets: &mut Secrets) {
    if let Ok(value) = Value::read(raw) {
        secrets.add_all(&value);
    }
}

/// Takes in what stands under the name of a secret.
fn by_name(raw: &RawValue, secrets: &mut Secrets) {
    if may_name_a_secret(raw.get())
        && let Ok(value) = Value::read(raw)
    {
        named(&value, secrets);
    }
}

fn named(value: &Value<'_>, secrets: &mut Secrets) {
    match value {
        Value::List(items) => items.iter().for_each(|item| named(item, secrets)),
        Value::Object(fields) => {
            if let Some(value) = named_pair(value) {
                secrets.add_all(value);
            }
            for (key, value) in fields {
                match value {
                    Value::Text(text) if names_a_secret(key) => {
                        if !refers(text) {
                            secrets.add(text);
                        }
                    }
                    Value::Text(text) => {
                        if let Some(embedded) = Value::embedded(text) {
                            named(&embedded, secrets);
                        }
                    }
                    value => named(value, secrets),
                }
            }
        }
        _ => {}
    }
}

/// Whether an object names a secret and holds it as its `value`.
pub(in crate::review) fn is_secret_pair(object: &Value<'_>) -> bool {
    named_pair(object).is_some()
}

/// The value of an object such as `{name = "DB_PASSWORD", value = "…"}`, which containers and parameters use.
fn named_pair<'v, 'a>(object: &'v Value<'a>) -> Option<&'v Value<'a>> {
    let named = ["name", "key"].iter().find_map(|field| object.field(field)).and_then(Value::as_str)?;
    let value = object.field("value")?;
    (names_a_secret(named) && value.as_str().is_some_and(|text| !refers(text))).then_some(value)
}
