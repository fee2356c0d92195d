//! What a plan says of itself.

use crate::review::action::Action;
use crate::review::change::Change;
use crate::review::counted;
use crate::review::drift::Drift;
use crate::review::finding::{Report, Severity};
use crate::review::model::without_keys;
use crate::review::plan::{ConfigurationModule, Plan};
use crate::review::rules::Scope;
use std::collections::{BTreeMap, BTreeSet};

/// A plan older than this says little about what will be applied.
const HOURS: i64 = 24;

/// Planning failed half-way.
pub(super) fn errored(plan: &Plan<'_>, _: &Scope<'_, '_>) -> Vec<Report> {
    match plan.errored {
        Some(true) => vec![Report::new("planning failed: the list of changes is cut short")],
        _ => Vec::new(),
    }
}

/// Something is left to plan.
pub(super) fn incomplete(plan: &Plan<'_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let deferred = plan.deferred_changes.len();
    if deferred > 0 {
        return vec![Report::new(format!(
            "before this plan is applied, {} can't be planned",
            counted(deferred, "change")
        ))];
    }
    match (plan.complete, plan.errored) {
        (Some(false), None | Some(false)) => {
            vec![Report::new("the plan leaves changes out, as with `-target`")]
        }
        _ => Vec::new(),
    }
}

/// A condition doesn't hold.
pub(super) fn checks(plan: &Plan<'_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let failed = plan.checks.iter().filter(|check| matches!(&*check.status, "fail" | "error"));
    failed
        .map(|check| {
            let problems = check.instances.iter().flat_map(|instance| &instance.problems);
            let said: Vec<&str> = problems.map(|problem| &*problem.message).collect();
            let said = if said.is_empty() { "a condition doesn't hold".to_owned() } else { said.join("; ") };
            Report::new(said).about(check.address.to_display.to_string())
        })
        .collect()
}

/// Somebody changed a live object.
pub(super) fn drift(plan: &Plan<'_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let drift = Drift::new(plan);
    let drifted = plan.resource_drift.iter().filter(|row| row.change.action() != Action::NoOp);
    let (matters, rest): (Vec<_>, Vec<_>) = drifted.partition(|row| drift.matters(&Change::new(row)));
    let mut reports: Vec<Report> = matters
        .into_iter()
        .map(|row| {
            Report::new("it was changed outside of Terraform, and this plan depends on it")
                .at(Severity::High)
                .about(row.address.to_string())
        })
        .collect();
    if !rest.is_empty() {
        reports.push(Report::new(format!("changed outside of Terraform: {}", counted(rest.len(), "object"))));
    }
    reports
}

/// Commands that applying runs and no plan shows.
pub(super) fn provisioners(plan: &Plan<'_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let mut commands = BTreeMap::new();
    if let Some(configuration) = &plan.configuration {
        with_provisioners(&configuration.root_module, "", &mut commands);
    }
    if commands.is_empty() {
        return Vec::new();
    }
    let created = plan.resource_changes.iter().filter(|row| row.change.action().creates());
    created
        .filter_map(|row| {
            let kinds = commands.get(&without_keys(&row.address))?;
            Some(Report::new(format!("creating it runs {kinds}")).about(row.address.to_string()))
        })
        .collect()
}

fn with_provisioners(module: &ConfigurationModule<'_>, path: &str, commands: &mut BTreeMap<String, String>) {
    for resource in module.resources.iter().filter(|resource| !resource.provisioners.is_empty()) {
        let kinds: BTreeSet<_> = resource.provisioners.iter().map(|one| format!("`{}`", one.kind)).collect();
        let kinds: Vec<_> = kinds.into_iter().collect();
        commands.insert(format!("{path}{}", resource.address), kinds.join(" and "));
    }
    for (name, call) in &module.module_calls {
        with_provisioners(&call.module, &format!("{path}module.{name}."), commands);
    }
}

/// Provider actions that applying runs.
pub(super) fn invocations(plan: &Plan<'_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let mut said: Vec<String> = plan.action_invocations.iter().map(|one| one.address.to_string()).collect();
    match plan.deferred_action_invocations.len() {
        0 => {}
        some => said.push(counted(some, "action") + " not planned yet"),
    }
    Report::when(!said.is_empty(), format!("applying runs {}", said.join(", ")))
}

/// The world has moved on since.
pub(super) fn stale(plan: &Plan<'_>, scope: &Scope<'_, '_>) -> Vec<Report> {
    let hours = plan.timestamp.as_deref().and_then(hours).zip(scope.now.and_then(hours));
    match hours.map(|(then, now)| now - then) {
        Some(age) if age > HOURS => vec![Report::new(format!("the plan is {age} hours old"))],
        _ => Vec::new(),
    }
}

/// Hours since the year 0, from `2026-11-25T23:00:00Z`.
fn hours(time: &str) -> Option<i64> {
    let number = |range: std::ops::Range<usize>| time.get(range)?.parse::<i64>().ok();
    let (year, month, day, hour) = (number(0..4)?, number(5..7)?, number(8..10)?, number(11..13)?);
    // Days of the calendar as in Howard Hinnant's "days from civil": the year begins in March.
    let year = if month <= 2 { year - 1 } else { year };
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    let days = 365 * year + year.div_euclid(4) - year.div_euclid(100) + year.div_euclid(400) + of_year;
    Some(days * 24 + hour)
}

#[cfg(test)]
mod tests {
    use super::hours;

    #[test]
    fn hours_count_over_months_and_leap_years() {
        let between = |one, other| hours(other).zip(hours(one)).map(|(other, one)| other - one);
        assert_eq!(between("2026-11-25T23:00:00Z", "2026-11-26T01:59:59Z"), Some(2));
        assert_eq!(between("2024-02-28T00:00:00Z", "2024-03-01T00:00:00Z"), Some(48));
        assert_eq!(between("2026-02-28T00:00:00Z", "2026-03-01T00:00:00Z"), Some(24));
        assert_eq!(between("2025-12-31T23:00:00Z", "2026-01-01T00:00:00Z"), Some(1));
        assert_eq!(hours("yesterday"), None);
    }
}
