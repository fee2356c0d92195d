//! The arguments of the call, from either syntax.

use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, Object, ObjectKey};
use hcl_edit::structure::Body;
use hcl_edit::template::Element;
use serde_json::{Map, Number, Value as Json};
use std::collections::BTreeMap;
use std::ops::Range;

/// The module that a root calls.
const MODULE: &str = "environment";
/// What every call takes beside the inputs of its module.
const OF_THE_CALL: [&str; 6] = ["count", "depends_on", "for_each", "providers", "source", "version"];

/// A root configuration: what it gives to the module `environment`.
///
/// ```
/// use iac_core::judge::Root;
///
/// let root = Root::read("module \"x\" {\n  source = \"./modules/environment\"\n  multi_az = false\n}\n")?;
/// assert_eq!(root.names().collect::<Vec<_>>(), ["multi_az"]);
/// assert!(Root::read("{\"module\": {}}").is_err());
/// # Ok::<(), iac_core::judge::NotARoot>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Root {
    pub(super) arguments: BTreeMap<String, Json>,
    /// Where values stand, by path; an argument that is computed has a place and no value.
    pub(super) places: BTreeMap<String, Range<usize>>,
}

/// A text that is no root of ours.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotARoot {
    /// It is neither HCL nor JSON.
    #[error("line {line}, column {column}: {message}")]
    Syntax {
        /// The line, counted from one.
        line: usize,
        /// The column in characters, counted from one.
        column: usize,
        /// What is wrong there.
        message: String,
    },
    /// It calls the module never, or more than once.
    #[error("the module `environment` is called {0} times, and a root calls it once")]
    Calls(usize),
}

impl Root {
    /// Reads `main.tf` or `main.tf.json`.
    ///
    /// # Errors
    ///
    /// [`NotARoot`] if it can't be read, or isn't one environment.
    pub fn read(text: &str) -> Result<Self, NotARoot> {
        let failed = |error: hcl_edit::parser::Error| NotARoot::Syntax {
            line: error.location().line(),
            column: error.location().column(),
            message: error.message().to_owned(),
        };
        let mut found = Vec::new();
        if text.starts_with('{') {
            // JSON is an object of HCL too, and strings are templates in both.
            let whole: Expression = text.trim_end().parse().map_err(failed)?;
            for calls in below(&whole, "module") {
                for call in calls.iter().flat_map(|(_, call)| objects(call.expr())) {
                    found.push(entries(call));
                }
            }
        } else {
            let body: Body = text.parse().map_err(failed)?;
            for block in body.into_blocks().filter(|block| block.ident.as_str() == "module") {
                let attributes = block.body.into_attributes();
                found.push(
                    attributes
                        .map(|attribute| (attribute.key.to_string().trim().to_owned(), attribute.value))
                        .collect(),
                );
            }
        }
        found.retain(|call| call.iter().any(|(name, value)| name == "source" && is_ours(value)));
        let [call] = found.as_slice() else { return Err(NotARoot::Calls(found.len())) };
        let mut root = Self { arguments: BTreeMap::new(), places: BTreeMap::new() };
        for (name, value) in call.iter().filter(|(name, _)| !OF_THE_CALL.contains(&name.as_str())) {
            let value = root.value(name, value);
            if let Some(value) = value {
                root.arguments.insert(name.clone(), value);
            }
        }
        Ok(root)
    }

