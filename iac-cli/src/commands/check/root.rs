//! `iac check --root`: a rendered root that was edited by hand, judged as the spec is.

use crate::failure::{Failure, Verdict};
use crate::input;
use iac_core::diagnostic::position;
use iac_core::environment::rules::Violation;
use iac_core::environment::{Environment, Project, Validated, ValidatedProject};
use iac_core::judge::{self, Difference, NotARoot, Root};
use iac_core::spec::Loaded;
use iac_core::syntax::{Syntax, to_string};
use std::io::Write;
use std::ops::Range;
use std::path::Path;

/// Checks the root in `file`, which is of the environment that is named, or that it names itself.
pub(super) fn check(
    file: &Path,
    name: Option<&str>,
    loaded: &Loaded,
    out: &mut dyn Write,
) -> Result<Verdict, Failure> {
    let origin = file.display().to_string();
    let text = std::fs::read_to_string(file).map_err(|source| Failure::File {
        action: "can't read",
        path: origin.clone(),
        source,
    })?;
    let refused = |source: NotARoot| Failure::NotARoot { path: origin.clone(), source };
    let edited = Root::read(&text).map_err(refused)?;
    let environment = environment(&origin, name, &edited, loaded)?;
    let rendered = Root::read(&render(environment)?).map_err(refused)?;
    let overlay = judge::overlay(environment, &rendered, &edited);

    let page = Page { origin: &origin, text: &text, root: &edited };
    let mut findings = 0;
    for difference in &overlay.differences {
        page.line(out, &difference.argument, &told(difference))?;
        findings += usize::from(difference.problem.is_some());
    }
    for violation in broken(&loaded.project, overlay.environment) {
        let told = format!("{} (help: {}) [{}]", violation.problem, violation.help, violation.rule.code);
        match violation.environment.filter(|other| *other != environment.environment) {
            None => {
                page.line(out, edited.argument(&violation.setting).unwrap_or(&violation.setting), &told)?;
            }
            // The other end of a rule between two environments.
            Some(other) => writeln!(out, "{origin}: {other}: {}: {told}", violation.setting)?,
        }
        findings += 1;
    }
    let mut talk = anstream::stderr().lock();
    for (argument, _) in edited.computed() {
        // What is computed can't be judged, and that nobody can be told of it is no reason to stop.
        let _ = writeln!(talk, "{origin}: {argument} is computed; the spec's value is judged in its place");
    }
    let differences = match overlay.differences.len() {
        0 => "as the spec says".to_owned(),
        1 => "1 value is not as the spec says".to_owned(),
        many => format!("{many} values are not as the spec says"),
    };
    let found = match findings {
        0 => "every rule is kept".to_owned(),
        1 => "1 finding".to_owned(),
        many => format!("{many} findings"),
    };
    let _ = writeln!(talk, "{origin}: {differences}, {found}");
    Ok(if findings == 0 { Verdict::Fine } else { Verdict::Findings })
}

/// The environment that a root is of.
fn environment<'a>(
    origin: &str,
    name: Option<&str>,
    root: &Root,
    loaded: &'a Loaded,
) -> Result<&'a Validated<Environment>, Failure> {
    match name.or_else(|| root.text("environment")) {
        Some(name) => input::environment(loaded, name),
        None => Err(Failure::WhichEnvironment {
            path: origin.to_owned(),
            known: loaded.project.environments().map(|one| one.environment.to_string()).collect(),
        }),
    }
}

/// What the spec renders, in the syntax that is easiest to compare.
fn render(environment: &Validated<Environment>) -> Result<String, Failure> {
    let modules = "./modules".parse()?;
    Ok(to_string(&iac_modules::root(environment, &modules).into_document(), Syntax::Hcl)?)
}

/// A difference in words.
fn told(difference: &Difference) -> String {
    let Difference { rendered, edited, setting, problem, .. } = difference;
    let now = edited.as_ref().map_or_else(|| "not given".to_owned(), ToString::to_string);
    let told = match (rendered, setting) {
        (None, _) => format!("{now}, and the spec says nothing"),
        (Some(rendered), Some(_)) => format!("{now}, and the spec says {rendered}"),
        (Some(rendered), None) => format!("{now}, and {rendered} follows from the spec"),
    };
    match problem {
        Some(problem) => format!("{told}; it can't be judged: {problem}"),
        None => told,
    }
}

/// The rules that the environment breaks, by itself and beside the others of the project, without what the spec waives.
fn broken(project: &ValidatedProject, environment: Environment) -> Vec<Violation> {
    let own = environment.environment.clone();
    let all = || project.environments().map(|environment| (**environment).clone());
    let before = Project::new(all()).judge().warnings;
    let stands = |violation: &Violation| {
        let told = project.warnings().contains(violation) && violation.environment.as_ref() == Some(&own);
        told || !before.contains(violation)
    };
    let judgement = Project::new(all().chain([environment])).judge();
    judgement.errors.into_iter().chain(judgement.warnings).filter(stands).collect()
}

/// The file, for lines about it.
struct Page<'a> {
    origin: &'a str,
    text: &'a str,
    root: &'a Root,
}

impl Page<'_> {
    fn line(&self, out: &mut dyn Write, argument: &str, told: &str) -> std::io::Result<()> {
        match self.root.place(argument) {
            Some(Range { start, .. }) => {
                let (line, column) = position(self.text, start);
                writeln!(out, "{}:{line}:{column}: {argument}: {told}", self.origin)
            }
            None => writeln!(out, "{}: {argument}: {told}", self.origin),
        }
    }
}
