//! The plan itself.

mod addresses;
mod closed;
mod joined;
mod leaks;
mod rows;
mod size;
mod whole;

use super::{Check, Entry};
use crate::review::finding::Severity::{Critical, High, Info, Low, Medium};

pub(super) const RULES: &[Entry] = &[
    Entry::plan("ME001", Critical, whole::errored),
    Entry::plan("ME002", High, whole::incomplete),
    Entry::plan("ME003", Critical, whole::checks),
    Entry::plan("ME004", Medium, whole::drift),
    Entry::plan("ME005", High, size::many_destroyed),
    Entry::plan("ME006", Medium, size::many_changed),
    Entry::plan("ME007", Critical, size::everything_destroyed),
    Entry::plan("ME008", Critical, joined::lost_state),
    Entry { code: "ME009", severity: Critical, directional: false, check: Check::Reading },
    Entry::change("ME010", High, &[], rows::unknown_action).either_way(),
    Entry::change("ME011", High, &[], rows::import_with_change).either_way(),
    Entry::change("ME012", Medium, &[], rows::forgotten).either_way(),
    Entry::change("ME013", High, &[], leaks::mark_lost),
    Entry::change("ME014", High, &[], leaks::unmarked),
    Entry::plan("ME015", Medium, whole::provisioners),
    Entry::plan("ME016", High, joined::providers),
    Entry::change("ME017", Low, &[], rows::asked_for).either_way(),
    Entry::change("ME018", Low, &[], rows::left_over).either_way(),
    Entry::plan("ME019", High, addresses::shifted),
    Entry::plan("ME020", High, whole::stale),
    Entry::plan("ME021", Critical, joined::elsewhere),
    Entry::plan("ME022", Medium, whole::invocations),
    Entry::plan("ME023", Medium, leaks::outputs),
    Entry::plan("ME024", High, joined::unexplained),
    Entry::plan("ME025", Info, joined::engine),
    Entry::change("ME026", Medium, &[], closed::created),
];
