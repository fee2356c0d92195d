//! The commands: one file each.

mod bootstrap;
mod check;
mod completions;
mod diff;
mod explain;
mod generate;
mod graph;
mod init;
mod list;
mod render;
mod report;
mod review;
mod schema;

use crate::failure::{Failure, Verdict};
use clap::{Parser, Subcommand, ValueEnum};
use iac_core::syntax::Syntax;
use std::io::Write;

/// Typed environments, rendered to Terraform
///
/// Without a spec file the presets serve: dev, staging and production.
///
/// Exit codes: 0 fine, 1 findings or stale output, 2 wrong usage or unreadable input; `review` adds 3 approval needed,
/// 4 not a plan, 5 failed or incomplete plan, 6 a secret would be shown.
#[derive(Debug, Parser)]
#[command(name = "iac", version, max_term_width = 100)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    Bootstrap(bootstrap::Bootstrap),
    Check(check::Check),
    Completions(completions::Completions),
    Diff(diff::Diff),
    Explain(explain::Explain),
    Generate(generate::Generate),
    Graph(graph::Graph),
    Init(init::Init),
    List(list::List),
    Render(render::Render),
    Report(report::Report),
    Review(review::Review),
    Schema(schema::Schema),
}

impl Arguments {
    /// Does what the arguments say; `out` takes data only.
    pub(crate) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let verdict = match self.command {
            Command::Bootstrap(command) => command.run(out),
            Command::Check(command) => command.run(out),
            Command::Completions(command) => command.run(out),
            Command::Diff(command) => command.run(out),
            Command::Explain(command) => command.run(out),
            Command::Generate(command) => command.run(out),
            Command::Graph(command) => command.run(out),
            Command::Init(command) => command.run(),
            Command::List(command) => command.run(out),
            Command::Render(command) => command.run(out),
            Command::Report(command) => command.run(out),
            Command::Review(command) => command.run(out),
            Command::Schema(command) => command.run(out),
        }?;
        out.flush()?;
        Ok(verdict)
    }
}

/// A syntax of Terraform.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// Terraform's own language
    Hcl,
    /// Terraform JSON
    Json,
}

impl From<Format> for Syntax {
    fn from(format: Format) -> Self {
        match format {
            Format::Hcl => Self::Hcl,
            Format::Json => Self::Json,
        }
    }
}
