//! Reviews of plans: what is read, what is said, and what is kept secret.

#![expect(clippy::disallowed_methods, reason = "a test reads plans")]

mod any_plan;
mod forges;
mod hostile;
mod limits;
mod reading;
mod secrets;
mod snapshots;

use iac_core::environment::Tier;
use iac_core::review::output::{Limits, Origin, Paint, json, markdown, text};
use iac_core::review::secrets::Secrets;
use iac_core::review::{self, Gate, NotAPlan, Review, Source};
use std::io::Write as _;
use std::path::{Path, PathBuf};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The plans of these tests, by name.
fn own() -> Vec<(String, String)> {
    plans_in(&workspace().join("iac-core/tests/review/plans"))
}

/// Plans of other projects, if a folder with some is there: `IAC_PLANS`, or `../shared/plans`.
fn others() -> Vec<(String, String)> {
    let folder =
        std::env::var("IAC_PLANS").map_or_else(|_| workspace().join("../shared/plans"), PathBuf::from);
    if !folder.is_dir() {
        // Straight to the terminal: what a test prints is kept from it while the test passes.
        let _ = writeln!(std::io::stderr(), "SKIPPED: {} has no plans of other projects", folder.display());
        return Vec::new();
    }
    plans_in(&folder)
}

fn plans_in(folder: &Path) -> Vec<(String, String)> {
    let mut plans = Vec::new();
    for entry in std::fs::read_dir(folder).expect("the folder is there") {
        let path = entry.expect("a file").path();
        if path.extension().is_some_and(|extension| extension == "json") {
            let name = path.file_stem().expect("a file").to_string_lossy().into_owned();
            plans.push((name, std::fs::read_to_string(&path).expect("a plan is UTF-8")));
        }
    }
    plans.sort();
    plans
}

fn review_of(plans: &[(&str, &str)]) -> Result<(Review, Secrets), NotAPlan> {
    let mut sources = Vec::new();
    for (name, text) in plans {
        sources.push(Source {
            name: (*name).to_owned(),
            plan: review::parse(text)?,
            sha256: None,
            tier: Tier::Production,
            model: None,
            reviewing: None,
        });
    }
    review::review(&sources, &Gate::default()).map_err(|failed| failed.problem)
}

/// The review in every format.
fn outputs(review: &Review) -> Vec<(&'static str, String)> {
    vec![
        ("markdown", markdown(review, &Origin::default(), Limits::default())),
        ("text", text(review, Paint::Plain)),
        ("coloured", text(review, Paint::Colour)),
        ("json", json(review)),
    ]
}
