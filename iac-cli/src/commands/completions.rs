//! `iac completions`.

use crate::commands::Arguments;
use crate::failure::{Failure, Verdict};
use clap::CommandFactory as _;
use std::io::Write;

/// Print the completions of a shell
#[derive(Debug, clap::Args)]
pub(super) struct Completions {
    /// Shell to complete in
    shell: clap_complete::Shell,
}

impl Completions {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let mut text = Vec::new();
        clap_complete::generate(self.shell, &mut Arguments::command(), "iac", &mut text);
        out.write_all(&text)?;
        Ok(Verdict::Fine)
    }
}
