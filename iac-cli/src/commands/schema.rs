//! `iac schema`.

use crate::failure::{Failure, Verdict};
use std::io::Write;

/// Print the JSON Schema of a spec, for editors
///
/// Save it beside the spec and begin the spec with `#:schema ./iac.schema.json`.
#[derive(Debug, clap::Args)]
pub(super) struct Schema {
    /// Print the schema on one line
    #[arg(long)]
    compact: bool,
}

impl Schema {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let schema = iac_core::spec::schema();
        if self.compact {
            writeln!(out, "{schema}")?;
        } else {
            writeln!(out, "{schema:#}")?;
        }
        Ok(Verdict::Fine)
    }
}
