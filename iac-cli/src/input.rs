//! The spec that a command works on.

use crate::failure::Failure;
use iac_core::diagnostic::{Diagnostic, render};
use iac_core::environment::{Environment, Validated};
use iac_core::spec::{self, Loaded};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// Where the spec is looked for when none is named.
pub(crate) const DEFAULT: &str = "iac.toml";

/// Which spec a command works on.
#[derive(Debug, clap::Args)]
pub(crate) struct Spec {
    /// The spec file; without it `iac.toml`, and without that the presets dev, staging and production
    #[arg(long, value_name = "FILE")]
    spec: Option<PathBuf>,
}

/// A spec that can't be used.
#[derive(Debug, thiserror::Error)]
#[error("{origin} can't be used")]
pub(crate) struct SpecFailed {
    origin: String,
    text: String,
    problems: Vec<Diagnostic>,
    #[source]
    source: Option<io::Error>,
}

impl SpecFailed {
    /// Tells all problems of the spec.
    pub(crate) fn tell(&self, talk: &mut dyn Write) -> io::Result<()> {
        write!(talk, "{}", render(&self.origin, &self.text, &self.problems, true))?;
        if let Some(cause) = &self.source {
            writeln!(talk, "error: {}: {cause}", self.origin)?;
        }
        let errors =
            self.problems.iter().filter(|one| one.severity == iac_core::diagnostic::Severity::Error).count();
        match errors {
            0 => Ok(()),
            1 => writeln!(talk, "1 error in {}; nothing was written", self.origin),
            many => writeln!(talk, "{many} errors in {}; nothing was written", self.origin),
        }
    }
}

impl Spec {
    /// Whether a file is named.
    pub(crate) fn is_named(&self) -> bool {
        self.spec.is_some()
    }

    /// The file that is named, or the one that is there.
    pub(crate) fn path(&self) -> Option<PathBuf> {
        self.spec.clone().or_else(|| Path::new(DEFAULT).is_file().then(|| PathBuf::from(DEFAULT)))
    }

    /// The file that a new spec goes to.
    pub(crate) fn target(&self) -> PathBuf {
        self.spec.clone().unwrap_or_else(|| PathBuf::from(DEFAULT))
    }

    /// The spec with problems that only what it is used for has shown.
    pub(crate) fn refused(&self, problems: Vec<Diagnostic>) -> SpecFailed {
        let path = self.path().unwrap_or_else(|| self.target());
        let bytes = std::fs::read(&path).unwrap_or_default();
        let text = spec::decode(&bytes).unwrap_or_default().to_owned();
        SpecFailed { origin: path.display().to_string(), text, problems, source: None }
    }

    /// The file with the line on which the environment `name` begins; none if there is no file, or it isn't in there.
    pub(crate) fn line_of(&self, name: &str) -> Option<(String, usize)> {
        let path = self.path()?;
        let text = std::fs::read_to_string(&path).ok()?;
        let begins = |line: &str| {
            let inside = line.trim().strip_prefix("[environments.")?;
            let inside = inside.replace(['"', '\''], "");
            let rest = inside.strip_prefix(name)?;
            rest.starts_with([']', '.']).then_some(())
        };
        let line = text.lines().position(|line| begins(line).is_some())?;
        Some((path.display().to_string(), line + 1))
    }

    /// Reads the spec; its warnings are told on standard error.
    pub(crate) fn load(&self) -> Result<Loaded, SpecFailed> {
        let Some(path) = self.path() else { return Ok(spec::presets()) };
        let origin = path.display().to_string();
        let failed = |text: &str, problems, source| SpecFailed {
            origin: origin.clone(),
            text: text.to_owned(),
            problems,
            source,
        };
        let bytes = std::fs::read(&path).map_err(|error| failed("", Vec::new(), Some(error)))?;
        let text = spec::decode(&bytes).map_err(|problem| failed("", vec![problem], None))?;
        let loaded = spec::load(text).map_err(|problems| failed(text, problems, None))?;
        if !loaded.warnings.is_empty() {
            let mut talk = anstream::stderr().lock();
            // A warning that nobody can be told is no reason to stop.
            let _ = write!(talk, "{}", render(&origin, text, &loaded.warnings, true));
        }
        Ok(loaded)
    }
}

/// The environment named `name`.
pub(crate) fn environment<'a>(loaded: &'a Loaded, name: &str) -> Result<&'a Validated<Environment>, Failure> {
    loaded.project.environment(name).ok_or_else(|| {
        let known: Vec<String> =
            loaded.project.environments().map(|one| one.environment.to_string()).collect();
        let near = iac_core::aws::nearest(name, known.iter().map(String::as_str)).map(ToOwned::to_owned);
        Failure::NoEnvironment { name: name.escape_debug().to_string(), known, near }
    })
}

/// The JSON in the file at `path`, which `terraform show -json` wrote.
pub(crate) fn json(path: &Path) -> Result<serde_json::Value, Failure> {
    let shown = || path.display().to_string();
    let bytes = std::fs::read(path).map_err(|source| Failure::File {
        action: "can't read",
        path: shown(),
        source,
    })?;
    serde_json::from_slice(&bytes).map_err(|source| Failure::Json { path: shown(), source })
}
