//! The storage of the database has room to grow.

use crate::environment::Environment;
use crate::environment::rules::{Check, Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "storage-ceiling",
    severity: Severity::Error,
    title: "the storage of the database has room to grow",
    explain: include_str!("storage-ceiling.md"),
    conceals: false,
    check: Check::Environment(check),
};

fn check(environment: &Environment) -> Vec<Finding> {
    let (storage, ceiling) = (environment.database.storage.get(), environment.database.max_storage.get());
    let least = (storage * 11).div_ceil(10);
    if ceiling >= least {
        return Vec::new();
    }
    vec![Finding::new(
        "database.max_storage",
        format!("max_storage is {ceiling} GiB, storage is {storage} GiB"),
        format!("set `max_storage` to {least} or more"),
    )]
}
