//! Which paths a bundle or a manifest may name. Knows no file system: what is safe here is safe everywhere.

use std::collections::BTreeMap;

/// The folder of our own records, below the output directory.
pub(super) const RECORDS: &str = ".iac";

/// Why a path can't be a file of the tree.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum PathProblem {
    /// `""`, `/x`, `x//y` or `x/`.
    #[error("expected names separated by single slashes, such as `modules/network/main.tf`")]
    EmptyName,
    /// `.` or `..`.
    #[error("`.` and `..` are not allowed")]
    Dots,
    /// A backslash or colon, which some systems read as a separator, or a control character such as NUL.
    #[error("the character {0:?} is not allowed")]
    Character(char),
    /// `.iac`, or a name that our temporary files have.
    #[error("names starting with `{RECORDS}` are reserved for iac's records")]
    Reserved,
    /// Two paths that some file systems can't tell apart.
    #[error("differs from `{0}` in upper and lower case only")]
    SameButForCase(String),
    /// A file can't also be a folder of other files.
    #[error("is also the folder of `{0}`")]
    AlsoFolder(String),
}

/// Checks one path alone.
pub(super) fn check(path: &str) -> Result<(), PathProblem> {
    for name in path.split('/') {
        match name {
            "" => return Err(PathProblem::EmptyName),
            "." | ".." => return Err(PathProblem::Dots),
            _ => {}
        }
        if let Some(character) = name.chars().find(|&c| c == '\\' || c == ':' || c.is_control()) {
            return Err(PathProblem::Character(character));
        }
        let lower = name.to_lowercase();
        if lower == RECORDS || lower.starts_with(".iac-") {
            return Err(PathProblem::Reserved);
        }
    }
    Ok(())
}

/// Checks paths alone and together; the first that fails is returned with its problem.
pub(super) fn check_all<'a>(paths: impl Iterator<Item = &'a str>) -> Result<(), (String, PathProblem)> {
    let mut seen = BTreeMap::new();
    for path in paths {
        check(path).map_err(|problem| (path.to_owned(), problem))?;
        if let Some(other) = seen.insert(path.to_lowercase(), path) {
            return Err((path.to_owned(), PathProblem::SameButForCase(other.to_owned())));
        }
    }
    for (lower, path) in &seen {
        for (end, _) in lower.match_indices('/') {
            if let Some(file) = seen.get(&lower[..end]) {
                return Err(((*file).to_owned(), PathProblem::AlsoFolder((*path).to_owned())));
            }
        }
    }
    Ok(())
}
