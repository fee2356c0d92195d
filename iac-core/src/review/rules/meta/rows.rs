//! What a row of the plan says of itself.

use crate::review::action::Action;
use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::rules::Scope;
use crate::review::rules::resource_types::{KEYS, STATEFUL};

/// An action that no release is known to write.
pub(super) fn unknown_action(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    match change.action() {
        Action::Unknown(words) => {
            vec![Report::new(format!("the plan says `{words}`, which isn't known here"))]
        }
        _ => Vec::new(),
    }
}

/// An import that changes the live object as well.
pub(super) fn import_with_change(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    if !change.imports() || *change.action() == Action::NoOp {
        return Vec::new();
    }
    vec![Report::new(format!(
        "the object is imported, and with it there is another action: {}",
        change.action()
    ))]
}

/// An object that Terraform stops managing; those that hold data have a rule of their own.
pub(super) fn forgotten(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let kind = change.kind();
    let forgotten = change.action().forgets() && !STATEFUL.contains(&kind) && !KEYS.contains(&kind);
    Report::when(forgotten, format!("this {kind} stays, and is no longer managed"))
}

/// A replacement that no attribute asks for.
pub(super) fn asked_for(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let why = match change.reason() {
        Some("replace_because_tainted") => "its creation failed half-way, or somebody marked it",
        Some("replace_by_request") => "the command asks for it with `-replace`",
        Some("replace_by_triggers") => "something that it names in `replace_triggered_by` changes",
        _ => return Vec::new(),
    };
    vec![Report::new(format!("it is replaced because {why}"))]
}

/// What an earlier replacement left over.
pub(super) fn left_over(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    Report::when(
        change.deposed().is_some() && change.action().destroys(),
        "the old object of an earlier replacement is deleted",
    )
}
