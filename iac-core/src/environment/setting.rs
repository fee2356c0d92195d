//! Every setting by its path, with the text that stands on its field.

use crate::environment::Environment;
use serde_json::Value;
use std::sync::LazyLock;

/// A setting: a leaf of the model.
#[derive(Debug, Clone, PartialEq)]
pub struct Setting {
    /// The path, such as `database.backup_retention`; `*` stands for a name that users choose.
    pub path: String,
    /// What it is, from the documentation of its field.
    pub description: String,
}

/// Every setting of an environment, by path.
///
/// ```
/// let settings = iac_core::environment::settings();
/// assert!(settings.iter().any(|setting| setting.path == "database.backup_retention"));
/// ```
pub fn settings() -> Vec<Setting> {
    described().iter().filter(|(_, leaf)| *leaf).map(|(setting, _)| setting.clone()).collect()
}

/// The text on the field at `path`, which may be a setting or a group of them.
///
/// # Panics
///
/// If there is no such field: paths come from code.
pub fn describe(path: &str) -> &'static str {
    let found = described().iter().find(|(setting, _)| setting.path == path);
    &found.unwrap_or_else(|| panic!("the model has no `{path}`")).0.description
}

/// Every group and, marked as a leaf, every setting.
fn described() -> &'static [(Setting, bool)] {
    static ALL: LazyLock<Vec<(Setting, bool)>> = LazyLock::new(|| {
        let schema = serde_json::to_value(schemars::schema_for!(Environment)).expect("schemas are JSON");
        let mut found = Vec::new();
        collect(&schema, &schema, "", &mut found);
        found
    });
    &ALL
}

fn collect(root: &Value, schema: &Value, path: &str, found: &mut Vec<(Setting, bool)>) {
    let object = resolve(root, schema);
    let below = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    if let Some(properties) = object.get("properties").and_then(Value::as_object) {
        for (name, property) in properties {
            let description =
                property.get("description").and_then(Value::as_str).unwrap_or_default().replace('\n', " ");
            let at = found.len();
            found.push((Setting { path: below(name), description }, true));
            collect(root, property, &below(name), found);
            found[at].1 = found.len() == at + 1;
        }
    } else if let Some(alternatives) = object.get("oneOf").and_then(Value::as_array) {
        for alternative in alternatives {
            collect(root, alternative, path, found);
        }
    } else if let Some(values) = values(object) {
        collect(root, values, &below("*"), found);
    }
}

/// What a map holds, whether or not its keys have a grammar.
fn values(object: &Value) -> Option<&Value> {
    let any = object.get("additionalProperties").filter(|values| values.is_object());
    any.or_else(|| object.get("patternProperties")?.as_object()?.values().next())
}

/// Follows `$ref` and the one alternative that isn't `null`.
fn resolve<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    if let Some(reference) = schema.get("$ref").and_then(Value::as_str) {
        return reference
            .strip_prefix('#')
            .and_then(|pointer| root.pointer(pointer))
            .map_or(schema, |to| resolve(root, to));
    }
    let alternatives = schema.get("anyOf").and_then(Value::as_array);
    let not_null =
        alternatives.and_then(|all| all.iter().find(|one| one.get("type").is_none_or(|t| t != "null")));
    not_null.map_or(schema, |one| resolve(root, one))
}
