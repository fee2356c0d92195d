//! One thing to prove, and what is needed for it.

use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::PathBuf;

use iac_core::syntax::WriteError;
use iac_schema::Version;

use crate::conformance::addresses::Addresses;
use crate::conformance::planted;
use crate::project::NotRendered;
use crate::terraform::{Failure, Sandbox, Terraform};

/// What every case may use.
pub(super) struct Tools {
    /// A Terraform for each version of the AWS provider, which finds only that one.
    pub(super) terraforms: BTreeMap<Version, Terraform>,
    pub(super) workspace: PathBuf,
    pub(super) addresses: Addresses,
}

impl Tools {
    /// An empty folder for a Terraform that finds only `version` of the provider, with secrets planted all around.
    pub(super) fn sandbox(&self, version: Version) -> Result<Sandbox<'_>, Problem> {
        let terraform = self.terraforms.get(&version);
        let terraform =
            terraform.ok_or_else(|| Problem::Found(format!("{version} is not set up for any case")))?;
        let mut sandbox = Sandbox::new(terraform)?;
        planted::plant(&mut sandbox);
        Ok(sandbox)
    }
}

impl Tools {
    /// Compares `text` with what is kept under `snapshots/`, or keeps it if that is asked for.
    pub(super) fn kept(&self, path: &str, text: &str) -> Result<(), Problem> {
        let file = self.workspace.join("snapshots").join(path);
        let failed = |error: io::Error| Problem::Found(format!("{}: {error}", file.display()));
        let kept = match std::fs::read_to_string(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read.map_err(failed)?,
        };
        if kept == text {
            return Ok(());
        }
        if self.addresses.accept {
            let folder = file.parent().unwrap_or(&file);
            return std::fs::create_dir_all(folder)
                .and_then(|()| std::fs::write(&file, text))
                .map_err(failed);
        }
        let differs = |(kept, now): (&str, &str)| (kept != now).then(|| format!("- {kept}\n+ {now}"));
        let lines = kept.lines().chain(std::iter::repeat("")).zip(text.lines().chain([""]));
        let first = lines.map(differs).find_map(|line| line).unwrap_or_default();
        Err(Problem::Found(format!(
            "{path} is not what is kept, first in\n{first}\n`cargo xtask conformance --accept` keeps what is now"
        )))
    }
}

/// One thing to prove.
pub(super) struct Case {
    pub(super) name: String,
    pub(super) job: Box<Job>,
}

/// What proves it, or says why it doesn't hold.
pub(super) type Job = dyn Fn(&Tools) -> Result<(), Problem> + Send + Sync;

impl Case {
    pub(super) fn new(
        name: impl Into<String>,
        job: impl Fn(&Tools) -> Result<(), Problem> + Send + Sync + 'static,
    ) -> Self {
        Self { name: name.into(), job: Box::new(job) }
    }
}

/// Why a case failed.
#[derive(Debug)]
pub(super) enum Problem {
    /// Terraform refused something, or could not be run.
    Terraform(Failure),
    /// Something could not be rendered.
    Render(WriteError),
    /// What Terraform made of it isn't what it should be.
    Found(String),
}

impl From<Failure> for Problem {
    fn from(failure: Failure) -> Self {
        Self::Terraform(failure)
    }
}

impl From<NotRendered> for Problem {
    fn from(error: NotRendered) -> Self {
        match error {
            NotRendered::Write(error) => Self::Render(error),
            NotRendered::Terraform(failure) => Self::Terraform(failure),
            NotRendered::Backend(_) | NotRendered::Bucket(_) => Self::Found(error.to_string()),
        }
    }
}

impl From<WriteError> for Problem {
    fn from(error: WriteError) -> Self {
        Self::Render(error)
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Terraform(failure) => {
                let cause = std::error::Error::source(failure);
                write!(formatter, "{failure}")?;
                cause.map_or(Ok(()), |cause| write!(formatter, "\nbecause: {cause}"))
            }
            Self::Render(error) => write!(formatter, "it can't be rendered: {error}"),
            Self::Found(text) => formatter.write_str(text),
        }
    }
}
