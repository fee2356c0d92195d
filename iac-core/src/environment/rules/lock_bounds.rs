//! A locked vault takes the backups that are made.

use crate::aws::BackupDays;
use crate::environment::rules::{Check, Finding, Rule, Severity};
use crate::environment::{Environment, Lock};

pub(super) const RULE: Rule = Rule {
    code: "lock-bounds",
    severity: Severity::Error,
    title: "a locked vault takes the backups that are made",
    explain: include_str!("lock-bounds.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let backup = &environment.backup;
    let (kind, min, max): (_, BackupDays, BackupDays) = match backup.lock {
        Lock::None => return Vec::new(),
        Lock::Governance { min_retention, max_retention } => ("governance", min_retention, max_retention),
        Lock::Compliance { min_retention, max_retention, grace: _ } => {
            ("compliance", min_retention, max_retention)
        }
    };
    if min > max {
        return vec![Finding::new(
            format!("backup.lock.{kind}.min_retention"),
            format!("min_retention is {min} days, above max_retention, which is {max}"),
            format!("set `min_retention` to at most {max}"),
        )];
    }
    let kept = [
        ("backup.daily_retention", Some(backup.daily_retention.get())),
        ("backup.monthly_retention", backup.monthly_retention.get().map(BackupDays::get)),
        // A continuous backup reaches as far back as the database's own.
        (
            "database.backup_retention",
            backup.point_in_time.then(|| environment.database.backup_retention.get()),
        ),
    ];
    kept.into_iter()
        .filter_map(|(setting, days)| Some((setting, days?)))
        .filter(|(_, days)| !(min.get()..=max.get()).contains(days))
        .map(|(setting, days)| {
            Finding::new(
                setting,
                format!("backups are kept for {days} days, and the lock takes {min} to {max}"),
                format!("set `{setting}` to {min} to {max}, or move the bounds of the lock"),
            )
        })
        .collect()
}
