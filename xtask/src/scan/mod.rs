//! `cargo xtask scan`: checkov and trivy judge what is rendered.
//!
//! Both read the root and the modules in native syntax; checkov also reads the plan, in which the stub leaves nothing
//! unknown, so that no check passes for want of a value.

mod ignored;
mod judge;
mod scanner;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::num::NonZero;
use std::path::Path;
use std::time::Instant;

use iac_core::environment::{Environment, Tier};
use iac_core::syntax::WriteError;
use iac_modules::Scanner;
use iac_schema::Version;

use crate::conformance::REQUIRE_TOOLS;
use crate::parallel;
use crate::project::{self, Named, NotUsable};
use crate::terraform::{self, Terraform};
use judge::{Bench, Judgement};

pub use scanner::{Answer, Failure as NoAnswer, Finding, Program, Skip, Subject};

/// Let checkov and trivy judge what is rendered for presets and examples
#[derive(Debug, clap::Args)]
pub struct Scan {
    /// Only scan the roots whose names contain this
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// How many roots are scanned at once; by default one per processor
    #[arg(long, value_name = "NUMBER")]
    jobs: Option<NonZero<usize>>,
}

/// How the scans went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// No check failed.
    Passed,
    /// There is no scanner, and nobody insists on one.
    Skipped,
    /// A check failed, or no root has the name that was asked for.
    Failed,
}

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// A tool is missing, but has to be there.
    #[error("{0} is not on PATH, and {REQUIRE_TOOLS} is set")]
    Missing(&'static str),
    /// Terraform could not be set up.
    #[error(transparent)]
    Setup(#[from] terraform::Failure),
    /// A project can't be rendered.
    #[error(transparent)]
    Project(#[from] NotUsable),
    /// The modules can't be rendered.
    #[error(transparent)]
    Render(#[from] WriteError),
    /// The report could not be written.
    #[error("the report could not be written")]
    Report(#[from] io::Error),
}

impl Scan {
    /// Runs the scans; `xtask` is the executable of this crate, and `out` gets a line for each root and each skip.
    ///
    /// # Errors
    ///
    /// [`Failure`] if there is no verdict; a check that fails is one.
    pub fn run(self, workspace: &Path, xtask: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let bench = bench(xtask, out)?;
        if bench.programs.is_empty() {
            return Ok(Verdict::Skipped);
        }
        let mut roots = roots(workspace)?;
        if let Some(only) = &self.only {
            roots.retain(|root| root.name().contains(only));
        }
        let started = Instant::now();
        let mut failed = usize::from(roots.is_empty());
        let mut skips = Skips::of_sources()?;
        parallel::each(
            &roots,
            self.jobs,
            |root| match &root.environment {
                Some(environment) => bench.judge(&root.named, environment),
                None => bench.judge_bucket(&root.named),
            },
            |root, time, result| {
                let time = time.as_secs_f32();
                let (passed, problems) = match result {
                    Ok(judgement) => (told(&judgement), skips.take(judgement)),
                    Err(failure) => (String::new(), chain(&failure)),
                };
                failed += usize::from(!problems.is_empty());
                let word = if problems.is_empty() { "ok    " } else { "FAILED" };
                writeln!(out, "{word} {time:5.1} s  {}: {passed}", root.name())?;
                problems.iter().try_for_each(|problem| writeln!(out, "    {problem}"))?;
                out.flush()
            },
        )?;
        let unexplained = skips.write(out)?;
        let time = started.elapsed().as_secs_f32();
        writeln!(out, "{} roots, {failed} failed in {time:.1} s", roots.len())?;
        Ok(if failed > 0 || unexplained { Verdict::Failed } else { Verdict::Passed })
    }
}

/// A root to scan.
struct Root {
    named: Named,
    /// Whose root it is; without one, that of the bucket of all their states.
    environment: Option<String>,
}

impl Root {
    fn name(&self) -> String {
        let environment = self.environment.as_deref().unwrap_or("bucket of the states");
        format!("{} / {environment}", self.named.name)
    }

    fn model(&self) -> Option<&Environment> {
        let environment = self.named.project.environment(self.environment.as_deref()?)?;
        Some(&**environment)
    }
}

/// The presets with what a team adds to them, production without a domain and of the examples, and a bucket of states;
/// none of them twice.
///
/// All of them with images: before the first release there is less of the same. Development and staging of the examples
/// differ from those of the presets by numbers only.
fn roots(workspace: &Path) -> Result<Vec<Root>, NotUsable> {
    let presets = [(project::released()?, Some(Tier::Production)), (project::public()?, None)];
    let examples = project::examples(workspace)?;
    let examples = examples.into_iter().map(|(_, released)| (released, Some(Tier::Production)));
    let mut roots: Vec<Root> = vec![];
    for (named, only) in presets.into_iter().chain(examples) {
        for environment in named.environments() {
            let root = Root { named: named.clone(), environment: Some(environment) };
            let wanted = only.is_none() || root.model().is_some_and(|model| Some(model.tier) == only);
            if wanted && roots.iter().all(|other| other.model() != root.model()) {
                roots.push(root);
            }
        }
    }
    roots.push(Root { named: project::one_bucket()?, environment: None });
    Ok(roots)
}

/// Finds the tools, and says which ones are missing.
fn bench(xtask: &Path, out: &mut dyn Write) -> Result<Bench, Failure> {
    let mut missing = |name, what| {
        if std::env::var_os(REQUIRE_TOOLS).is_some() {
            return Err(Failure::Missing(name));
        }
        writeln!(out, "skipped: {what}, as {name} is not on PATH").map_err(Failure::Report)
    };
    let plans = Terraform::is_available();
    if !plans {
        missing("terraform", "the scans of plans")?;
    }
    let mut programs = vec![];
    for scanner in Scanner::ALL {
        match (Program::find(*scanner), scanner) {
            (Some(program), _) => programs.push((*scanner, program)),
            (None, Scanner::Checkov) => missing("checkov", "its scans of HCL and of plans")?,
            (None, Scanner::Trivy) => missing("trivy", "its scans of HCL")?,
        }
    }
    let terraform = Terraform::new(xtask, &[Version::AWS_6_66_0])?.foreseeing();
    Ok(Bench { terraform, plans, programs })
}

/// `checkov HCL 202 passed, trivy HCL 94 passed`.
fn told(judgement: &Judgement) -> String {
    let scans: Vec<_> =
        judgement.passed.iter().map(|(name, passed)| format!("{name} {passed} passed")).collect();
    scans.join(", ")
}

/// An error and what caused it, a line each.
fn chain(error: &dyn std::error::Error) -> Vec<String> {
    let causes = std::iter::successors(Some(error), |error| error.source());
    causes.flat_map(|error| error.to_string().lines().map(str::to_owned).collect::<Vec<_>>()).collect()
}

/// Everything that isn't checked.
struct Skips {
    /// By check and resource.
    modules: BTreeSet<Skip>,
    /// By check, with the reason, which names the tier.
    tiers: BTreeSet<(&'static str, String)>,
}

impl Skips {
    /// What the modules have trivy ignore.
    fn of_sources() -> Result<Self, WriteError> {
        let files = iac_modules::files()?;
        let modules = files.files().iter().flat_map(|(path, text)| ignored::skips(path, text)).collect();
        Ok(Self { modules, tiers: BTreeSet::new() })
    }

    /// Takes what was skipped in one root, and leaves its problems.
    fn take(&mut self, judgement: Judgement) -> Vec<String> {
        self.modules.extend(judgement.skips);
        let excuses = judgement.excuses.into_iter();
        self.tiers.extend(excuses.map(|excuse| (excuse.check, excuse.reason)));
        judgement.problems
    }

    /// Lists them; true if one has no reason.
    fn write(&self, out: &mut dyn Write) -> io::Result<bool> {
        writeln!(out, "\nSkipped on one resource:")?;
        for Skip { check, resource, reason } in &self.modules {
            let reason = if reason.is_empty() { "NO REASON IS GIVEN" } else { reason };
            writeln!(out, "  {check:<11} {resource}: {reason}")?;
        }
        writeln!(out, "Excused in roots whose tier doesn't promise it:")?;
        for (check, reason) in &self.tiers {
            writeln!(out, "  {check:<11} {reason}")?;
        }
        Ok(self.modules.iter().any(|skip| skip.reason.is_empty()))
    }
}
