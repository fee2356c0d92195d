//! `cargo xtask`: the chores of the iac project.

use std::error::Error;
use std::io::Write;
use std::process::ExitCode;

use clap::Parser;
use xtask::stub::Stub;

/// Chores of the iac project
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask", version = None)]
struct Arguments {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, clap::Subcommand)]
enum Chore {
    #[command(hide = true)]
    Stub(Stub),
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
    match chore {
        Chore::Stub(stub) => stub.run(out)?,
    }
    Ok(ExitCode::SUCCESS)
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
