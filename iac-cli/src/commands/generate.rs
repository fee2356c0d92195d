//! `iac generate`.

use crate::commands::Format;
use crate::failure::{Failure, Verdict};
use crate::input::Spec;
use crate::tree;
use iac_modules::Layout;
use std::io::Write;
use std::path::PathBuf;

/// Write the whole tree: a root for each environment, and the modules
///
/// Only files that change are written. Files that iac did not write, and files that were edited by hand, are never
/// touched: they are listed, and nothing is written.
#[derive(Debug, clap::Args)]
pub(super) struct Generate {
    /// Directory that the tree goes to
    #[arg(long, value_name = "DIR", default_value = ".")]
    out: PathBuf,
    /// Syntax of the roots; modules are native
    #[arg(long, value_enum, default_value_t = Format::Hcl)]
    format: Format,
    /// Print what would change as a diff, write nothing, and exit with 1 if something would
    #[arg(long)]
    check: bool,
    /// Overwrite this file though it was edited by hand; its path is relative to DIR
    #[arg(long, value_name = "PATH")]
    force: Vec<String>,
    #[command(flatten)]
    spec: Spec,
}

impl Generate {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let loaded = self.spec.load()?;
        let bundle = iac_modules::tree(&loaded.project, Layout { roots: self.format.into() })?;
        let force: tree::Force = self.force.into_iter().collect();
        let plan = tree::plan(bundle.files(), &self.out, &force)?;
        let mut talk = anstream::stderr().lock();
        if !self.check {
            let summary = plan.apply()?;
            // The files are there, whether or not anybody hears of it.
            let _ = writeln!(talk, "{summary}");
            return Ok(Verdict::Fine);
        }
        out.write_all(plan.diff().as_bytes())?;
        for blocked in plan.blocked() {
            let _ = writeln!(talk, "error: {blocked}\n  hint: {}", blocked.hint());
        }
        for (path, action) in plan.changes() {
            let verb = match action {
                tree::Action::Create => "create",
                tree::Action::Update => "update",
                tree::Action::Remove => "remove",
            };
            let _ = writeln!(talk, "{verb} {path}");
        }
        if !plan.blocked().is_empty() {
            return Err(Failure::Blocked);
        }
        Ok(if plan.is_current() { Verdict::Fine } else { Verdict::Findings })
    }
}
