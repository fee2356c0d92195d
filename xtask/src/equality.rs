//! Whether two plans mean the same, one made from native syntax and one from JSON.
//!
//! Values and changes have to be equal to the letter. The `configuration` in a plan doesn't: Terraform evaluates it
//! without a context, so an argument from a `.tf.json` file appears there as the raw text of its template, and
//! the same argument from a `.tf` file doesn't appear at all or with its escapes undone.

use std::collections::BTreeSet;
use std::fmt::{self, Write as _};

use serde_json::{Map, Value as Json};

/// The syntax that a plan's configuration was written in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// `.tf` files.
    Native,
    /// `.tf.json` files.
    Json,
}

/// A plan as `terraform show -json` prints it.
#[derive(Debug, Clone, Copy)]
pub struct Plan<'a> {
    /// What was printed.
    pub json: &'a Json,
    /// What it was made from.
    pub syntax: Syntax,
}

/// Where two plans differ.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Difference {
    /// The way there: `planned_values.root_module.resources[3].values.name`.
    pub path: String,
    /// What the first plan has there; nothing if it has nothing.
    pub left: Option<Json>,
    /// What the second plan has there.
    pub right: Option<Json>,
}

impl fmt::Display for Difference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let shown = |side: &Option<Json>| {
            side.as_ref().map_or_else(|| "nothing".to_owned(), |value| shorten(&value.to_string()))
        };
        write!(formatter, "{}: {} is not {}", self.path, shown(&self.left), shown(&self.right))
    }
}

/// Finds all differences between two plans; none means that they mean the same.
///
/// Numbers are compared as they are written, so that 1.0 is not 1: Terraform prints a number in one way.
///
/// # Examples
///
/// ```
/// use serde_json::json;
/// use xtask::equality::{Plan, Syntax, differences};
///
/// let native = json!({ "timestamp": "a", "configuration": { "root_module": { "outputs": {
///     "cost": { "expression": { "constant_value": "a ${b}" } },
///     "name": { "expression": { "references": ["var.name"] } },
/// } } } });
/// let converted = json!({ "timestamp": "b", "configuration": { "root_module": { "outputs": {
///     "cost": { "expression": { "constant_value": "a $${b}" } },
///     "name": { "expression": { "constant_value": "${var.name}", "references": ["var.name"] } },
/// } } } });
/// let native = Plan { json: &native, syntax: Syntax::Native };
/// let converted = Plan { json: &converted, syntax: Syntax::Json };
/// assert_eq!(differences(native, converted), []);
/// ```
pub fn differences(left: Plan<'_>, right: Plan<'_>) -> Vec<Difference> {
    let (mut first, mut second) = (without_run(left.json), without_run(right.json));
    if let (Some(first), Some(second)) = (first.get_mut("configuration"), second.get_mut("configuration")) {
        align(
            &mut Side { json: first, syntax: left.syntax },
            &mut Side { json: second, syntax: right.syntax },
        );
    }
    let mut differences = vec![];
    compare(Some(&ordered(first, "")), Some(&ordered(second, "")), &mut String::new(), &mut differences);
    differences
}

/// What belongs to one run of Terraform, and not to what it planned.
const OF_THE_RUN: [&str; 2] = ["timestamp", "terraform_version"];

/// Lists whose order Terraform takes from its own random maps.
const UNORDERED: [&str; 6] =
    ["checks", "child_modules", "depends_on", "references", "relevant_attributes", "resource_drift"];

fn without_run(plan: &Json) -> Json {
    let Json::Object(members) = plan else { return plan.clone() };
    let kept = members.iter().filter(|(name, _)| !OF_THE_RUN.contains(&name.as_str()));
    Json::Object(kept.map(|(name, value)| (name.clone(), value.clone())).collect())
}

fn ordered(value: Json, name: &str) -> Json {
    match value {
        Json::Object(members) => Json::Object(
            members
                .into_iter()
                .map(|(name, value)| {
                    let value = ordered(value, &name);
                    (name, value)
                })
                .collect(),
        ),
        Json::Array(elements) => {
            let mut elements: Vec<_> = elements.into_iter().map(|element| ordered(element, "")).collect();
            if UNORDERED.contains(&name) {
                elements.sort_by_cached_key(Json::to_string);
            }
            Json::Array(elements)
        }
        other => other,
    }
}

/// One plan's half of a place in `configuration`.
struct Side<'a> {
    json: &'a mut Json,
    syntax: Syntax,
}

