//! Makes a plan happen, or explains what stopped it and where that leaves the directory.

use std::collections::BTreeSet;
use std::fmt;
use std::path::{Path, PathBuf};

use super::blocked::Blocked;
use super::disk::DiskError;
use super::lock::{Lock, LockError};
use super::plan::{self, Plan, PlanError};
use super::staged::{self, Staged};

/// What a run did, as paths relative to the output directory.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(crate) struct Summary {
    /// Written where nothing was.
    pub(crate) created: Vec<String>,
    /// Replaced.
    pub(crate) updated: Vec<String>,
    /// Deleted, because no longer rendered.
    pub(crate) removed: Vec<String>,
    /// Files that were as rendered and not touched.
    pub(crate) unchanged: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { created, updated, removed, unchanged } = self;
        let (created, updated, removed) = (created.len(), updated.len(), removed.len());
        write!(f, "{created} created, {updated} updated, {removed} removed, {unchanged} unchanged")
    }
}

/// Why a plan was not, or not wholly, carried out.
#[derive(Debug, thiserror::Error)]
pub(crate) enum ApplyError {
    /// Something is in the way. Nothing was changed.
    #[error("nothing was written to `{}`, because of what is in the way:{}", root.display(), list(blocked))]
    Blocked {
        /// The output directory.
        root: PathBuf,
        /// Everything in the way, sorted by path.
        blocked: Vec<Blocked>,
    },
    /// Another run writes to the directory. Nothing was changed.
    #[error(
        "another iac{} is writing to `{}`; try again once it is done",
        process.map(|id| format!(" (process {id})")).unwrap_or_default(),
        root.display()
    )]
    Locked {
        /// The output directory.
        root: PathBuf,
        /// The id of the other process, if it can be told.
        process: Option<u32>,
    },
    /// The directory is not as it was planned for. Nothing was changed.
    #[error("nothing was written to `{}`, because it changed since the plan was made: {}; run again", root.display(), paths.join(", "))]
    Changed {
        /// The output directory.
        root: PathBuf,
        /// What differs.
        paths: Vec<String>,
    },
    /// The directory can no longer be planned. Nothing was changed.
    #[error(transparent)]
    Plan(#[from] PlanError),
    /// The preparation failed and was undone. Nothing was changed.
    #[error("nothing was written to `{}`", root.display())]
    Nothing {
        /// The output directory.
        root: PathBuf,
        /// What failed.
        #[source]
        failed: DiskError,
    },
    /// Some files are written, some aren't; each is whole.
    #[error(
        "writing to `{}` stopped half-way ({}; {} to do). Every file is whole, and running again completes it",
        root.display(),
        done,
        left.len()
    )]
    HalfWay {
        /// The output directory.
        root: PathBuf,
        /// What was done.
        done: Box<Summary>,
        /// The paths that weren't reached; empty if only our own record is missing.
        left: Vec<String>,
        /// What failed.
        #[source]
        failed: DiskError,
    },
}

impl ApplyError {
    /// What to do about it, a sentence each, where the message doesn't say.
    pub(crate) fn hints(&self) -> Vec<String> {
        match self {
            Self::Blocked { blocked, .. } => blocked.iter().map(Blocked::hint).collect(),
            _ => Vec::new(),
        }
    }
}

impl Plan<'_> {
    /// Writes and deletes what the plan says; touches nothing if that is nothing.
    ///
    /// # Errors
    ///
    /// See [`ApplyError`]: all but [`ApplyError::HalfWay`] leave the directory as it was.
    pub(crate) fn apply(self) -> Result<Summary, ApplyError> {
        let mut done = Summary { unchanged: self.unchanged, ..Summary::default() };
        if self.is_current() && !staged::has_leftovers(&self) {
            return Ok(done);
        }
        let seen = self.unblocked()?;
        let root = seen.root.clone();
        let mut lock = Lock::take(&root).map_err(|error| match error {
            LockError::Held { process } => ApplyError::Locked { root: root.clone(), process },
            LockError::Disk(failed) => ApplyError::Nothing { root: root.clone(), failed },
        })?;
        let plan = plan::plan(seen.bundle, &root, seen.force)?.unblocked()?;
        let paths = seen.differences(&plan);
        if !paths.is_empty() {
            return Err(ApplyError::Changed { root, paths });
        }
        let staged = Staged::prepare(&plan, &mut lock.undo)
            .map_err(|failed| ApplyError::Nothing { root: root.clone(), failed })?;
        match staged.commit(&mut lock.undo, &mut done) {
            Ok(()) => Ok(done),
            Err(failed) => Err(half_way(&plan, &root, done, failed)),
        }
    }

    fn unblocked(mut self) -> Result<Self, ApplyError> {
        match std::mem::take(&mut self.blocked) {
            blocked if blocked.is_empty() => Ok(self),
            blocked => Err(ApplyError::Blocked { root: self.root, blocked }),
        }
    }

    fn differences(&self, other: &Self) -> Vec<String> {
        let paths: BTreeSet<_> = self.changes.keys().chain(other.changes.keys()).collect();
        let mut paths: Vec<_> = paths
            .into_iter()
            .filter(|path| self.changes.get(*path) != other.changes.get(*path))
            .cloned()
            .collect();
        if self.manifest_before != other.manifest_before {
            paths.push(".iac/manifest.json".to_owned());
        }
        paths
    }
}

fn half_way(plan: &Plan<'_>, root: &Path, done: Summary, failed: DiskError) -> ApplyError {
    let reached: BTreeSet<&String> =
        [&done.created, &done.updated, &done.removed].into_iter().flatten().collect();
    let root = root.to_owned();
    if reached.is_empty() && !plan.changes.is_empty() {
        return ApplyError::Nothing { root, failed };
    }
    let left = plan.changes.keys().filter(|path| !reached.contains(path)).cloned().collect();
    ApplyError::HalfWay { root, done: Box::new(done), left, failed }
}

fn list(blocked: &[Blocked]) -> String {
    blocked.iter().flat_map(|blocked| ["\n  ".to_owned(), blocked.to_string()]).collect()
}
