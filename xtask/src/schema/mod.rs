//! `cargo xtask schema`: takes the provider facts from the packages that carry them.
//!
//! The packages are bindings that were generated from the providers' own schemas. What that lost is listed in
//! `facts/NOTICE`; what we need of it stands in the hand-written overlay. The facts of Railway are written by hand
//! as a whole, from its documentation: no package has them.

mod bindings;
#[cfg(test)]
mod committed;
mod model;
mod overlay;
mod packages;
mod text;
mod typescript;
mod wafv2;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use iac_schema::Version;

pub use overlay::BadRow;

/// Write the provider facts anew from the npm packages that carry them
#[derive(Debug, clap::Args)]
pub struct Schema {
    /// Only compare with the committed facts, and fail if they differ
    #[arg(long)]
    check: bool,
}

/// Whether the committed facts are what the packages give.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// They are, now or all along.
    Current,
    /// They are not, and were left as they are.
    Stale,
}

/// Why the facts can't be had.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// A file could not be read or written.
    #[error("{}", .0.display())]
    File(PathBuf, #[source] io::Error),
    /// The registry did not give a package.
    #[error("npm pack {0}: {1}")]
    Npm(String, String),
    /// A package has declarations that the extractor doesn't understand.
    #[error("{} is unclear:\n{}", .0, .1.join("\n"))]
    Unclear(&'static str, Vec<String>),
    /// The overlay is wrong.
    #[error(transparent)]
    Overlay(#[from] BadRow),
    /// No version has what the others are to be filled from.
    #[error("no version has the statement of aws_wafv2_web_acl_rule")]
    NoStatement,
    /// The report could not be written.
    #[error("the report could not be written")]
    Report(#[source] io::Error),
}

/// Where the facts lie.
const FACTS: &str = "iac-core/schema/facts";

impl Schema {
    /// Makes the facts, and writes or compares them; `out` gets what differs.
    ///
    /// # Errors
    ///
    /// [`Failure`] if they can't be made, read or written.
    pub fn run(self, workspace: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let facts = workspace.join(FACTS);
        let read = |path: &Path| {
            std::fs::read_to_string(path).map_err(|error| Failure::File(path.to_owned(), error))
        };
        let overlay = read(&facts.join("overlay.txt"))?;
        let made = aws(&workspace.join("target/xtask/npm"), &overlay)?;
        let file = facts.join("aws.txt");
        let committed = read(&file)?;
        if made == committed {
            return Ok(Verdict::Current);
        }
        if self.check {
            let diff = similar::TextDiff::from_lines(&committed, &made);
            let diff = diff.unified_diff().header("committed", "from the packages").to_string();
            write!(out, "{diff}").map_err(Failure::Report)?;
            return Ok(Verdict::Stale);
        }
        std::fs::write(&file, made).map_err(|error| Failure::File(file, error))?;
        Ok(Verdict::Current)
    }
}

/// The facts of the AWS provider as they are to be committed.
fn aws(cache: &Path, overlay: &str) -> Result<String, Failure> {
    let mut providers = BTreeMap::new();
    for package in packages::AWS {
        let archive = package.download(cache)?;
        providers.insert(package.version, package.facts(&archive)?);
    }
    let statement = providers.values().find_map(wafv2::statement).ok_or(Failure::NoStatement)?;
    for provider in providers.values_mut() {
        wafv2::fill(provider, &statement);
    }
    overlay::apply(overlay, &mut providers)?;
    Ok(text::write(&providers, &text::header(Version::AWS, AWS_ORIGIN)))
}

const AWS_ORIGIN: &str = "written by `cargo xtask schema`: edit overlay.txt instead";

#[cfg(test)]
mod tests;
