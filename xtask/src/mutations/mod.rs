//! `cargo xtask mutations`: what is rendered is weakened, one place of a module at a time, and somebody has to say where.
//!
//! Rendered production is changed as somebody might who knows better: encryption off, an alarm the wrong way round, a
//! drain of five minutes. Each change has to be found by a judge that names the weakened property; that the text is not
//! what was rendered doesn't count. What is rendered without a change has to be found in order by all of them.

mod judges;
mod stand;
mod table;

use std::collections::BTreeSet;
use std::io::{self, Write};
use std::num::NonZero;
use std::path::Path;
use std::sync::{Mutex, PoisonError};
use std::time::Instant;

use iac_schema::Version;

use crate::conformance::REQUIRE_TOOLS;
use crate::parallel;
use crate::project::{self, NotUsable};
use crate::terraform::{self, Terraform};
use judges::Judge;
use stand::Stand;
use table::Mutation;

/// Weaken rendered production in one place at a time, and see who finds it
#[derive(Debug, clap::Args)]
pub struct Mutations {
    /// Only the mutations whose names contain this
    #[arg(long, value_name = "TEXT")]
    only: Option<String>,
    /// How many are tried at once
    #[arg(long, value_name = "NUMBER", default_value = "2")]
    jobs: NonZero<usize>,
}

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Every mutation was found, by whom and as what the table says.
    Found,
    /// There is no Terraform, and nobody insists on one.
    Skipped,
    /// One was not, or something was found where nothing was changed.
    Failed,
}

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// There is no Terraform, but there has to be one.
    #[error("terraform is not on PATH, and {REQUIRE_TOOLS} is set")]
    NoTerraform,
    /// Terraform could not be set up or run.
    #[error(transparent)]
    Terraform(#[from] terraform::Failure),
    /// The projects could not be made.
    #[error(transparent)]
    Project(#[from] NotUsable),
    /// Something could not be rendered.
    #[error("it can't be rendered")]
    Render(#[from] iac_core::syntax::WriteError),
    /// The report could not be written.
    #[error("the report could not be written")]
    Report(#[from] io::Error),
}

/// How one mutation went.
#[derive(Debug)]
enum Outcome {
    /// Found by the judge that the table names, which says this.
    Found(String),
    /// Anything else.
    Wrong(String),
}

impl Mutations {
    /// Tries the mutations; `xtask` is the executable of this crate, and `out` gets a line for each.
    ///
    /// # Errors
    ///
    /// [`Failure`] if there is no verdict; a mutation that nobody finds is one.
    pub fn run(self, workspace: &Path, xtask: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
        if !Terraform::is_available() {
            if std::env::var_os(REQUIRE_TOOLS).is_some() {
                return Err(Failure::NoTerraform);
            }
            writeln!(out, "skipped: terraform is not on PATH")?;
            return Ok(Verdict::Skipped);
        }
        let started = Instant::now();
        let terraform = Terraform::new(xtask, &[Version::AWS_6_66_0])?;
        let mut failed = unweakened(&terraform, workspace, out)?;
        let wanted = |mutation: &&Mutation| {
            self.only.as_ref().is_none_or(|only| mutation.name.contains(only.as_str()))
        };
        let mutations: Vec<&Mutation> = table::all().filter(wanted).collect();
        failed += self.mutated(&terraform, workspace, &mutations, out)?;
        failed += unruly(out)?;
        let time = started.elapsed().as_secs_f32();
        writeln!(out, "{} mutations, {failed} failures in {time:.1} s", mutations.len())?;
        Ok(if failed > 0 || mutations.is_empty() { Verdict::Failed } else { Verdict::Found })
    }

    /// Tries each mutation, and gives how many were not found as they should be.
    fn mutated(
        &self,
        terraform: &Terraform,
        workspace: &Path,
        mutations: &[&Mutation],
        out: &mut dyn Write,
    ) -> Result<usize, Failure> {
        // One initialised folder serves many mutations, one after the other.
        let idle: Mutex<Vec<Stand<'_>>> = Mutex::default();
        let pool = || idle.lock().unwrap_or_else(PoisonError::into_inner);
        let work = |batch: &Vec<&Mutation>| -> Result<Vec<Outcome>, Failure> {
            let taken = pool().pop();
            let stand = taken.map_or_else(|| Stand::of_production(terraform, workspace), Ok)?;
            let outcomes = try_out(&stand, batch)?;
            pool().push(stand);
            Ok(outcomes)
        };
        let mut failed = 0;
        parallel::each(&batches(mutations), Some(self.jobs), work, |batch, time, outcomes| {
            let outcomes = outcomes.unwrap_or_else(|failure| {
                let said = chain(&failure);
                batch.iter().map(|_| Outcome::Wrong(said.clone())).collect()
            });
            let share = time.as_secs_f32() / u16::try_from(batch.len()).map_or(1.0, f32::from);
            for (mutation, outcome) in batch.iter().zip(outcomes) {
                let (verdict, said) = match outcome {
                    Outcome::Found(said) => ("ok    ", said),
                    Outcome::Wrong(said) => ("FAILED", said),
                };
                failed += usize::from(verdict == "FAILED");
                writeln!(out, "{verdict} {share:5.1} s  {}: {said}", mutation.name)?;
            }
            out.flush()
        })?;
        Ok(failed)
    }
}

/// An error and what caused it.
fn chain(error: &dyn std::error::Error) -> String {
    error.source().map_or_else(|| error.to_string(), |cause| format!("{error}: {}", chain(cause)))
}

/// How many mutations share a plan at most.
const TOGETHER: usize = 8;

/// Mutations that share a plan, which is what takes the time: those that rules over plans find, each in a module of its
/// own, so that nothing said of one can be taken for another. All others are tried alone.
fn batches<'m>(mutations: &[&'m Mutation]) -> Vec<Vec<&'m Mutation>> {
    let mut batches: Vec<Vec<&Mutation>> = Vec::new();
    for mutation in mutations {
        let shares = |other: &&Mutation| {
            other.judge == Judge::Plan && other.module().is_some() && other.module() != mutation.module()
        };
        let fits = |batch: &&mut Vec<&Mutation>| {
            mutation.judge == Judge::Plan
                && mutation.module().is_some()
                && batch.len() < TOGETHER
                && batch.iter().all(shares)
        };
        match batches.iter_mut().find(fits) {
            Some(batch) => batch.push(mutation),
            None => batches.push(vec![mutation]),
        }
    }
    batches
}

