//! Objects that are numbered.

use crate::review::finding::Report;
use crate::review::plan::{Plan, Row};
use crate::review::rules::Scope;
use std::collections::BTreeMap;

/// An element in the middle of a list is removed, so that all behind it change places.
pub(super) fn shifted(plan: &Plan<'_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let number = |row: &Row<'_>| row.index.and_then(|raw| raw.get().parse::<u64>().ok());
    let mut resources = BTreeMap::new();
    for row in plan.resource_changes.iter().filter(|row| row.deposed.is_none()) {
        if let Some(index) = number(row) {
            let resource = (row.module_address.as_deref(), &*row.kind, &*row.name);
            resources.entry(resource).or_insert_with(Vec::new).push((index, row));
        }
    }
    let last_goes = |row: &Row<'_>| row.action_reason.as_deref() == Some("delete_because_count_index");
    resources
        .into_values()
        .filter_map(|rows| {
            let (highest, last) = rows.iter().max_by_key(|(index, _)| *index)?;
            let replaced =
                rows.iter().filter(|(index, row)| index < highest && row.change.action().replaces()).count();
            (last_goes(last) && replaced > 0).then(|| {
                Report::new(format!(
                    "the last one goes and {replaced} before it are created again: a list has shifted"
                ))
                .about(last.address.to_string())
            })
        })
        .collect()
}
