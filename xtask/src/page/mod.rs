//! `cargo xtask page`: the page of a review in a real browser, by keyboard and by axe-core, in light and dark.

mod plan;

use crate::conformance::REQUIRE_TOOLS;
use crate::node::{Node, is_there};
use iac_core::environment::Tier;
use iac_core::review::dependencies::dependencies;
use iac_core::review::output::page;
use iac_core::review::{self, Gate, Source};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// How many changes the pages have: a common pull request, and a migration.
const SIZES: [usize; 2] = [10, 10_000];

/// Open the page of a review in Chromium and walk through it by keyboard
#[derive(Debug, clap::Args)]
pub struct Page {
    /// Keep the pages and their pictures in this folder
    #[arg(long, value_name = "FOLDER")]
    keep: Option<PathBuf>,
}

/// How the walk went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Everything can be reached and read.
    Passed,
    /// There is no browser, and nobody insists on one.
    Skipped,
    /// Something can't be reached or read, or takes too long.
    Failed,
}

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// A tool is missing, but has to be there.
    #[error("{0}, and {REQUIRE_TOOLS} is set")]
    Missing(String),
    /// A file or the report could not be written, or node did not start.
    #[error("the pages can't be opened")]
    Walk(#[from] io::Error),
}

impl Page {
    /// Writes the pages and walks through them; `out` gets a line for each.
    ///
    /// # Errors
    ///
    /// [`Failure`] if there is no verdict; a page that fails is one.
    ///
    /// # Panics
    ///
    /// Never: the plans of the pages are made here.
    pub fn run(self, workspace: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let node = Node::find(workspace).and_then(|node| {
            if is_there("chromium") { Ok(node) } else { Err("chromium is not on PATH".to_owned()) }
        });
        let node = match node {
            Ok(node) => node,
            Err(missing) if std::env::var_os(REQUIRE_TOOLS).is_some() => {
                return Err(Failure::Missing(missing));
            }
            Err(missing) => {
                writeln!(out, "skipped: {missing}")?;
                return Ok(Verdict::Skipped);
            }
        };
        let temporary = tempfile::tempdir()?;
        let folder = self.keep.as_deref().unwrap_or(temporary.path());
        std::fs::create_dir_all(folder)?;
        let mut arguments = vec![OsString::from(folder)];
        for size in SIZES {
            let path = folder.join(format!("{size}.html"));
            std::fs::write(&path, written(&plan::of(size)))?;
            arguments.push(path.into());
        }
        let content = node.run(&workspace.join("xtask/src/page/walk.mjs"), &arguments, out)?;
        Ok(if content { Verdict::Passed } else { Verdict::Failed })
    }
}

/// The page for two environments with the plan in `text`: one of them twice would hide what only several show.
fn written(text: &str) -> String {
    let parsed = || review::parse(text).expect("the plan was made here");
    let source = |name: &str, text| Source {
        name: name.to_owned(),
        plan: text,
        sha256: None,
        tier: Tier::Production,
        model: None,
        reviewing: None,
    };
    let small = plan::of(3);
    let sources = [
        source("production", parsed()),
        source("staging", review::parse(&small).expect("the plan was made here")),
    ];
    let (review, secrets) = review::review(&sources, &Gate::default()).expect("the plan was made here");
    let all: Vec<_> = sources.iter().map(|source| dependencies(&source.plan, &secrets)).collect();
    page(&review, &all).into_text()
}
