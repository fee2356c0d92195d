//! What a run created before it was sure to succeed, taken back unless it says so.

use std::path::{Path, PathBuf};

use super::disk::{self, DiskError};

/// Directories and files of ours that vanish again when this is dropped; the last one first.
#[derive(Debug, Default)]
pub(super) struct Undo(Vec<Created>);

#[derive(Debug)]
enum Created {
    Directory(PathBuf),
    File(PathBuf),
}

impl Undo {
    /// Creates `path` and every directory above it that is missing.
    pub(super) fn create_directories(&mut self, path: &Path) -> Result<(), DiskError> {
        let missing = |path: &&Path| !path.as_os_str().is_empty() && path.symlink_metadata().is_err();
        for path in path.ancestors().take_while(missing).collect::<Vec<_>>().into_iter().rev() {
            if disk::create_directory(path)? {
                self.0.push(Created::Directory(path.to_owned()));
            }
        }
        Ok(())
    }

    /// Notes that `path` was created.
    pub(super) fn file(&mut self, path: PathBuf) {
        self.0.push(Created::File(path));
    }

    /// Keeps the files. Directories are still tried: only empty ones, which nobody needs, can be deleted.
    pub(super) fn keep_files(&mut self) {
        self.0.retain(|created| matches!(created, Created::Directory(_)));
    }

    /// Keeps everything.
    pub(super) fn keep(&mut self) {
        self.0.clear();
    }

    /// The directories that were created.
    pub(super) fn directories(&self) -> impl Iterator<Item = &Path> {
        self.0.iter().filter_map(|created| match created {
            Created::Directory(path) => Some(path.as_path()),
            Created::File(_) => None,
        })
    }
}

impl Drop for Undo {
    fn drop(&mut self) {
        for created in self.0.drain(..).rev() {
            match created {
                Created::Directory(path) => drop(disk::remove_empty_directory(&path)),
                // Nothing better can be done in the middle of another failure; the next run copes with leftovers.
                Created::File(path) => drop(disk::remove_file(&path)),
            }
        }
    }
}
