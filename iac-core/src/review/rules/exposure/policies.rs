//! Resources that anybody may use.

use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::policy::{Effect, Statement};
use crate::review::rules::Scope;
use crate::review::rules::iam::policies;

/// A statement that allows everybody something, without a condition on who calls.
pub(super) fn anyone(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let mut reports = Vec::new();
    for pair in policies(change) {
        let open = |statement: &&Statement| {
            statement.effect == Effect::Allow && statement.is_for_anyone() && !statement.names_its_callers()
        };
        let Some(after) = &pair.after else { continue };
        let granted = pair.compare().map(|comparison| [comparison.granted, comparison.loosened].concat());
        let new = after.statements.iter().filter(open).any(|statement| {
            granted.as_ref().is_none_or(|granted| granted.iter().any(|grant| grant.is_in(statement)))
        });
        if new {
            reports.push(Report::new(format!("`{}` allows everybody to use it", pair.path)));
        }
    }
    reports
}
