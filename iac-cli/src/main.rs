//! The command line of iac.

mod commands;
mod failure;
mod input;
mod tree;

use clap::Parser as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let arguments = commands::Arguments::parse();
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    match arguments.run(&mut out) {
        Ok(verdict) => verdict.into(),
        Err(failure) => failure.report(),
    }
}
