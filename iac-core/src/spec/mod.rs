//! The text that users write, read into the model.
//!
//! A spec says what differs from the presets:
//!
//! ```toml
//! [defaults]                      # settings of every environment
//! naming.project = "shop"
//!
//! [environments.production]       # a name of your own
//! preset = "production@1"         # where all other settings come from
//! max_instances = 6
//! ```
//!
//! Every problem is found in one go: a setting that can't be read is noted, and reading goes on as if it had not been
//! written.

mod encoding;
mod read;
mod schema;
mod tree;

pub use encoding::decode;
pub use schema::schema;

use crate::diagnostic::{Diagnostic, Severity};
use crate::environment::rules::{self, Violation};
use crate::environment::{Project, ValidatedProject};
use crate::review::waiver::Reviewing;
use tree::Tree;

/// A commented spec to begin with.
pub const STARTER: &str = include_str!("starter.toml");

/// A project that was read from a spec, with what its reader should know.
#[derive(Debug)]
pub struct Loaded {
    /// The project.
    pub project: ValidatedProject,
    /// Warnings that were not waived.
    pub warnings: Vec<Diagnostic>,
    /// What is said about reviews of plans.
    pub reviewing: Reviewing,
}

/// Reads the project from the text of a spec.
///
/// # Errors
///
/// Every problem of the spec, in the order of the text: what is no TOML, what is no setting or no value, which rules are
/// broken.
///
/// # Examples
///
/// ```
/// let text = "[environments.live]\npreset = \"production@1\"\nmax_instances = 6\n";
/// let loaded = iac_core::spec::load(text).expect("a spec without mistakes");
/// assert_eq!(loaded.project.environment("live").unwrap().max_instances.get(), 6);
///
/// let problems = iac_core::spec::load("[environments.live]\npreset = \"prod\"\n").unwrap_err();
/// assert_eq!(problems[0].message, "`prod` is not a preset");
/// ```
pub fn load(text: &str) -> Result<Loaded, Vec<Diagnostic>> {
    let tree = Tree::parse(text)?;
    let (project, reviewing, mut problems) = read::project(&tree);
    let judgement = project.judge();
    let located = |violation: &Violation| locate(&tree, violation);
    problems.extend(judgement.errors.iter().map(located));
    problems.extend(judgement.warnings.iter().map(located));
    problems.sort_by_key(|problem| problem.span.clone().map_or((0, 0), |span| (span.start, span.end)));
    problems.dedup();
    if problems.iter().any(|problem| problem.severity == Severity::Error) {
        return Err(problems);
    }
    match project.validate() {
        Ok(project) => Ok(Loaded { project, warnings: problems, reviewing }),
        Err(_) => Err(problems),
    }
}

/// A project and its problems when there is no spec: the presets keep every rule.
///
/// # Panics
///
/// Never: tests validate the presets.
pub fn presets() -> Loaded {
    let project = Project::of_presets().validate().expect("tests validate the presets");
    Loaded { project, warnings: Vec::new(), reviewing: Reviewing::default() }
}

/// The violation at the line where its setting stands, or where it could stand.
fn locate(tree: &Tree<'_>, violation: &Violation) -> Diagnostic {
    let severity = match violation.rule.severity {
        rules::Severity::Error => Severity::Error,
        rules::Severity::Warning => Severity::Warning,
    };
    let environment = violation.environment.as_ref().map(crate::aws::EnvironmentName::as_str);
    Diagnostic {
        severity,
        code: Some(violation.rule.code),
        message: match environment {
            Some(name) => format!("{name}: {}", violation.problem),
            None => violation.problem.clone(),
        },
        span: tree.span_of(environment, &violation.setting),
        help: Some(violation.help.clone()),
        quotable: !violation.rule.conceals,
    }
}
