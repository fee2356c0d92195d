//! What is in the way of a plan, and what its owner can do about it.

use std::fmt;
use std::io;

/// One thing on disk that the plan must not touch.
#[derive(Debug)]
pub(crate) struct Blocked {
    /// Where, relative to the output directory; what `--force` expects.
    pub(crate) path: String,
    pub(super) reason: Reason,
}

#[derive(Debug, thiserror::Error)]
pub(super) enum Reason {
    #[error("is a symbolic link, and iac follows none")]
    Link,
    #[error("is not a directory, but files belong below it")]
    NotADirectory,
    #[error("is a directory, but a file belongs there")]
    Directory,
    #[error("is neither a file nor a directory")]
    Special,
    #[error("can't be read: {0}")]
    Unreadable(io::Error),
    #[error("was not written by iac")]
    Foreign,
    #[error("was edited since iac wrote it")]
    Edited,
    #[error("was edited since iac wrote it; it is no longer rendered and would be deleted")]
    EditedStale,
    #[error("carries iac's mark but .iac/manifest.json doesn't know its text, so it may have been edited")]
    Unrecorded,
    #[error(
        "carries iac's mark but .iac/manifest.json doesn't know it; Terraform would load it beside `{0}`"
    )]
    Twin(String),
}

impl Blocked {
    /// What to do about it, as a sentence.
    pub(crate) fn hint(&self) -> String {
        let path = &self.path;
        match self.reason {
            Reason::Link | Reason::NotADirectory | Reason::Directory | Reason::Special => {
                format!("move `{path}` away, or choose another output directory")
            }
            Reason::Unreadable(_) => format!("make `{path}` readable, or choose another output directory"),
            Reason::Foreign => {
                format!("move or rename `{path}` to keep it, or replace it with `--force {path}`")
            }
            Reason::Edited => {
                format!(
                    "move the edit into the spec or a file of your own, then discard it with `--force {path}`"
                )
            }
            Reason::EditedStale | Reason::Twin(_) => {
                format!("rename `{path}` to keep it, or delete it with `--force {path}`")
            }
            Reason::Unrecorded => format!(
                "restore .iac/manifest.json from version control, or replace the file with `--force {path}`"
            ),
        }
    }
}

impl fmt::Display for Blocked {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` {}", self.path, self.reason)
    }
}
