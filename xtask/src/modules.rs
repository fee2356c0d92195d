//! `cargo xtask modules`: writes the files of the modules that are made from their structs.

use std::io::{self, Write};
use std::path::{Path, PathBuf};

use iac_core::syntax::WriteError;

use crate::canary;

/// Write the variables.tf, versions.tf and README.md of every module from its struct, and the code of the canary from its script
#[derive(Debug, clap::Args)]
pub struct Modules {
    /// Only list the files that are stale, and fail if there are any
    #[arg(long)]
    check: bool,
}

/// Whether the committed files are what the structs give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They are, now or all along.
    Current,
    /// They are not, and were left as they are.
    Stale,
}

/// Why the files can't be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// A file could not be read or written.
    #[error("{}", .0.display())]
    File(PathBuf, #[source] io::Error),
    /// What a struct says can't be written as Terraform.
    #[error("module {0} can't be written")]
    Module(&'static str, #[source] WriteError),
    /// The report could not be written.
    #[error("the report could not be written")]
    Report(#[source] io::Error),
}

impl Modules {
    /// Makes the files, and writes or compares those that differ; `out` gets their names.
    ///
    /// # Errors
    ///
    /// [`Failure`] if they can't be made, read or written.
    pub fn run(self, workspace: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let mut verdict = Verdict::Current;
        for (name, text) in generated(workspace)? {
            let file = workspace.join(&name);
            if read(&file)?.is_some_and(|committed| committed == text) {
                continue;
            }
            if self.check {
                verdict = Verdict::Stale;
                writeln!(out, "stale: {name}").map_err(Failure::Report)?;
            } else {
                std::fs::write(&file, text).map_err(|error| Failure::File(file, error))?;
                writeln!(out, "wrote {name}").map_err(Failure::Report)?;
            }
        }
        Ok(verdict)
    }
}

/// Every generated file: its path in the workspace and its text.
fn generated(workspace: &Path) -> Result<Vec<(String, String)>, Failure> {
    let mut files = vec![];
    for module in iac_modules::ALL {
        let made = module.generated().map_err(|error| Failure::Module(module.name, error))?;
        files.extend(made.into_iter().map(|(name, text)| (format!("modules/{}/{name}", module.name), text)));
    }
    let script = workspace.join(canary::SCRIPT);
    let script = std::fs::read_to_string(&script).map_err(|error| Failure::File(script, error))?;
    files.push((canary::CODE.to_owned(), canary::code(&script)));
    Ok(files)
}

/// The text of a file; nothing if there is none.
fn read(file: &Path) -> Result<Option<String>, Failure> {
    match std::fs::read_to_string(file) {
        Ok(text) => Ok(Some(text)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::File(file.to_owned(), error)),
    }
}
