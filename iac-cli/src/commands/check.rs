//! `iac check`.

use crate::failure::{Failure, Verdict};
use crate::input::{Spec, environment};
use iac_core::environment::{Environment, Validated};
use std::io::Write;
use std::path::PathBuf;

mod modules;

/// Check the spec, and say what is inert until a setting is given
///
/// With `--modules` the Terraform modules below a directory are checked instead: every argument, block, reference and
/// output, against the schemas of the providers they ask for.
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// Environment to check; without it all of them
    #[arg(conflicts_with = "modules")]
    environment: Option<String>,
    /// Directory with Terraform modules to check instead of the spec
    #[arg(long, value_name = "DIR", conflicts_with = "spec")]
    modules: Option<PathBuf>,
    #[command(flatten)]
    spec: Spec,
}

impl Check {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        if let Some(directory) = &self.modules {
            return modules::check(directory, out);
        }
        let loaded = self.spec.load()?;
        let environments: Vec<&Validated<Environment>> = match &self.environment {
            Some(name) => vec![environment(&loaded, name)?],
            None => loaded.project.environments().collect(),
        };
        for environment in environments {
            writeln!(out, "{}: every rule is kept", environment.environment)?;
            for inert in environment.inert() {
                writeln!(out, "  {}: {}", inert.setting, inert.consequence)?;
            }
        }
        Ok(if loaded.warnings.is_empty() { Verdict::Fine } else { Verdict::Findings })
    }
}
