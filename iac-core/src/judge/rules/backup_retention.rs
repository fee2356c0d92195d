//! Automated backups of a database are kept as long as promised.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "backup-retention",
    title: "automated backups of a database are kept as long as promised",
    explain: include_str!("backup-retention.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let enough = |value: &Value| value.number().is_some_and(|days| days >= expected.backup_days);
    let help = format!("set it to {} or more", expected.backup_days);
    let sources =
        plan.of_type("aws_db_instance").filter(|database| !database.at("replicate_source_db").is_set());
    sources
        .filter_map(|database| {
            database.unless("backup_retention_period", enough, "backups are kept too short", &help)
        })
        .collect()
}
