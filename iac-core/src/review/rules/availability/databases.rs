//! Sizes and versions of what others depend on.

use crate::review::change::Change;
use crate::review::finding::{Report, Severity};
use crate::review::rules::Scope;
use crate::review::rules::turn::leaves;
use crate::review::value::Value;

/// The texts before and after at the first of `paths` at which they differ.
fn changed(change: &Change<'_, '_>, paths: &[&'static str]) -> Option<(&'static str, String, String)> {
    let text = |value: &Value<'_>, path: &str| {
        leaves(value, path).first().and_then(|one| one.as_str()).map(ToOwned::to_owned)
    };
    paths.iter().find_map(|path| {
        let (before, after) = (text(change.whole_before(), path)?, text(change.whole_after(), path)?);
        (before != after && !before.is_empty() && !after.is_empty()).then_some((*path, before, after))
    })
}

/// Another class: a restart, now or in the maintenance window.
pub(super) fn class(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let paths = ["instance_class", "node_type", "cluster_config.instance_type"];
    let Some((path, before, after)) = changed(change, &paths) else { return Vec::new() };
    let now = change.after("apply_immediately").and_then(Value::as_bool);
    let (when, severity) = match now {
        Some(true) => ("at once", Severity::Critical),
        Some(false) => ("in the next maintenance window", Severity::Medium),
        None => ("while it is applied", Severity::High),
    };
    vec![Report::new(format!("`{path}` goes from {before} to {after}: it restarts {when}")).at(severity)]
}

/// Another version of the engine.
pub(super) fn engine(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let Some((path, before, after)) = changed(change, &["engine_version", "kafka_version"]) else {
        return Vec::new();
    };
    // MySQL and MariaDB count the second part as well: 8.0 and 8.4 are two major versions.
    let engine = change.before("engine").and_then(Value::as_str).unwrap_or_default();
    let parts = if engine.contains("mysql") || engine.contains("mariadb") { 2 } else { 1 };
    let major = |version: &str| version.split('.').take(parts).collect::<Vec<_>>().join(".");
    let report = Report::new(format!("`{path}` goes from {before} to {after}"));
    vec![if major(&before) == major(&after) { report.at(Severity::Medium) } else { report }]
}

/// Another version of Kubernetes.
pub(super) fn kubernetes(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let Some((_, before, after)) = changed(change, &["version"]) else { return Vec::new() };
    let minor = |version: &str| version.split('.').nth(1).and_then(|minor| minor.parse::<i32>().ok());
    let said = match minor(&after).zip(minor(&before)).map(|(to, from)| to - from) {
        Some(1) => {
            let upgrade = format!("the control plane goes from {before} to {after}, and never back");
            return vec![Report::new(upgrade).at(Severity::Medium)];
        }
        Some(steps) if steps > 1 => {
            format!("{before} to {after} are {steps} steps, and EKS takes one at a time")
        }
        _ => format!("{before} to {after} is no upgrade, and EKS refuses it"),
    };
    vec![Report::new(said)]
}
