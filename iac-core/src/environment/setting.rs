//! Every setting by its path, with the text that stands on its field.

use crate::environment::Environment;
use serde_json::Value;

/// A setting: a leaf of the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// The path, such as `database.backup_retention`; `*` stands for a name that users choose.
    pub path: String,
    /// What it is, from the documentation of its field.
    pub description: String,
}

/// Every setting of an environment, in the order of the fields.
pub fn settings() -> Vec<Setting> {
    let schema = serde_json::to_value(schemars::schema_for!(Environment)).expect("schemas are JSON");
    let mut found = Vec::new();
    collect(&schema, &schema, "", &mut found);
    found
}

fn collect(root: &Value, schema: &Value, path: &str, found: &mut Vec<Setting>) {
    let object = resolve(root, schema);
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    let Some(properties) = object.get("properties").and_then(Value::as_object) else {
        if let Some(alternatives) = object.get("oneOf").and_then(Value::as_array) {
            alternatives.iter().for_each(|alternative| collect(root, alternative, path, found));
        } else if let Some(values) = object.get("additionalProperties").filter(|values| values.is_object()) {
            collect(root, values, &below("*"), found);
        }
        return;
    };
    for (name, property) in properties {
        let here = below(name);
        let description = property.get("description").and_then(Value::as_str).unwrap_or_default();
        let before = found.len();
        collect(root, property, &here, found);
        if found.len() == before {
            found.push(Setting { path: here, description: description.replace('\n', " ") });
        }
    }
}

/// Follows `$ref` and the one alternative that isn't `null`.
fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return reference.strip_prefix('#').and_then(|pointer| root.pointer(pointer)).map_or(schema, |to| resolve(root, to));
    }
    let alternatives = schema.get("anyOf").and_then(Value::as_array);
    let not_null = alternatives.and_then(|all| all.iter().find(|one| one.get("type").is_none_or(|t| t != "null")));
    not_null.map_or(schema, |one| resolve(root, one))
}
