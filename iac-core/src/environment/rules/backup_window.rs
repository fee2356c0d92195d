//! The backup window and the maintenance window are long enough and apart.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "backup-window",
    severity: Severity::Error,
    title: "the backup window and the maintenance window are long enough and apart",
    explain: include_str!("backup-window.md"),
    conceals: false,
    check: Check::Environment(check),
};

/// The shortest window that RDS takes.
const MINUTES: u32 = 30;

fn check(environment: &Environment) -> Vec<Finding> {
    let database = &environment.database;
    let (backup, maintenance) = (&database.backup_window, &database.maintenance_window);
    let mut findings = Vec::new();
    for (setting, minutes) in
        [("database.backup_window", backup.minutes()), ("database.maintenance_window", maintenance.minutes())]
    {
        if minutes < MINUTES {
            findings.push(Finding::new(
                setting,
                format!("the window is {minutes} minutes long"),
                format!("RDS takes at least {MINUTES} minutes"),
            ));
        }
    }
    if maintenance.overlaps(backup) {
        findings.push(Finding::new(
            "database.maintenance_window",
            format!("{maintenance} overlaps the backup window {backup}"),
            "move one of them: both are in UTC",
        ));
    }
    findings
}
