//! Brings a directory on disk in line with a rendered bundle, without ever losing a file that isn't ours.
//! Knows paths and texts only: nothing of environments, Terraform or the command line.
//!
//! The protocol of ownership:
//!
//! - A file is **ours** while its text is one that we wrote: its SHA-256 is recorded in `.iac/manifest.json`
//!   (committed with the files) or, after a run that was killed, in `.iac/pending.json`. A text equal to what
//!   we would write is always fine. Only files that are ours are replaced or deleted.
//! - Everything else in the way is **blocked**, and all of it is listed at once: files of others, files of ours
//!   that were edited since, marked files that no record knows (an edit could not be told apart), links,
//!   directories. Only a path named in [`Force`] gives up a file's text; links and directories never give way.
//!   Files at paths that we don't use are nobody's business here.
//! - [`plan()`] only reads. [`apply`](plan::Plan::apply) takes `.iac/lock`, plans again and refuses if the two differ. Then:
//!   1. *Prepare*: record in `.iac/pending.json` what will be written, write every text to a temporary file
//!      beside its target, flush it. A failure up to here (a full disk, no permission) is undone completely.
//!   2. *Commit*: rename over the targets, delete what is no longer rendered, write the manifest, drop
//!      `pending.json`. Stopped at any point, each file is whole, old or new, and known to be ours, so the
//!      next run completes the work and clears the temporary files away.
//! - `--check` is [`is_current`](plan::Plan::is_current) and [`diff`](plan::Plan::diff) of the same plan, so it can't disagree with writing.
//!
//! This guards against accidents: crashes, full disks, second runs, editors that save meanwhile. It is no defence
//! against somebody who swaps directories for links, within microseconds, in a tree that they can write to anyway.

mod apply;
mod blocked;
mod compare;
mod diff;
mod digest;
mod disk;
mod lock;
mod mark;
mod path;
mod plan;
mod record;
mod staged;
mod stand;
#[cfg(test)]
mod tests;
mod undo;

pub(crate) use apply::ApplyError;
pub(crate) use plan::{Action, Force, PlanError, plan};
