//! Staging mirrors production: which types of resources only one of two plans has, and why it may.

use crate::plan::{PlanError, types};
use serde_json::Value as Json;
use std::collections::BTreeSet;

/// Why only one of staging and production may have resources of a type.
///
/// A conformance case fails for a type without a row, and for a row that the presets don't need.
const JUSTIFIED: &[(&str, &str)] = &[
    ("aws_backup_vault_lock_configuration", "a lock keeps what nobody may delete, and staging is deleted"),
    (
        "aws_db_instance_automated_backups_replication",
        "copies in a second Region are for data that can't be made again",
    ),
];

/// A type of resources that only one of two plans has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TypeDifference {
    /// The type, such as `aws_backup_vault_lock_configuration`.
    pub kind: String,
    /// How many resources of it the one plan has.
    pub one: usize,
    /// How many the other has.
    pub other: usize,
    /// Why it may, if the one is staging and the other production.
    pub reason: Option<&'static str>,
}

/// The types of resources that only one of two plans has, by name; the reasons are those of staging and production.
///
/// # Errors
///
/// [`PlanError::NoPlan`] if one is no plan.
pub fn type_differences(one: &Json, other: &Json) -> Result<Vec<TypeDifference>, PlanError> {
    let (one, other) = (types(one)?, types(other)?);
    let kinds: BTreeSet<&String> = one.keys().chain(other.keys()).collect();
    let count = |kind| (one.get(kind).copied().unwrap_or(0), other.get(kind).copied().unwrap_or(0));
    Ok(kinds
        .into_iter()
        .map(|kind| (kind, count(kind)))
        .filter(|(_, (one, other))| *one == 0 || *other == 0)
        .map(|(kind, (one, other))| {
            let row = JUSTIFIED.iter().find(|(known, _)| known == kind);
            TypeDifference { kind: kind.clone(), one, other, reason: row.map(|(_, reason)| *reason) }
        })
        .collect())
}

/// Every type that only one may have.
pub fn justified_types() -> impl Iterator<Item = &'static str> {
    JUSTIFIED.iter().map(|(kind, _)| *kind)
}
