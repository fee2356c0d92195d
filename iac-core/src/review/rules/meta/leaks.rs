//! Secrets that are no longer marked, or never were.

use crate::review::action::Action;
use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::plan::Plan;
use crate::review::rules::Scope;
use crate::review::value::Value;

const NOTHING: &Value<'static> = &Value::Null;

/// A value that was marked as sensitive and no longer is.
pub(super) fn mark_lost(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    if !change.stays() || !change.before_marks().marks_anything() {
        return Vec::new();
    }
    let mut paths = Vec::new();
    lost(change.before_marks(), change.after_marks(), change.whole_after(), &mut String::new(), &mut paths);
    said("is no longer marked as sensitive", &paths)
}

fn said(what: &str, paths: &[String]) -> Vec<Report> {
    if paths.is_empty() {
        return Vec::new();
    }
    let paths: Vec<_> = paths.iter().map(|path| format!("`{path}`")).collect();
    vec![Report::new(format!("{} {what}", paths.join(", ")))]
}

/// The paths that `before` marks and `after` doesn't, as far as a value stands there.
fn lost(
    before: &Value<'_>,
    after: &Value<'_>,
    value: &Value<'_>,
    path: &mut String,
    paths: &mut Vec<String>,
) {
    if *after == Value::Bool(true) || value.is_unset() {
        return;
    }
    let mut below = |step: &str, before: &Value<'_>, after: &Value<'_>, value: &Value<'_>| {
        let length = path.len();
        if length > 0 {
            path.push('.');
        }
        path.push_str(step);
        lost(before, after, value, path, paths);
        path.truncate(length);
    };
    match before {
        // A mark of the whole may have become marks of its parts.
        Value::Bool(true) if after.marks_anything() => {}
        Value::Bool(true) => paths.push(if path.is_empty() { "all".to_owned() } else { path.clone() }),
        Value::Object(fields) => {
            for (key, mark) in fields {
                below(key, mark, after.field(key).unwrap_or(NOTHING), value.field(key).unwrap_or(NOTHING));
            }
        }
        // Elements may have moved: only a list that loses all of its marks is told.
        Value::List(marks) if marks.iter().any(Value::marks_anything) && !after.marks_anything() => {
            for (index, mark) in marks.iter().enumerate() {
                below(&index.to_string(), mark, NOTHING, value.items().get(index).unwrap_or(NOTHING));
            }
        }
        _ => {}
    }
}

/// A secret that stands in clear text where it didn't before.
pub(super) fn unmarked(change: &Change<'_, '_>, scope: &Scope<'_, '_>) -> Vec<Report> {
    // One look at the text of the whole is cheaper than one at each of its values, and most hold nothing.
    let text = change.row().change.after.map_or("", |raw| raw.get());
    if *scope.secrets.mask(text) == *text {
        return Vec::new();
    }
    let mut paths = Vec::new();
    leaking(change.whole_after(), change.after_marks(), scope, &mut String::new(), &mut paths);
    if paths.is_empty() {
        return Vec::new();
    }
    let mut known = Vec::new();
    leaking(change.whole_before(), change.before_marks(), scope, &mut String::new(), &mut known);
    paths.retain(|path| !known.contains(path));
    said("holds a secret that isn't marked as one", &paths)
}

/// The paths of unmarked texts in `value` that hold a secret.
fn leaking(
    value: &Value<'_>,
    marks: &Value<'_>,
    scope: &Scope<'_, '_>,
    path: &mut String,
    paths: &mut Vec<String>,
) {
    if *marks == Value::Bool(true) {
        return;
    }
    let mut below = |step: &str, value: &Value<'_>, marks: &Value<'_>| {
        let length = path.len();
        if length > 0 {
            path.push('.');
        }
        path.push_str(step);
        leaking(value, marks, scope, path, paths);
        path.truncate(length);
    };
    match value {
        Value::Text(text) if *scope.secrets.mask(text) != **text => paths.push(path.clone()),
        Value::Object(fields) => {
            for (key, value) in fields {
                below(key, value, marks.field(key).unwrap_or(NOTHING));
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                below(&index.to_string(), item, marks.items().get(index).unwrap_or(NOTHING));
            }
        }
        _ => {}
    }
}

/// An output that is no longer sensitive, or holds what is sensitive elsewhere.
pub(super) fn outputs(plan: &Plan<'_>, scope: &Scope<'_, '_>) -> Vec<Report> {
    let root = plan.configuration.as_ref().map(|configuration| &configuration.root_module);
    let mut reports = Vec::new();
    for (name, body) in &plan.output_changes {
        if matches!(body.action(), Action::Delete | Action::NoOp) {
            continue;
        }
        let marks =
            |raw: Option<&serde_json::value::RawValue>| raw.is_some_and(|raw| raw.get().contains("true"));
        let declared = root.and_then(|root| root.outputs.get(name)).is_some_and(|output| output.sensitive);
        if declared || marks(body.after_sensitive) {
            continue;
        }
        let holds = |raw: &serde_json::value::RawValue| scope.secrets.contains(raw.get());
        if marks(body.before_sensitive) {
            reports.push(Report::new(format!("output `{name}` is no longer sensitive")));
        } else if body.after.is_some_and(holds) && !body.before.is_some_and(holds) {
            reports.push(Report::new(format!("output `{name}` holds a value that is sensitive elsewhere")));
        }
    }
    reports
}
