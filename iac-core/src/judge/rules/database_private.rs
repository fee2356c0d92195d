//! A database has no public address.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "database-private",
    title: "a database has no public address",
    explain: include_str!("database-private.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let databases = plan.of_type("aws_db_instance");
    databases
        .filter_map(|database| {
            database.unless(
                "publicly_accessible",
                |value| !value.is_true(),
                "the database has a public address",
                "set `publicly_accessible = false`",
            )
        })
        .collect()
}