impl Side<'_> {
    fn is_expression(&self) -> bool {
        let known = |name: &String| matches!(name.as_str(), "constant_value" | "references");
        self.json.as_object().is_some_and(|members| members.keys().all(known))
    }

    fn has(&self, name: &str) -> bool {
        self.json.get(name).is_some()
    }

    fn object(&mut self) -> Option<&mut Map<String, Json>> {
        self.json.as_object_mut()
    }

    /// Reads the constant of an expression as native syntax would give it; says whether it is none at all.
    fn is_live_after_reading(&mut self) -> bool {
        let is_json = self.syntax == Syntax::Json;
        let Some(constant) = self.object().and_then(|members| members.get_mut("constant_value")) else {
            return false;
        };
        is_json && read_template(constant)
    }

    /// Whether `name` is only there because JSON shows raw templates, or says nothing.
    fn is_noise(&self, name: &str) -> bool {
        let Some(value) = self.json.get(name) else { return false };
        let alone = value.as_object().filter(|members| members.len() == 1);
        let template = alone
            .and_then(|members| members.get("constant_value"))
            .is_some_and(|constant| self.syntax == Syntax::Json && read_template(&mut constant.clone()));
        template || value.as_object().is_some_and(Map::is_empty)
    }

    fn names(&self) -> BTreeSet<String> {
        self.json.as_object().into_iter().flatten().map(|(name, _)| name.clone()).collect()
    }

    /// Removes what only this side has and that means nothing.
    fn remove_noise(&mut self, names: &BTreeSet<String>, others: &BTreeSet<String>) {
        for name in names.difference(others) {
            if self.is_noise(name) {
                self.remove(name);
            }
        }
    }

    fn remove(&mut self, name: &str) {
        if let Some(members) = self.object() {
            members.remove(name);
        }
    }
}

/// Walks both configurations and takes out what only the syntax makes different.
fn align(left: &mut Side<'_>, right: &mut Side<'_>) {
    if left.is_expression() && right.is_expression() {
        let referring = left.has("references") || right.has("references");
        let live = [left.is_live_after_reading(), right.is_live_after_reading()];
        if referring || live.contains(&true) {
            left.remove("constant_value");
            right.remove("constant_value");
        }
        return;
    }
    let (names, others) = (left.names(), right.names());
    left.remove_noise(&names, &others);
    right.remove_noise(&others, &names);
    let (one, other) = (left.syntax, right.syntax);
    let align_pair = |left: &mut Json, right: &mut Json| {
        align(&mut Side { json: left, syntax: one }, &mut Side { json: right, syntax: other });
    };
    match (&mut *left.json, &mut *right.json) {
        (Json::Object(left), Json::Object(right)) => {
            for (name, left) in left {
                if let Some(right) = right.get_mut(name) {
                    align_pair(left, right);
                }
            }
        }
        (Json::Array(left), Json::Array(right)) => {
            for (left, right) in left.iter_mut().zip(right) {
                align_pair(left, right);
            }
        }
        _ => {}
    }
}

/// Undoes the escapes in a raw template, in place; true if any part of it is to be evaluated.
fn read_template(value: &mut Json) -> bool {
    match value {
        Json::String(text) => {
            let live = is_live(text);
            *text = text.replace("$${", "${").replace("%%{", "%{");
            live
        }
        // Every element has to be read: any() would stop at the first that is live.
        Json::Array(elements) => {
            elements.iter_mut().map(read_template).fold(false, |live, element| live | element)
        }
        Json::Object(members) => {
            let mut live = false;
            *members = std::mem::take(members)
                .into_iter()
                .map(|(name, mut value)| {
                    let mut name = Json::String(name);
                    live |= read_template(&mut name) | read_template(&mut value);
                    (name.as_str().unwrap_or_default().to_owned(), value)
                })
                .collect();
            live
        }
        _ => false,
    }
}

/// Whether a template has a sequence that isn't escaped by a doubled first character.
fn is_live(template: &str) -> bool {
    ["${", "%{"].iter().any(|marker| {
        let first = &marker[..1];
        template.match_indices(marker).any(|(position, _)| !template[..position].ends_with(first))
    })
}

