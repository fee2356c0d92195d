//! How many hosts there are.

use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::rules::Scope;
use crate::review::value::Value;

/// A group of hosts that has to terminate some at once.
pub(super) fn hosts(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let number = |value: Option<&Value<'_>>| value.and_then(Value::as_f64);
    let mut reports = Vec::new();
    let desired = number(change.before("desired_capacity"));
    if let (Some(desired), Some(most)) = (desired, number(change.after("max_size")))
        && most < desired
    {
        reports.push(Report::new(format!(
            "{desired} hosts run, and at most {most} may: the others are terminated"
        )));
    }
    for path in ["desired_capacity", "max_size", "min_size"] {
        if change.lowered(path).is_some_and(|(_, after)| after == 0.0) {
            reports.push(Report::new(format!("`{path}` goes to 0")));
        }
    }
    reports
}
