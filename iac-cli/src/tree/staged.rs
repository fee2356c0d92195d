//! A plan whose every text lies on the disk already, beside its target: what remains is renaming and deleting.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::apply::Summary;
use super::digest::Digest;
use super::disk::{self, DiskError};
use super::lock;
use super::path::RECORDS;
use super::plan::{Change, Plan};
use super::record::{MANIFEST, PENDING, Record};
use super::stand::{Stand, stand};
use super::undo::Undo;

/// See the module. Dropping it deletes the temporary files.
#[derive(Debug)]
pub(super) struct Staged<'p, 'a> {
    plan: &'p Plan<'a>,
    temporary: BTreeMap<&'p str, TempPath>,
    manifest: Option<TempPath>,
}

impl<'p, 'a> Staged<'p, 'a> {
    /// Does everything that may well fail (no space, no permission) while nothing has changed yet.
    pub(super) fn prepare(plan: &'p Plan<'a>, undo: &mut Undo) -> Result<Self, DiskError> {
        clear_leftovers(plan)?;
        let mut staged = Self { plan, temporary: BTreeMap::new(), manifest: None };
        if plan.is_current() {
            return Ok(staged);
        }
        record_pending(plan, undo)?;
        for (path, change) in &plan.changes {
            let Some(after) = change.after() else { continue };
            let target = plan.root.join(path);
            undo.create_directories(target.parent().unwrap_or(&plan.root))?;
            staged.temporary.insert(path, disk::stage(&target, after)?);
        }
        if plan.manifest_changes() {
            let path = plan.root.join(RECORDS).join(MANIFEST);
            staged.manifest = Some(disk::stage(&path, &plan.manifest_after.to_text())?);
        }
        let created = undo.directories().flat_map(|path| [Some(path), path.parent()]).flatten();
        flush(&created.map(Path::to_owned).collect())?;
        Ok(staged)
    }

    /// Renames, deletes, records. `done` counts what happened, also when it stops half-way; `undo` forgets the
    /// files that are needed from the first change on.
    pub(super) fn commit(mut self, undo: &mut Undo, done: &mut Summary) -> Result<(), DiskError> {
        let root = &self.plan.root;
        let mut touched = BTreeSet::new();
        for (path, change) in &self.plan.changes {
            let Some(staged) = self.temporary.remove(path.as_str()) else { continue };
            let target = root.join(path);
            expect(root, path, change)?;
            disk::put(staged, &target, change.before().is_some())?;
            undo.keep_files();
            match change {
                Change::Create { .. } => done.created.push(path.clone()),
                Change::Update { .. } | Change::Remove { .. } => done.updated.push(path.clone()),
            }
            touched.extend(target.parent().map(Path::to_owned));
        }
        flush(&touched)?;

        let mut touched = BTreeSet::new();
        for (path, change) in &self.plan.changes {
            if change.after().is_some() {
                continue;
            }
            let target = root.join(path);
            expect(root, path, change)?;
            disk::remove_file(&target)?;
            undo.keep_files();
            done.removed.push(path.clone());
            touched.extend(remove_empty_directories(root, &target));
        }
        for path in &self.plan.gone {
            touched.extend(remove_empty_directories(root, &root.join(path)));
        }
        flush(&touched)?;

        let folder = root.join(RECORDS);
        if let Some(staged) = self.manifest.take() {
            disk::put(staged, &folder.join(MANIFEST), true)?;
            undo.keep_files();
            disk::flush_directory(&folder)?;
        }
        disk::remove_file(&folder.join(PENDING))?;
        undo.keep();
        Ok(())
    }
}

/// Whether a killed run left something to clear away, even if every file is as rendered.
pub(super) fn has_leftovers(plan: &Plan<'_>) -> bool {
    plan.pending.is_some() || records().any(|path| disk::has_leftover(&plan.root.join(path)))
}

fn records() -> impl Iterator<Item = String> {
    [PENDING, MANIFEST, lock::IGNORE].into_iter().map(|name| format!("{RECORDS}/{name}"))
}

/// Deletes the temporary files of a run that was killed: it wrote down beforehand where they would be.
fn clear_leftovers(plan: &Plan<'_>) -> Result<(), DiskError> {
    let pending = plan.pending.iter().flat_map(Record::paths).map(str::to_owned);
    for path in pending.chain(records()) {
        // Never through a link: below one, nothing is ours.
        if !matches!(stand(&plan.root, &path), Stand::Obstacle(_)) {
            disk::remove_leftover(&plan.root.join(path))?;
        }
    }
    Ok(())
}

/// Without this, a text written by a run that is then killed would look like somebody's edit to the next one.
fn record_pending(plan: &Plan<'_>, undo: &mut Undo) -> Result<(), DiskError> {
    let mut pending = plan.pending.clone().unwrap_or_default();
    for (path, change) in &plan.changes {
        if let Some(after) = change.after() {
            pending.add(path, Digest::of(after.as_bytes()));
        }
    }
    if pending.is_empty() {
        return Ok(());
    }
    let folder = plan.root.join(RECORDS);
    let path = folder.join(PENDING);
    let staged = disk::stage(&path, &pending.to_text())?;
    disk::put(staged, &path, true)?;
    // An earlier one stays needed even if this run fails.
    if plan.pending.is_none() {
        undo.file(path);
    }
    disk::flush_directory(&folder)
}

/// The last look at a target: an editor may have saved it since the plan.
fn expect(root: &Path, path: &str, change: &Change<'_>) -> Result<(), DiskError> {
    let same = match stand(root, path) {
        Stand::File(text) => change.before() == Some(text.as_slice()),
        Stand::Absent => change.before().is_none(),
        Stand::Obstacle(_) => false,
    };
    let action = if change.after().is_some() { "write" } else { "delete" };
    let changed = || io::Error::other("it was changed by somebody else meanwhile");
    if same { Ok(()) } else { Err(DiskError::new(action, &root.join(path), changed())) }
}

/// Deletes the folders that `target` leaves empty; returns the one that stays, whose entries changed.
fn remove_empty_directories(root: &Path, target: &Path) -> Option<PathBuf> {
    let mut folders = target.ancestors().skip(1);
    folders.find(|folder| *folder == root || !disk::remove_empty_directory(folder)).map(Path::to_owned)
}

fn flush(directories: &BTreeSet<PathBuf>) -> Result<(), DiskError> {
    directories
        .iter()
        // A parent of a relative path is "", and a folder may have been deleted after a file of it was.
        .map(|path| if path.as_os_str().is_empty() { Path::new(".") } else { path })
        .filter(|path| path.is_dir())
        .try_for_each(disk::flush_directory)
}
