//! Times in which something isn't there.

use crate::review::action::{Action, Order};
use crate::review::change::Change;
use crate::review::finding::{Report, Severity};
use crate::review::model::without_keys;
use crate::review::plan::{ConfigurationModule, Plan};
use crate::review::rules::resource_types::STATEFUL;
use crate::review::rules::turn::replaced;
use crate::review::rules::{ALL, Check, Row, Scope};
use crate::review::value::Value;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// Names that no longer resolve.
pub(super) fn names(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    if !change.action().destroys() {
        return Vec::new();
    }
    let record = change.before("type").and_then(Value::as_str).unwrap_or_default();
    let what = if change.action().replaces() {
        replaced(change)
    } else {
        format!("this {} is deleted", change.kind())
    };
    let report = Report::new(what);
    // Others hold what a zone, a delegation or a mail exchanger says for hours.
    let long = change.kind() == "aws_route53_zone" || matches!(record, "MX" | "NS" | "SOA");
    vec![if long { report.at(Severity::Critical) } else { report }]
}

/// A certificate that goes before another one is there.
pub(super) fn certificate(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    match change.action() {
        Action::Delete => vec![Report::new("the certificate is deleted")],
        Action::Replace { order: Order::DeleteFirst } => {
            vec![Report::new("the certificate is deleted before the new one is there")]
        }
        _ => Vec::new(),
    }
}

/// Objects that are destroyed before their replacement is there, where no other rule says so.
pub(super) fn delete_first(plan: &Plan<'_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let gap = Action::Replace { order: Order::DeleteFirst };
    let rows: Vec<_> = plan
        .resource_changes
        .iter()
        .filter(|row| row.change.action() == gap && row.deposed.is_none() && !is_judged(&row.kind))
        .collect();
    if rows.is_empty() {
        return Vec::new();
    }
    let mut used = BTreeSet::new();
    if let Some(configuration) = &plan.configuration {
        references(&configuration.root_module, "", &mut used);
    }
    let report = |row: &&crate::review::plan::Row<'_>| {
        let module = row.module_address.as_deref().map(without_keys).unwrap_or_default();
        let is_used = used.contains(&format!("{module}|{}.{}", &*row.kind, &*row.name));
        let report = Report::new("it is gone until the new one is there").about(row.address.to_string());
        if is_used { report } else { report.at(Severity::Low) }
    };
    rows.iter().map(report).collect()
}

/// Types that are nothing outside of the state.
const NOWHERE: [&str; 4] = ["null_", "random_", "terraform_data", "time_"];

/// Types whose destruction other rules judge.
static JUDGED: LazyLock<BTreeSet<&str>> = LazyLock::new(|| {
    let types = ALL.iter().flat_map(|rule| match rule.check {
        Check::Rows(rows) => {
            rows.iter().filter(|row| row.is_about_destruction()).flat_map(Row::types).collect()
        }
        Check::Change(types, _) if matches!(rule.code, "AV011" | "AV013") => types.iter().collect(),
        _ => Vec::new(),
    });
    types.chain(STATEFUL).copied().collect()
});

/// Whether other rules judge the destruction of objects of `kind`, or nothing is destroyed.
fn is_judged(kind: &str) -> bool {
    NOWHERE.iter().any(|beginning| kind.starts_with(beginning)) || JUDGED.contains(kind)
}

/// What each module of the configuration refers to, as `module|type.name`.
fn references(module: &ConfigurationModule<'_>, path: &str, used: &mut BTreeSet<String>) {
    for resource in &module.resources {
        if let Some(expressions) = resource.expressions.and_then(|raw| Value::read(raw).ok()) {
            collect(&expressions, path, used);
        }
    }
    for (name, call) in &module.module_calls {
        if let Some(expressions) = call.expressions.and_then(|raw| Value::read(raw).ok()) {
            collect(&expressions, path, used);
        }
        let below = if path.is_empty() { format!("module.{name}") } else { format!("{path}.module.{name}") };
        references(&call.module, &below, used);
    }
}

fn collect(value: &Value<'_>, path: &str, used: &mut BTreeSet<String>) {
    match value {
        Value::List(items) => items.iter().for_each(|item| collect(item, path, used)),
        Value::Object(fields) => {
            for (key, value) in fields {
                if key == "references" {
                    for reference in value.texts() {
                        let mut parts = reference.split(['.', '[']);
                        if let (Some(kind), Some(name)) = (parts.next(), parts.next()) {
                            used.insert(format!("{path}|{kind}.{name}"));
                        }
                    }
                } else {
                    collect(value, path, used);
                }
            }
        }
        _ => {}
    }
}
