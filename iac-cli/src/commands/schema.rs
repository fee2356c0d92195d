//! `iac schema`.

use crate::failure::{Failure, Verdict};
use std::io::Write;

/// Print the JSON Schema of a spec, for editors
///
/// Save it beside the spec and begin the spec with `#:schema ./iac.schema.json`.
#[derive(Debug, clap::Args)]
pub(super) struct Schema {}

impl Schema {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        writeln!(out, "{:#}", iac_core::spec::schema())?;
        Ok(Verdict::Fine)
    }
}
