//! Outputs of a review: the same value, written for different readers.
//!
//! An output takes a [`Review`], which has no secrets in it, and treats every text that comes from a plan as hostile.

mod annotations;
mod budget;
mod edits;
mod markdown;
mod page;
mod sarif;
mod text;
mod visible;

use super::reviewed::Review;

pub use annotations::annotations;
pub use markdown::{Limits, Origin, Place, markdown};
pub use page::{Page, page};
pub use sarif::sarif;
pub use text::{Paint, text};

/// What outputs say in their own words: a secret that is a piece of it can't be told from it.
pub(super) const WORDS: &[&str] = &[
    "plan review: blocked, approval needed, incomplete plan, no findings, findings, critical, medium",
    "environment, environments, verdict, severity, object, what to do, waived, failed checks, invocations, permissions",
    "destroyed or replaced, replaced, forced by, replace (create first), forget and create, import and update, imported",
    "known after apply, sensitive value changes, forces replacement, the same elements in another order",
    "written differently, means the same, changed outside of terraform, and this plan depends on it",
    "the plan is not complete: applying it leaves something to plan, planning failed, can't be applied",
    "left out for want of room, the json output has everything, more lines, more characters, characters, compressed",
    "applying runs the action, not planned yet, deferred, planned by, left alone, unchanged, nothing to do, with an unknown",
    "approval_needed, failed_checks, forces_replacement, forget_create, invocations, plan_sha256, planned_at, planned_by",
    "previous_address, replace_create_first, replace_paths, spelling, development, production, details, summary, relevant",
    "-replace, conditions, creation, delete_on_termination, half-way, root_block_device, somebody",
    "iac:review, address, message, because, deposed, outputs",
];

/// The review as JSON, whose schema is [`schema`](super::schema).
///
/// # Panics
///
/// Never: a review is made of texts, numbers and lists.
pub fn json(review: &Review) -> String {
    let mut text = serde_json::to_string(review).expect("a review is JSON");
    text.push('\n');
    text
}