fn compare(left: Option<&Json>, right: Option<&Json>, path: &mut String, differences: &mut Vec<Difference>) {
    let length = path.len();
    match (left, right) {
        (Some(Json::Object(left)), Some(Json::Object(right))) => {
            let only_right = right.keys().filter(|name| !left.contains_key(*name));
            for name in left.keys().chain(only_right) {
                let _ = write!(path, "{}{name}", if length == 0 { "" } else { "." });
                compare(left.get(name), right.get(name), path, differences);
                path.truncate(length);
            }
        }
        (Some(Json::Array(left)), Some(Json::Array(right))) => {
            for index in 0..left.len().max(right.len()) {
                let _ = write!(path, "[{index}]");
                compare(left.get(index), right.get(index), path, differences);
                path.truncate(length);
            }
        }
        _ if left == right => {}
        _ => differences.push(Difference { path: path.clone(), left: left.cloned(), right: right.cloned() }),
    }
}

/// The start of a long text.
fn shorten(text: &str) -> String {
    const LIMIT: usize = 200;
    match text.char_indices().nth(LIMIT) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn paths(native: &Json, converted: &Json) -> Vec<String> {
        let native = Plan { json: native, syntax: Syntax::Native };
        let converted = Plan { json: converted, syntax: Syntax::Json };
        differences(native, converted).into_iter().map(|difference| difference.path).collect()
    }

    fn configured(expression: &Json) -> Json {
        json!({ "configuration": { "root_module": { "resources": [{ "expressions": expression }] } } })
    }

    #[test]
    fn values_are_compared_to_the_letter() {
        let plan = |value: Json| json!({ "planned_values": { "outputs": { "port": { "value": value } } } });
        assert_eq!(paths(&plan(json!(443)), &plan(json!(443))), [""; 0]);
        assert_eq!(paths(&plan(json!(443)), &plan(json!("443"))), ["planned_values.outputs.port.value"]);
        assert_eq!(paths(&plan(json!([1, 2])), &plan(json!([2, 1]))).len(), 2);
        assert_eq!(paths(&plan(json!([1])), &plan(json!([1, 2]))), ["planned_values.outputs.port.value[1]"]);
        // In values a marker is text, whatever the syntax.
        assert_eq!(paths(&plan(json!("${a}")), &plan(json!("$${a}"))).len(), 1);
    }

    #[test]
    fn what_belongs_to_the_run_is_left_out() {
        let plan = |time: &str, references: [&str; 2]| json!({ "timestamp": time, "references": references });
        assert_eq!(paths(&plan("1", ["a", "b"]), &plan("2", ["b", "a"])), [""; 0]);
        assert_eq!(paths(&plan("1", ["a", "b"]), &plan("2", ["b", "b"])).len(), 1);
        // Modules that modules call come in any order, too.
        let module = |name: &str, resource: i32| json!({ "address": name, "resources": [resource] });
        let nested = |modules: [Json; 2]| json!({ "child_modules": modules });
        let left = nested([module("a", 1), module("b", 2)]);
        assert_eq!(paths(&left, &nested([module("b", 2), module("a", 1)])), [""; 0]);
        assert_eq!(paths(&left, &nested([module("b", 1), module("a", 2)])).len(), 2);
    }

    #[test]
    fn raw_templates_are_read() {
        let equal = [
            (
                json!({ "name": { "constant_value": "a ${b}" } }),
                json!({ "name": { "constant_value": "a $${b}" } }),
            ),
            (json!({ "name": {} }), json!({ "name": { "constant_value": "${upper(\"a\")}" } })),
            (json!({}), json!({ "name": { "constant_value": "${upper(\"a\")}" } })),
            (
                json!({ "tags": { "references": ["var.a"] } }),
                json!({ "tags": { "constant_value": { "${var.a}": "b" }, "references": ["var.a"] } }),
            ),
            (
                json!({ "tags": { "constant_value": ["${a}", "b"] } }),
                json!({ "tags": { "constant_value": ["$${a}", "b"] } }),
            ),
        ];
        for (native, converted) in equal {
            assert_eq!(paths(&configured(&native), &configured(&converted)), [""; 0], "{native} {converted}");
        }
        let different = [
            (json!({ "name": { "constant_value": "a" } }), json!({ "name": { "constant_value": "b" } })),
            (
                json!({ "name": { "constant_value": "${b}" } }),
                json!({ "name": { "constant_value": "$$${b}" } }),
            ),
            (json!({ "a": { "references": ["var.a"] } }), json!({ "a": { "references": ["var.b"] } })),
            (json!({}), json!({ "name": { "constant_value": "a" } })),
        ];
        for (native, converted) in different {
            assert_eq!(paths(&configured(&native), &configured(&converted)).len(), 1, "{native} {converted}");
        }
    }
}
