//! Services that AWS closed.

use crate::review::action::Action;
use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::rules::Scope;
use iac_schema::ClosedService;

/// A new object of a service that AWS closed; who changes one that exists is a customer already.
pub(super) fn created(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    if *change.action() != Action::Create {
        return Vec::new();
    }
    let closed = ClosedService::of_type(change.kind());
    let report = closed.map(|service| {
        Report::new(service.to_string()).fix(format!(
            "Use {} instead, or go on if this account used the service before and it hasn't ended.",
            service.successor
        ))
    });
    report.into_iter().collect()
}