    /// The arguments whose values stand in the text.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.arguments.keys().map(String::as_str)
    }

    /// The text that an argument is.
    pub fn text(&self, argument: &str) -> Option<&str> {
        self.arguments.get(argument).and_then(Json::as_str)
    }

    /// The arguments that are computed, and where.
    pub fn computed(&self) -> impl Iterator<Item = (&str, Range<usize>)> {
        let arguments = self.places.iter().filter(|(path, _)| !path.contains('.'));
        arguments
            .filter(|(path, _)| !self.arguments.contains_key(*path))
            .map(|(path, place)| (path.as_str(), place.clone()))
    }

    /// The argument that says a setting, or the member of one: `services.app.port`, `network_zones.0`.
    pub fn argument(&self, setting: &str) -> Option<&str> {
        let ends = setting.match_indices('.').map(|(at, _)| at).chain([setting.len()]);
        let mut candidates = ends.flat_map(|end| {
            let (group, member) = setting.split_at(end);
            let last = group.rsplit('.').next().unwrap_or(group);
            [format!("{}{member}", group.replace('.', "_")), format!("{last}{member}")]
        });
        candidates.find_map(|path| self.places.get_key_value(&path)).map(|(path, _)| path.as_str())
    }

    /// Where a value stands: that of `path`, such as `services.app.port`, or of the nearest around it.
    pub fn place(&self, path: &str) -> Option<Range<usize>> {
        let mut path = path;
        loop {
            if let Some(place) = self.places.get(path) {
                return Some(place.clone());
            }
            path = path.rsplit_once('.')?.0;
        }
    }

    /// The value of an expression, if it is one; places are noted on the way.
    fn value(&mut self, path: &str, expression: &Expression) -> Option<Json> {
        self.places.insert(path.to_owned(), expression.span().unwrap_or_default());
        Some(match expression {
            Expression::Null(_) => Json::Null,
            Expression::Bool(value) => Json::Bool(*value.value()),
            Expression::Number(value) => Json::Number(number(&value.value().to_string())?),
            Expression::String(value) => Json::String(value.value().clone()),
            Expression::StringTemplate(template) => {
                let literal = |element: &Element| match element {
                    Element::Literal(text) => Some(text.value().clone()),
                    _ => None,
                };
                Json::String(template.iter().map(literal).collect::<Option<String>>()?)
            }
            Expression::UnaryOp(_) => Json::Number(number(&expression.to_string())?),
            Expression::Array(values) => {
                let values = values.iter().enumerate();
                Json::Array(
                    values
                        .map(|(index, value)| self.value(&format!("{path}.{index}"), value))
                        .collect::<Option<_>>()?,
                )
            }
            Expression::Object(object) => {
                let mut members = Map::new();
                for (key, value) in object {
                    let key = name(key)?;
                    let value = self.value(&format!("{path}.{key}"), value.expr())?;
                    members.insert(key, value);
                }
                Json::Object(members)
            }
            _ => return None,
        })
    }
}

fn number(text: &str) -> Option<Number> {
    serde_json::from_str(&text.split_whitespace().collect::<String>()).ok()
}

/// Whether a `source` names our module: its last folder, before any query.
fn is_ours(source: &Expression) -> bool {
    let source = source.as_str().unwrap_or_default();
    let path = source.split('?').next().unwrap_or_default();
    path.trim_end_matches('/').rsplit('/').next() == Some(MODULE)
}

fn name(key: &ObjectKey) -> Option<String> {
    match key {
        ObjectKey::Ident(name) => Some(name.as_str().to_owned()),
        ObjectKey::Expression(expression) => expression.as_str().map(str::to_owned),
    }
}

/// The objects at the key `wanted` of an object.
fn below<'a>(expression: &'a Expression, wanted: &str) -> Vec<&'a Object> {
    let members = objects(expression).into_iter().flat_map(Object::iter);
    members
        .filter(|(key, _)| name(key).as_deref() == Some(wanted))
        .flat_map(|(_, value)| objects(value.expr()))
        .collect()
}

/// An object, or those in a list: Terraform takes either where blocks stand.
fn objects(expression: &Expression) -> Vec<&Object> {
    match expression {
        Expression::Object(object) => vec![object],
        Expression::Array(values) => values.iter().flat_map(objects).collect(),
        _ => Vec::new(),
    }
}

fn entries(call: &Object) -> Vec<(String, Expression)> {
    call.iter().filter_map(|(key, value)| Some((name(key)?, value.expr().clone()))).collect()
}
