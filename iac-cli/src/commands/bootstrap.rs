//! `iac bootstrap`.

use crate::commands::Format;
use crate::failure::{Failure, Verdict};
use crate::input::{Spec, environment};
use iac_core::syntax;
use iac_modules::{Kept, StateBucket};
use std::io::Write;

/// Write the root that makes the bucket of an environment's state, its key and the roles of the pipelines
///
/// The root is one for all environments that keep their state in the same bucket, whichever is named. `--steps` tells
/// how to go on: make the bucket, and move states into it.
#[derive(Debug, clap::Args)]
pub(super) struct Bootstrap {
    /// Environment whose state needs a bucket, such as `production`
    environment: String,
    /// Keep the root's own state in a file: for the first apply, before there is a bucket
    #[arg(long)]
    local: bool,
    /// Write a page with the commands to run, in order, instead of the root
    #[arg(long, conflicts_with_all = ["local", "format", "modules"])]
    steps: bool,
    /// Syntax of the output
    #[arg(long, value_enum, default_value_t = Format::Json)]
    format: Format,
    /// Where the modules are: a path, or an address that Terraform downloads from
    #[arg(long, value_name = "PATH-or-URL", default_value = "./modules")]
    modules: String,
    #[command(flatten)]
    spec: Spec,
}

impl Bootstrap {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let modules = self.modules.parse()?;
        let loaded = self.spec.load()?;
        let bucket = StateBucket::of(&loaded.project, environment(&loaded, &self.environment)?)?;
        let text = if self.steps {
            bucket.steps()
        } else {
            let kept = if self.local { Kept::InFile } else { Kept::InBucket };
            syntax::to_string(&bucket.root(kept, &modules).into_document(), self.format.into())?
        };
        out.write_all(text.as_bytes())?;
        Ok(Verdict::Fine)
    }
}