/// Changes the places of a batch, asks the judges in their order, and puts the places back; whatever isn't plain is tried
/// again alone.
fn try_out(stand: &Stand<'_>, batch: &[&Mutation]) -> Result<Vec<Outcome>, Failure> {
    if batch.len() > 1 {
        let found = match stand.weaken(batch)? {
            Ok(()) => together(stand, batch),
            Err(_) => Ok(None),
        };
        stand.restore(batch)?;
        if let Some(found) = found? {
            return Ok(found);
        }
    }
    let alone = batch.iter().map(|mutation| {
        if let Err(problem) = stand.weaken(&[mutation])? {
            return Ok(Outcome::Wrong(problem));
        }
        let outcome = ask(stand, mutation);
        stand.restore(&[mutation])?;
        outcome
    });
    alone.collect()
}

/// What the rules over plans say, if nobody else says anything and each of the properties is named, in its own module.
fn together(stand: &Stand<'_>, batch: &[&Mutation]) -> Result<Option<Vec<Outcome>>, Failure> {
    for judge in Judge::ALL.into_iter().take_while(|judge| *judge != Judge::Plan) {
        for mutation in batch {
            if !judge.ask(stand, mutation)?.is_empty() {
                return Ok(None);
            }
        }
    }
    let said = Judge::Plan.ask_all(stand)?;
    let found = batch.iter().map(|mutation| {
        let own = mutation.module()?;
        let named = said.iter().find(|one| one.names(mutation.property) && one.is_in(own))?;
        Some(Outcome::Found(format!("{}: {}", Judge::Plan, named.line(mutation.property))))
    });
    Ok(found.collect())
}

fn ask(stand: &Stand<'_>, mutation: &Mutation) -> Result<Outcome, Failure> {
    for judge in Judge::ALL {
        let said = judge.ask(stand, mutation)?;
        if said.is_empty() {
            continue;
        }
        let named = said.iter().find(|one| one.names(mutation.property));
        return Ok(match named {
            Some(named) if judge == mutation.judge => {
                Outcome::Found(format!("{judge}: {}", named.line(mutation.property)))
            }
            Some(named) => {
                let line = named.line(mutation.property);
                Outcome::Wrong(format!("found by {judge} and not by {}: {line}", mutation.judge))
            }
            None => {
                let said: Vec<_> = said.iter().map(ToString::to_string).collect();
                Outcome::Wrong(format!("{judge} does not name `{}`:\n{}", mutation.property, said.join("\n")))
            }
        });
    }
    Ok(Outcome::Wrong("nobody finds it".to_owned()))
}

/// What is rendered without a change is found in order, for each preset and by what it declares and what its tier does.
fn unweakened(terraform: &Terraform, workspace: &Path, out: &mut dyn Write) -> Result<usize, Failure> {
    let mut failed = 0;
    for named in [project::released()?, project::public()?] {
        for environment in named.project.environments() {
            let started = Instant::now();
            let stand = Stand::new(terraform, workspace, &named.project, environment)?;
            let mut said = Vec::new();
            for judge in Judge::ALL.into_iter().filter(|judge| *judge != Judge::Test) {
                said.extend(judge.ask_all(&stand)?.iter().map(|one| format!("    {judge}: {one}\n")));
            }
            let word = if said.is_empty() { "ok    " } else { "FAILED" };
            failed += usize::from(!said.is_empty());
            let time = started.elapsed().as_secs_f32();
            writeln!(out, "{word} {time:5.1} s  {} / {}, not weakened", named.name, environment.environment)?;
            out.write_all(said.concat().as_bytes())?;
            out.flush()?;
        }
    }
    Ok(failed)
}

/// The table itself: names are used once, and there is enough in it.
fn unruly(out: &mut dyn Write) -> Result<usize, Failure> {
    let names: BTreeSet<&str> = table::all().map(|mutation| mutation.name).collect();
    let mut failed = 0;
    for (wrong, what) in [
        (names.len() < table::all().count(), "a name is used twice"),
        (table::all().count() < LEAST, "there are too few mutations"),
    ] {
        if wrong {
            writeln!(out, "FAILED          the table: {what}")?;
            failed += 1;
        }
    }
    Ok(failed)
}

/// How many mutations there are at least.
const LEAST: usize = 30;
