//! `iac check`.

use crate::failure::{Failure, Verdict};
use crate::input::{Spec, environment};
use iac_core::environment::limits::Table;
use iac_core::environment::{Environment, Tier, Validated};
use iac_core::judge::Expected;
use std::io::Write;
use std::path::PathBuf;

mod modules;
mod plan;
mod root;

/// Check the spec, and say what is inert until a setting is given
///
/// With the name of an environment, its time limits are printed too: each with the numbers that it is made of.
///
/// With `--modules` the Terraform modules below a directory are checked instead: every argument, block, reference and
/// output, against the schemas of the providers they ask for, and what a plan of them can't show. With `--plan` it is
/// a plan: whether it keeps what the tier promises, and with the name of its environment the times that it makes. With `--root` it is a rendered root that was edited by hand, which
/// gets the judgement that the spec would get.
#[derive(Debug, clap::Args)]
pub(super) struct Check {
    /// Environment to check; without it all of them
    #[arg(conflicts_with = "modules")]
    environment: Option<String>,
    /// Directory with Terraform modules to check instead of the spec
    #[arg(long, value_name = "DIR", conflicts_with = "spec")]
    modules: Option<PathBuf>,
    /// Plan to check instead of the spec, as `terraform show -json` prints it; `-` is standard input
    #[arg(long, value_name = "FILE", conflicts_with = "modules")]
    plan: Option<PathBuf>,
    /// What the plan has to keep: by default what the environment's own tier promises, and without one production
    #[arg(long, requires = "plan")]
    tier: Option<Promises>,
    /// Rendered root to check in place of what the spec says, such as `environments/production/main.tf`
    #[arg(long, value_name = "FILE", conflicts_with_all = ["modules", "plan"])]
    root: Option<PathBuf>,
    #[command(flatten)]
    spec: Spec,
}

impl Check {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        if let Some(directory) = &self.modules {
            return modules::check(directory, out);
        }
        if let Some(file) = &self.plan {
            let own = match &self.environment {
                Some(name) => Some((**environment(&self.spec.load()?, name)?).clone()),
                None => None,
            };
            return plan::check(file, self.expected(own.as_ref()), own.as_ref(), out);
        }
        let loaded = self.spec.load()?;
        if let Some(file) = &self.root {
            return root::check(file, self.environment.as_deref(), &loaded, out);
        }
        let environments: Vec<&Validated<Environment>> = match &self.environment {
            Some(name) => vec![environment(&loaded, name)?],
            None => loaded.project.environments().collect(),
        };
        for environment in environments {
            writeln!(out, "{}: every rule is kept", environment.environment)?;
            for inert in environment.inert() {
                writeln!(out, "  {}: {}", inert.setting, inert.consequence)?;
            }
            if self.environment.is_some() {
                write!(out, "\n{}", Table::from(&**environment))?;
            }
        }
        Ok(if loaded.warnings.is_empty() { Verdict::Fine } else { Verdict::Findings })
    }

    /// What a plan is judged by.
    fn expected(&self, own: Option<&Environment>) -> Expected {
        match (self.tier, own) {
            (Some(tier), _) => Tier::from(tier).into(),
            (None, Some(own)) => own.into(),
            (None, None) => Tier::Production.into(),
        }
    }
}

/// A tier, as it is typed.
#[derive(Debug, Clone, Copy, clap::ValueEnum)]
enum Promises {
    /// That a deployment is quick, and nothing else: it is rebuilt when it breaks
    Development,
    /// That it behaves as production does, at a smaller size
    Staging,
    /// Availability and durability for users
    Production,
}

impl From<Promises> for Tier {
    fn from(promises: Promises) -> Self {
        match promises {
            Promises::Development => Self::Development,
            Promises::Staging => Self::Staging,
            Promises::Production => Self::Production,
        }
    }
}
