//! `cargo xtask`: the chores of the iac project.

use std::error::Error;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use xtask::conformance::{self, Conformance};
use xtask::fuzz::{self, Fuzz};
use xtask::modules::{self, Modules};
use xtask::mutations::{self, Mutations};
use xtask::page::{self, Page};
use xtask::peers::Peers;
use xtask::scan::{self, Scan};
use xtask::schema::{Schema, Verdict};
use xtask::stub::Stub;
use xtask::synth::Synth;
use xtask::workflows::{self, Workflows};

/// Chores of the iac project
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version = None)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, clap::Subcommand)]
enum Chore {
    Conformance(Conformance),
    Fuzz(Fuzz),
    Modules(Modules),
    Mutations(Mutations),
    Page(Page),
    Peers(Peers),
    Scan(Scan),
    Schema(Schema),
    #[command(hide = true)]
    Stub(Stub),
    Synth(Synth),
    Workflows(Workflows),
}

fn main() -> ExitCode {
    let chore = Arguments::parse().chore;
    match run(chore, &mut std::io::stdout()) {
        Ok(code) => code,
        Err(error) => {
            report(error.as_ref(), &mut std::io::stderr());
            ExitCode::from(2)
        }
    }
}

fn run(chore: Chore, out: &mut dyn Write) -> Result<ExitCode, Box<dyn Error>> {
    Ok(match chore {
        Chore::Conformance(conformance) => {
            match conformance.run(&workspace(), &std::env::current_exe()?, out)? {
                conformance::Verdict::Passed | conformance::Verdict::Skipped => ExitCode::SUCCESS,
                conformance::Verdict::Failed => ExitCode::FAILURE,
            }
        }
        Chore::Fuzz(fuzz) => match fuzz.run(&workspace(), out)? {
            fuzz::Verdict::Passed => ExitCode::SUCCESS,
            fuzz::Verdict::Failed => ExitCode::FAILURE,
        },
        Chore::Modules(modules) => match modules.run(&workspace(), out)? {
            modules::Verdict::Current => ExitCode::SUCCESS,
            modules::Verdict::Stale => ExitCode::FAILURE,
        },
        Chore::Mutations(mutations) => match mutations.run(&workspace(), &std::env::current_exe()?, out)? {
            mutations::Verdict::Found | mutations::Verdict::Skipped => ExitCode::SUCCESS,
            mutations::Verdict::Failed => ExitCode::FAILURE,
        },
        Chore::Page(page) => match page.run(&workspace(), out)? {
            page::Verdict::Passed | page::Verdict::Skipped => ExitCode::SUCCESS,
            page::Verdict::Failed => ExitCode::FAILURE,
        },
        Chore::Peers(peers) => {
            peers.run(&workspace(), out)?;
            ExitCode::SUCCESS
        }
        Chore::Scan(scan) => match scan.run(&workspace(), &std::env::current_exe()?, out)? {
            scan::Verdict::Passed | scan::Verdict::Skipped => ExitCode::SUCCESS,
            scan::Verdict::Failed => ExitCode::FAILURE,
        },
        Chore::Schema(schema) => match schema.run(&workspace(), out)? {
            Verdict::Current => ExitCode::SUCCESS,
            Verdict::Stale => ExitCode::FAILURE,
        },
        Chore::Stub(stub) => {
            stub.run(out)?;
            ExitCode::SUCCESS
        }
        Chore::Synth(synth) => {
            synth.run(&workspace())?;
            ExitCode::SUCCESS
        }
        Chore::Workflows(workflows) => match workflows.run(&workspace(), out)? {
            workflows::Verdict::Passed | workflows::Verdict::Skipped => ExitCode::SUCCESS,
            workflows::Verdict::Failed => ExitCode::FAILURE,
        },
    })
}

/// The folder of the workspace that these chores were built from.
fn workspace() -> PathBuf {
    let xtask = Path::new(env!("CARGO_MANIFEST_DIR"));
    xtask.parent().unwrap_or(xtask).to_owned()
}

/// Tells an error and what caused it; that nobody may be listening is no reason to fail differently.
fn report(error: &dyn Error, err: &mut dyn Write) {
    let _ = writeln!(err, "error: {error}");
    let mut source = error.source();
    while let Some(cause) = source {
        let _ = writeln!(err, "  because: {cause}");
        source = cause.source();
    }
}
