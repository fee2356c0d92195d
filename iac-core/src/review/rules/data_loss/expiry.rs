//! Rules of services that delete what gets old.

use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::rules::Scope;
use crate::review::rules::turn::leaves;
use crate::review::value::Value;

/// Objects of a bucket that expire sooner than before.
pub(super) fn objects(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    // A bucket that is new itself has nothing to lose.
    let is_new = change.whole_before() == &Value::Null && change.after("bucket").is_none();
    if change.whole_after() == &Value::Null || is_new {
        return Vec::new();
    }
    let is_on = |rule: &&Value<'_>| rule.field("status").and_then(Value::as_str) != Some("Disabled");
    let before: Vec<_> = change.blocks_before("rule").iter().filter(is_on).collect();
    let mut reports = Vec::new();
    for rule in change.blocks_after("rule").iter().filter(is_on) {
        for (path, what) in [
            ("expiration.days", "objects"),
            ("noncurrent_version_expiration.noncurrent_days", "older versions"),
        ] {
            let Some(days) = days(rule, path) else { continue };
            // The same objects are meant by rules of the same scope, whatever their name.
            let known = before.iter().filter(|known| covers(known, rule));
            let kept = known.filter_map(|known| self::days(known, path)).fold(f64::INFINITY, f64::min);
            if days < kept {
                let so_far = if kept.is_finite() { in_days(kept) } else { "for ever".to_owned() };
                reports.push(format!("{what} are deleted after {}; they were kept {so_far}", in_days(days)));
            }
        }
    }
    reports.dedup();
    if reports.is_empty() { reports } else { vec![reports.join("; ")] }.into_iter().map(Report::new).collect()
}

fn days(rule: &Value<'_>, path: &str) -> Option<f64> {
    leaves(rule, path).first().and_then(|days| days.as_f64()).filter(|days| *days > 0.0)
}

/// Days, of which AWS takes whole ones only.
fn in_days(days: f64) -> String {
    let number = days.to_string();
    if number == "1" { "1 day".to_owned() } else { format!("{number} days") }
}

/// Whether `known` is for all objects, or for the same ones as `rule`.
fn covers(known: &Value<'_>, rule: &Value<'_>) -> bool {
    let (known, rule) = (scope(known), scope(rule));
    known == (None, None) || known == rule
}

/// What a rule is for: nothing for all objects.
fn scope<'v, 'a>(rule: &'v Value<'a>) -> (Option<&'v Value<'a>>, Option<&'v Value<'a>>) {
    let set = |field: &str| rule.field(field).filter(|value| !says_nothing(value));
    (set("filter"), set("prefix"))
}

/// Whether nothing is set in a block.
fn says_nothing(value: &Value<'_>) -> bool {
    match value {
        Value::List(items) => items.iter().all(says_nothing),
        Value::Object(fields) => fields.iter().all(|(_, value)| says_nothing(value)),
        other => other.is_unset(),
    }
}

/// Images of a repository that expire sooner than before.
pub(super) fn images(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let Some(after) = change.after("policy").and_then(Value::as_str) else { return Vec::new() };
    if change.whole_before() == &Value::Null && change.unknown("repository") {
        return Vec::new();
    }
    let read = |text: &str| -> Option<Vec<serde_json::Value>> {
        serde_json::from_str::<serde_json::Value>(text).ok()?.get("rules")?.as_array().cloned()
    };
    let before = change.before("policy").and_then(Value::as_str);
    if before == Some(after) {
        return Vec::new();
    }
    let Some(rules) = read(after) else {
        return vec![Report::new("images expire by a policy that can't be understood")];
    };
    let known = before.and_then(read).unwrap_or_default();
    let sooner = rules.iter().filter(|rule| !known.iter().any(|known| expires_as_soon(known, rule))).count();
    match sooner {
        0 => Vec::new(),
        _ => vec![Report::new(format!(
            "images expire that were kept so far, by {}",
            crate::review::counted(sooner, "rule")
        ))],
    }
}

/// Whether `known` deletes all that `rule` does: the same selection, at the same number or a smaller one.
fn expires_as_soon(known: &serde_json::Value, rule: &serde_json::Value) -> bool {
    let parts = |rule: &serde_json::Value| {
        let mut selection = rule.get("selection").cloned().unwrap_or_default();
        let count = selection.as_object_mut().and_then(|fields| fields.remove("countNumber"));
        (selection, count.and_then(|count| count.as_f64()))
    };
    let ((one, few), (other, many)) = (parts(known), parts(rule));
    one == other && few.zip(many).is_some_and(|(few, many)| few <= many)
}
