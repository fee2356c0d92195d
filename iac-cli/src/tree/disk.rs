//! Every call of the tree that changes the disk, each naming what it did to which path when it fails.
//! Knows no plan and no ownership. Tests can fail, kill or disturb each single call through `hook`.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use tempfile::TempPath;

use super::digest::Digest;

/// A change of the disk that the system refused.
#[derive(Debug, thiserror::Error)]
#[error("can't {action} `{}`", path.display())]
pub(crate) struct DiskError {
    action: &'static str,
    path: PathBuf,
    #[source]
    source: io::Error,
}

impl DiskError {
    pub(super) fn new(action: &'static str, path: &Path, source: io::Error) -> Self {
        Self { action, path: path.to_owned(), source }
    }
}

/// Creates one directory; `false` if it was there already.
pub(super) fn create_directory(path: &Path) -> Result<bool, DiskError> {
    act("create the directory", path, || match fs::create_dir(path) {
        Ok(()) => Ok(true),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists && path.is_dir() => Ok(false),
        Err(error) => Err(error),
    })
}

/// Opens a file of our records for writing, keeping its text; `true` if it was created.
pub(super) fn open(path: &Path) -> Result<(File, bool), DiskError> {
    act("open", path, || {
        let mut options = OpenOptions::new();
        options.read(true).write(true);
        match options.clone().create_new(true).open(path) {
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                options.open(path).map(|file| (file, false))
            }
            created => created.map(|file| (file, true)),
        }
    })
}

/// Writes `text` to a temporary file beside `target` and flushes it to the disk.
///
/// The name follows from the target's, so that what a killed run left is found again without a search. The
/// permissions are those that any program would give (minus the umask), or those of the file to be replaced.
pub(super) fn stage(target: &Path, text: &str) -> Result<TempPath, DiskError> {
    let temporary = temporary(target);
    remove_leftover(target)?;
    let file = act("create", &temporary, || {
        let name = temporary.file_name().expect("a temporary path ends with a name");
        let mut builder = tempfile::Builder::new();
        builder.prefix(name).suffix("").rand_bytes(0);
        #[cfg(unix)]
        builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(mode(text)));
        builder.tempfile_in(temporary.parent().expect("a temporary path has a parent"))
    })?;
    act("write", &temporary, || {
        keep_permissions(target, file.as_file())?;
        file.as_file().write_all(text.as_bytes())
    })?;
    act("flush", &temporary, || file.as_file().sync_all())?;
    // The handle is closed here: a large bundle has more files than a process may hold open.
    Ok(file.into_temp_path())
}

/// Moves a staged file to its target in one step. Unless it is meant to `replace`, nothing there is overwritten.
pub(super) fn put(staged: TempPath, target: &Path, replace: bool) -> Result<(), DiskError> {
    act("write", target, || {
        let put = if replace { staged.persist(target) } else { staged.persist_noclobber(target) };
        put.map_err(|error| error.error)
    })
}

/// Whether a killed run left the temporary file of `target`.
pub(super) fn has_leftover(target: &Path) -> bool {
    fs::symlink_metadata(temporary(target)).is_ok_and(|found| found.is_file())
}

/// Deletes the temporary file of `target` that a killed run left, if any.
pub(super) fn remove_leftover(target: &Path) -> Result<(), DiskError> {
    if has_leftover(target) { remove_file(&temporary(target)) } else { Ok(()) }
}

/// Deletes a file, which may be gone already.
pub(super) fn remove_file(path: &Path) -> Result<(), DiskError> {
    act("delete", path, || match fs::remove_file(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()),
        result => result,
    })
}

/// Deletes a directory if it is empty; whether it is gone. One that stays, for any reason, does no harm.
pub(super) fn remove_empty_directory(path: &Path) -> bool {
    let gone = |error: &io::Error| error.kind() == io::ErrorKind::NotFound;
    act("delete", path, || {
        fs::remove_dir(path).or_else(|error| if gone(&error) { Ok(()) } else { Err(error) })
    })
    .is_ok()
}

/// Flushes the entries of a directory: only then does a rename survive a loss of power.
pub(super) fn flush_directory(path: &Path) -> Result<(), DiskError> {
    act("flush", path, || {
        if cfg!(not(unix)) {
            return Ok(());
        }
        match File::open(path).and_then(|directory| directory.sync_all()) {
            // Some network and FUSE file systems can't flush directories, and then there is nothing to be done.
            Err(error)
                if matches!(error.kind(), io::ErrorKind::InvalidInput | io::ErrorKind::Unsupported) =>
            {
                Ok(())
            }
            result => result,
        }
    })
}

fn temporary(target: &Path) -> PathBuf {
    let name = target.file_name().unwrap_or_default();
    let digest = Digest::of(name.as_encoded_bytes()).to_string();
    target.with_file_name(format!(".iac-{}.tmp", &digest[..16]))
}

/// Scripts are executable.
#[cfg(unix)]
fn mode(text: &str) -> u32 {
    if text.starts_with("#!") { 0o777 } else { 0o666 }
}

/// Somebody who changed the permissions of our file meant it.
#[cfg(unix)]
fn keep_permissions(target: &Path, file: &File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;

    let Ok(before) = fs::symlink_metadata(target) else { return Ok(()) };
    let bits = |found: &fs::Metadata| found.permissions().mode() & 0o777;
    if !before.is_file() || bits(&before) == bits(&file.metadata()?) {
        return Ok(());
    }
    file.set_permissions(fs::Permissions::from_mode(bits(&before)))
}

#[cfg(not(unix))]
fn keep_permissions(_: &Path, _: &File) -> io::Result<()> {
    Ok(())
}

fn act<T>(action: &'static str, path: &Path, change: impl FnOnce() -> io::Result<T>) -> Result<T, DiskError> {
    #[cfg(test)]
    let change = || hook::call(action, path).and_then(|()| change());
    change().map_err(|source| DiskError::new(action, path, source))
}

/// Lets a test step in before each change of the disk that its thread makes.
#[cfg(test)]
pub(super) mod hook {
    use std::cell::RefCell;
    use std::io;
    use std::path::Path;

    type Hook = Box<dyn FnMut(&str, &Path) -> io::Result<()>>;

    thread_local! {
        static HOOK: RefCell<Option<Hook>> = const { RefCell::new(None) };
    }

    /// Calls `run` with `hook` in place, which gets the action and the path of each change and may refuse it.
    pub(in super::super) fn with<T>(
        hook: impl FnMut(&str, &Path) -> io::Result<()> + 'static,
        run: impl FnOnce() -> T,
    ) -> T {
        HOOK.set(Some(Box::new(hook)));
        let result = run();
        HOOK.set(None);
        result
    }

    pub(super) fn call(action: &str, path: &Path) -> io::Result<()> {
        HOOK.with_borrow_mut(|hook| hook.as_mut().map_or(Ok(()), |hook| hook(action, path)))
    }
}
