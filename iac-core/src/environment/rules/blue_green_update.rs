//! A database with replicas is changed in place.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "blue-green-update",
    severity: Severity::Error,
    title: "a database with replicas is changed in place",
    explain: include_str!("blue-green-update.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let database = &environment.database;
    if !database.blue_green_update || database.replicas.get() == 0 {
        return Vec::new();
    }
    vec![Finding::new(
        "database.blue_green_update",
        format!("a copy is to take over, and the database has {} replicas", database.replicas),
        "set `blue_green_update = false`, or `replicas = 0`",
    )]
}
