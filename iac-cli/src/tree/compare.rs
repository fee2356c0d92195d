//! What becomes of each file: the heart of the protocol, one kind of file after the other.

use std::collections::{BTreeMap, BTreeSet};

use super::blocked::{Blocked, Reason};
use super::digest::Digest;
use super::mark;
use super::plan::{Change, Plan};
use super::record::Record;
use super::stand::{Stand, stand};

/// What is ours, as both records say.
#[derive(Debug)]
pub(super) struct Records {
    pub(super) manifest: Record,
    pub(super) pending: Record,
}

impl Records {
    /// Whether `text` is one that we wrote at `path`.
    fn own(&self, path: &str, text: &[u8]) -> bool {
        let digest = Digest::of(text);
        self.manifest.knows(path, digest) || self.pending.knows(path, digest)
    }

    pub(super) fn name(&self, path: &str) -> bool {
        self.manifest.names(path) || self.pending.names(path)
    }

    fn paths(&self) -> impl Iterator<Item = &str> {
        self.manifest.paths().chain(self.pending.paths())
    }
}

impl<'a> Plan<'a> {
    /// What the bundle holds.
    pub(super) fn compare_rendered(&mut self, records: &Records, obstacles: &mut BTreeMap<String, Blocked>) {
        for (path, after) in self.bundle {
            self.manifest_after.add(path, Digest::of(after.as_bytes()));
            match stand(&self.root, path) {
                Stand::Absent => drop(self.changes.insert(path.clone(), Change::Create { after })),
                Stand::File(before) if before == after.as_bytes() => self.unchanged += 1,
                Stand::File(before) => {
                    let reason = if records.own(path, &before) || self.force.0.contains(path) {
                        None
                    } else if records.manifest.names(path) {
                        Some(Reason::Edited)
                    } else if mark::is_marked(&before) {
                        Some(Reason::Unrecorded)
                    } else {
                        Some(Reason::Foreign)
                    };
                    self.decide(path, Change::Update { before, after }, reason);
                }
                Stand::Obstacle(blocked) => drop(obstacles.insert(blocked.path.clone(), blocked)),
            }
        }
    }

    /// What the records know and the bundle doesn't.
    pub(super) fn compare_stale(&mut self, records: &Records, obstacles: &mut BTreeMap<String, Blocked>) {
        for path in records.paths().filter(|path| !self.bundle.contains_key(*path)).collect::<BTreeSet<_>>() {
            match stand(&self.root, path) {
                Stand::File(before) => {
                    let reason = if records.own(path, &before) || self.force.0.contains(path) {
                        None
                    } else if records.manifest.names(path) || mark::is_marked(&before) {
                        Some(Reason::EditedStale)
                    } else {
                        // A run was killed before it wrote this file; what is here now is somebody else's.
                        continue;
                    };
                    self.decide(path, Change::Remove { before }, reason);
                }
                Stand::Absent => self.gone.push(path.to_owned()),
                // Ours is gone too, and nothing of ours wants its place.
                Stand::Obstacle(Blocked {
                    reason: Reason::Directory | Reason::NotADirectory | Reason::Special,
                    ..
                }) => {}
                Stand::Obstacle(blocked) => drop(obstacles.insert(blocked.path.clone(), blocked)),
            }
        }
    }

    /// Marked files that the other syntax left and that no record knows (a lost manifest): Terraform would load
    /// both and report duplicates. A user's own file beside ours has no mark, and is fine.
    pub(super) fn compare_twins(&mut self, records: &Records) {
        for path in self.bundle.keys() {
            let Some(twin) = twin(path) else { continue };
            if self.bundle.contains_key(&twin) || records.name(&twin) {
                continue;
            }
            if let Stand::File(before) = stand(&self.root, &twin)
                && mark::is_marked(&before)
            {
                let forced = self.force.0.contains(&twin);
                let reason = (!forced).then(|| Reason::Twin(path.clone()));
                self.decide(&twin, Change::Remove { before }, reason);
            }
        }
    }

    fn decide(&mut self, path: &str, change: Change<'a>, reason: Option<Reason>) {
        let Some(reason) = reason else {
            self.changes.insert(path.to_owned(), change);
            return;
        };
        if !matches!(reason, Reason::Foreign) {
            self.forcible.insert(path.to_owned(), change);
        }
        self.blocked.push(Blocked { path: path.to_owned(), reason });
    }
}

/// The path that the same file has in the other syntax.
fn twin(path: &str) -> Option<String> {
    match path.strip_suffix(".tf.json") {
        Some(stem) => Some(format!("{stem}.tf")),
        None => path.strip_suffix(".tf").map(|stem| format!("{stem}.tf.json")),
    }
}
