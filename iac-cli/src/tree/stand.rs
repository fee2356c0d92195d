//! What stands at a path of the tree right now. Reads only, follows no link, opens nothing but regular files.

use std::fs;
use std::io;
use std::path::Path;

use super::blocked::{Blocked, Reason};

/// What stands at a path.
#[derive(Debug)]
pub(super) enum Stand {
    /// Nothing, perhaps not even the folder.
    Absent,
    /// A regular file with this text.
    File(Vec<u8>),
    /// Something that can't be read or replaced, here or at a folder above.
    Obstacle(Blocked),
}

/// Looks at `path` below `root`, and at every folder between the two.
pub(super) fn stand(root: &Path, path: &str) -> Stand {
    let folders = path.match_indices('/').map(|(end, _)| &path[..end]);
    for folder in folders {
        match kind(&root.join(folder)) {
            Ok(Kind::Directory) => {}
            Ok(Kind::Absent) => return Stand::Absent,
            Ok(Kind::Link) => return obstacle(folder, Reason::Link),
            Ok(Kind::File | Kind::Special) => return obstacle(folder, Reason::NotADirectory),
            Err(source) => return obstacle(folder, Reason::Unreadable(source)),
        }
    }
    let text = match kind(&root.join(path)) {
        Ok(Kind::File) => fs::read(root.join(path)),
        Ok(Kind::Absent) => return Stand::Absent,
        Ok(Kind::Link) => return obstacle(path, Reason::Link),
        Ok(Kind::Directory) => return obstacle(path, Reason::Directory),
        Ok(Kind::Special) => return obstacle(path, Reason::Special),
        Err(source) => Err(source),
    };
    match text {
        Ok(text) => Stand::File(text),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Stand::Absent,
        Err(source) => obstacle(path, Reason::Unreadable(source)),
    }
}

/// What a single path is, without following it.
pub(super) enum Kind {
    Absent,
    File,
    Directory,
    Link,
    Special,
}

pub(super) fn kind(path: &Path) -> io::Result<Kind> {
    let found = match fs::symlink_metadata(path) {
        Ok(metadata) => metadata.file_type(),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Kind::Absent),
        Err(error) => return Err(error),
    };
    Ok(if found.is_symlink() {
        Kind::Link
    } else if found.is_dir() {
        Kind::Directory
    } else if found.is_file() {
        Kind::File
    } else {
        Kind::Special
    })
}

fn obstacle(path: &str, reason: Reason) -> Stand {
    Stand::Obstacle(Blocked { path: path.to_owned(), reason })
}
