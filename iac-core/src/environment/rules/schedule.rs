//! A schedule is one that AWS reads.

use crate::aws::Schedule;
use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "schedule",
    severity: Severity::Error,
    title: "a schedule is one that AWS reads",
    explain: include_str!("schedule.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let jobs = environment.services.iter().flat_map(|(service, own)| {
        own.jobs.iter().filter_map(move |(name, job)| {
            Some((format!("services.{service}.jobs.{name}.schedule"), job.schedule.as_ref()?))
        })
    });
    let migrations = environment.migrations.iter().filter_map(|one| one.check_schedule.as_ref());
    let restore = ("backup.restore_test".to_owned(), &environment.backup.restore_test);
    let mut findings: Vec<Finding> = jobs
        .chain(migrations.map(|schedule| ("migrations.check_schedule".to_owned(), schedule)))
        .chain([restore.clone()])
        .filter_map(|(setting, schedule)| both_days(setting, schedule))
        .collect();
    let (setting, schedule) = restore;
    if !schedule.as_str().starts_with("cron(") {
        findings.push(Finding::new(
            setting,
            format!("`{schedule}` is no time of day"),
            "AWS Backup takes `cron(…)` only, such as `cron(0 6 1 * ? *)`",
        ));
    }
    findings
}

/// A day of the month and a day of the week exclude each other: one of them, and not both, is `?`.
fn both_days(setting: String, schedule: &Schedule) -> Option<Finding> {
    let fields: Vec<&str> =
        schedule.as_str().strip_prefix("cron(")?.trim_end_matches(')').split(' ').collect();
    let open = [2, 4].into_iter().filter(|at| fields.get(*at) == Some(&"?")).count();
    (open != 1).then(|| {
        Finding::new(
            setting,
            format!(
                "`{schedule}` says {} of the day of the month and the day of the week",
                if open == 0 { "both" } else { "none" }
            ),
            "write `?` for one of them, such as `cron(30 4 * * ? *)` or `cron(30 4 ? * MON *)`",
        )
    })
}
