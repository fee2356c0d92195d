//! Migrations have what they run with.

use crate::aws::ServiceName;
use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "migrations",
    severity: Severity::Error,
    title: "migrations have what they run with",
    explain: include_str!("migrations.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let Some(migrations) = &environment.migrations else { return Vec::new() };
    let mut findings = Vec::new();
    if !environment.services.contains_key(&migrations.service) {
        let names: Vec<&str> = environment.services.keys().map(ServiceName::as_str).collect();
        let near = crate::aws::nearest(migrations.service.as_str(), names.iter().copied());
        let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
        findings.push(Finding::new(
            "migrations.service",
            format!("there is no service `{}`", migrations.service),
            format!("name one of {}{near}", names.join(", ")),
        ));
    }
    if migrations.migrate.is_empty() {
        findings.push(Finding::new(
            "migrations.migrate",
            "there is no command that migrates",
            "write it word by word, such as `[\"npm\", \"run\", \"migrate\"]`",
        ));
    }
    if migrations.check_schedule.is_some() && migrations.check.is_empty() {
        findings.push(Finding::new(
            "migrations.check_schedule",
            "the data are to be checked by a schedule, and there is no command that checks",
            "set `migrations.check`, or remove `check_schedule`",
        ));
    }
    findings
}
