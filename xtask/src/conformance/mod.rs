//! `cargo xtask conformance`: the real Terraform judges what is rendered.
//!
//! Terraform works against the stub, so this proves names, types, cardinality and what Terraform itself makes of a
//! configuration; what only AWS knows stays open.

mod addresses;
mod bootstrap;
mod bucket;
mod case;
mod compliance;
mod modules;
mod overwrite;
mod planted;
mod promises;
mod reviews;
mod root;
mod state;
mod upgrade;

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::num::NonZero;
use std::path::Path;
use std::time::{Duration, Instant};

use iac_schema::Version;

use crate::parallel;
use crate::project::NotUsable;
use crate::terraform::{self, Terraform};
use addresses::Addresses;
use case::{Case, Problem, Tools};

/// Environment variable that makes a missing tool a failure.
pub const REQUIRE_TOOLS: &str = "IAC_REQUIRE_TOOLS";

/// Let the real Terraform judge the modules and what is rendered for presets and examples
#[derive(Debug, clap::Args)]
pub struct Conformance {
    /// Take the planned resource addresses, and the reviews of plans, as the ones to keep
    #[arg(long)]
    accept: bool,
    /// Keep the states that today's tree leaves as the ones that later trees are proved to upgrade
    #[arg(long)]
    record_states: bool,
    /// Only run the cases whose names contain this
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// How many cases run at once; by default one per processor
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<NonZero<usize>>,
}

/// How the cases went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every case passed.
    Passed,
    /// There is no Terraform, or nothing else that the cases need, and nobody insists on it.
    Skipped,
    /// A case failed, or no case has the name that was asked for.
    Failed,
}

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// There is no Terraform, but there has to be one.
    #[error("terraform is not on PATH, and {REQUIRE_TOOLS} is set")]
    NoTerraform,
    /// There is nothing to serve S3, but there has to be.
    #[error("moto_server is not on PATH, nor named by {moto}, and {REQUIRE_TOOLS} is set", moto = bucket::MOTO)]
    NoMoto,
    /// Terraform could not be set up.
    #[error(transparent)]
    Setup(#[from] terraform::Failure),
    /// A project can't be rendered.
    #[error(transparent)]
    Project(#[from] NotUsable),
    /// The report could not be written.
    #[error("the report could not be written")]
    Report(#[source] io::Error),
}

impl Conformance {
    /// Runs the cases; `xtask` is the executable of this crate, and `out` gets a line for each case.
    ///
    /// # Errors
    ///
    /// [`Failure`] if there is no verdict; a case that fails is one.
    pub fn run(self, workspace: &Path, xtask: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
        if !Terraform::is_available() {
            if std::env::var_os(REQUIRE_TOOLS).is_some() {
                return Err(Failure::NoTerraform);
            }
            writeln!(out, "skipped: terraform is not on PATH").map_err(Failure::Report)?;
            return Ok(Verdict::Skipped);
        }
        let mut terraforms = BTreeMap::new();
        for version in Version::AWS {
            terraforms.insert(*version, Terraform::new(xtask, &[*version])?);
        }
        let addresses = Addresses { folder: workspace.join("snapshots/addresses"), accept: self.accept };
        let tools = Tools { terraforms, workspace: workspace.to_owned(), addresses };
        let mut cases = modules::cases();
        cases.extend(root::cases(workspace)?);
        cases.extend(bootstrap::cases()?);
        cases.extend(overwrite::cases());
        cases.extend(planted::cases());
        cases.extend(upgrade::cases(self.record_states)?);
        cases.extend(promises::cases(workspace)?);
        cases.extend(compliance::cases(workspace)?);
        cases.extend(reviews::cases()?);
        let asked = |case: &Case| self.only.as_ref().is_none_or(|only| case.name.contains(only));
        cases.retain(asked);
        let mut in_bucket = state::cases()?;
        in_bucket.extend(bootstrap::in_bucket_cases()?);
        in_bucket.retain(asked);
        if !in_bucket.is_empty() && bucket::program().is_none() {
            if std::env::var_os(REQUIRE_TOOLS).is_some() {
                return Err(Failure::NoMoto);
            }
            writeln!(out, "skipped: state in S3, as moto_server is not on PATH").map_err(Failure::Report)?;
            if cases.is_empty() {
                return Ok(Verdict::Skipped);
            }
        } else {
            cases.extend(in_bucket);
        }
        run(&cases, &tools, self.jobs, out).map_err(Failure::Report)
    }
}

/// Runs the cases, and reports each when it is over.
fn run(
    cases: &[Case],
    tools: &Tools,
    jobs: Option<NonZero<usize>>,
    out: &mut dyn Write,
) -> io::Result<Verdict> {
    let started = Instant::now();
    let mut failed = 0;
    parallel::each(
        cases,
        jobs,
        |case| (case.job)(tools),
        |case, time, result| {
            failed += usize::from(result.is_err());
            report(case, time, result, out)
        },
    )?;
    let time = started.elapsed().as_secs_f32();
    writeln!(out, "{} passed, {failed} failed in {time:.1} s", cases.len() - failed)?;
    Ok(if failed > 0 || cases.is_empty() { Verdict::Failed } else { Verdict::Passed })
}

/// How many lines of what went wrong are told.
const LINES: usize = 100;

/// Tells how a case went.
fn report(case: &Case, time: Duration, result: Result<(), Problem>, out: &mut dyn Write) -> io::Result<()> {
    let word = if result.is_ok() { "ok    " } else { "FAILED" };
    writeln!(out, "{word} {:5.1} s  {}", time.as_secs_f32(), case.name)?;
    if let Err(problem) = result {
        let text = problem.to_string();
        let lines: Vec<_> = text.lines().collect();
        // Terraform tells its plan first, and then what is wrong.
        let last = lines.len().saturating_sub(LINES);
        let (first, rest) = lines.split_at(last.min(1));
        let rest = rest.get(last.saturating_sub(1)..).unwrap_or_default();
        for line in first.iter().chain(rest) {
            writeln!(out, "    {line}")?;
        }
    }
    out.flush()
}
