//! `iac render`.

use crate::commands::Format;
use crate::failure::{Failure, Verdict};
use crate::input::{Spec, environment};
use iac_core::syntax;
use std::io::Write;

/// Write the root configuration of one environment to standard output
///
/// The output is one complete file: `main.tf.json`, or `main.tf` with `--format hcl`.
#[derive(Debug, clap::Args)]
pub(super) struct Render {
    /// Environment to render, such as `production`
    environment: String,
    /// Syntax of the output
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Where the modules are: a path, or an address that Terraform downloads from
    #[arg(long, value_name = "PATH-or-URL", default_value = "./modules")]
    modules: String,
    #[command(flatten)]
    spec: Spec,
}

impl Render {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let modules = self.modules.parse()?;
        let loaded = self.spec.load()?;
        let root = iac_modules::root(environment(&loaded, &self.environment)?, &modules);
        // Whole or not at all: nothing is written before all of it stands.
        let text = syntax::to_string(&root.into_document(), self.format.into())?;
        out.write_all(text.as_bytes())?;
        Ok(Verdict::Fine)
    }
}
