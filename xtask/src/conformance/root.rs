//! The root of each environment, from its first plan to a plan without changes, in both syntaxes.

use std::path::Path;

use iac_core::environment::{State, ValidatedProject};
use iac_core::syntax;
use iac_modules::Layout;
use iac_schema::Version;
use serde_json::Value as Json;

use crate::conformance::Failure;
use crate::conformance::case::{Case, Problem, Tools};
use crate::conformance::project::{self, Named};
use crate::equality::{Plan, Syntax, differences};
use crate::terraform::{Sandbox, changes};

/// The version that everything is proved with.
const NEWEST: Version = Version::AWS_6_66_0;
/// The oldest version that rendered roots admit.
const OLDEST: Version = Version::AWS_6_25_0;
/// State kept beside the root, whatever it says: there is no bucket.
const LOCAL_STATE: &str = "terraform {\n  backend \"local\" {}\n}\n";

/// What Terraform says of a backend that it could use, if it only were somebody.
const NO_CREDENTIALS: &str = "No valid credential sources found";

/// The cases of every project, and the presets once more with the oldest version.
pub(super) fn cases(workspace: &Path) -> Result<Vec<Case>, Failure> {
    let released = project::released()?;
    let mut cases = vec![];
    for environment in names(&released.project) {
        let (named, name) = (released.clone(), format!("{} / {environment}", released.name));
        let root = environment.clone();
        cases.push(Case::new(format!("{name}: life, both syntaxes, addresses"), move |tools| {
            tools.addresses.check(&root, &live(&named, &root, tools)?, &tools.workspace)
        }));
        let named = released.clone();
        cases.push(Case::new(format!("{name} with {}: plan", OLDEST.number()), move |tools| {
            planned(&named, &environment, OLDEST, tools)
        }));
    }
    let mut others = vec![project::presets(), project::public()?];
    for (written, released) in project::examples(workspace)? {
        for environment in names(&written.project) {
            let named = written.clone();
            let name = format!("{} / {environment} as written: plan", named.name);
            cases.push(Case::new(name, move |tools| planned(&named, &environment, NEWEST, tools)));
        }
        others.push(released);
    }
    for named in others {
        for environment in names(&named.project) {
            let named = named.clone();
            let name = format!("{} / {environment}: life, both syntaxes", named.name);
            cases.push(Case::new(name, move |tools| live(&named, &environment, tools).map(drop)));
        }
    }
    Ok(cases)
}

fn names(project: &ValidatedProject) -> Vec<String> {
    project.environments().map(|environment| environment.environment.to_string()).collect()
}

/// Plans once.
fn planned(named: &Named, environment: &str, version: Version, tools: &Tools) -> Result<(), Problem> {
    let sandbox = tools.sandbox(version)?;
    let folder = write(named, environment, syntax::Syntax::Hcl, "environments", &sandbox)?;
    sandbox.run(&folder, &["init"])?;
    created(&sandbox.plan(&folder, &[])?).map(drop)
}

/// Formats, plans, applies and plans again, compares with what the other syntax plans, and gives the first plan.
fn live(named: &Named, environment: &str, tools: &Tools) -> Result<Json, Problem> {
    let sandbox = tools.sandbox(NEWEST)?;
    let native = write(named, environment, syntax::Syntax::Hcl, "environments", &sandbox)?;
    sandbox.run("", &["fmt", "-check", "-diff", "-recursive"])?;
    let converted = write(named, environment, syntax::Syntax::Json, "converted", &sandbox)?;
    sandbox.run(&native, &["init"])?;
    sandbox.run(&native, &["validate"])?;
    let plan = sandbox.plan(&native, &[])?;
    created(&plan)?;
    sandbox.run(&converted, &["init"])?;
    let other = sandbox.plan(&converted, &[])?;
    let differences = differences(
        Plan { json: &plan, syntax: Syntax::Native },
        Plan { json: &other, syntax: Syntax::Json },
    );
    if !differences.is_empty() {
        let lines: Vec<_> = differences.iter().take(20).map(ToString::to_string).collect();
        return Err(Problem::Found(format!("JSON is planned differently:\n{}", lines.join("\n"))));
    }
    sandbox.apply(&native)?;
    let again = sandbox.try_run(&native, &["plan", "-detailed-exitcode"])?;
    if again.code != 0 {
        let said = again.stdout + &again.stderr;
        return Err(Problem::Found(format!("what was applied is not what is planned:\n{said}")));
    }
    Ok(plan)
}

/// Writes the modules and one root into the sandbox, below `below`, and gives the root's folder.
fn write(
    named: &Named,
    environment: &str,
    syntax: syntax::Syntax,
    below: &str,
    sandbox: &Sandbox<'_>,
) -> Result<String, Problem> {
    let folder = format!("{below}/{environment}");
    let rendered = format!("environments/{environment}/");
    let tree = iac_modules::tree(&named.project, Layout { roots: syntax })?;
    for (path, text) in tree.files() {
        if let Some(file) = path.strip_prefix(&rendered) {
            sandbox.write(&format!("{folder}/{file}"), text)?;
        } else if path.starts_with("modules/") {
            sandbox.write(path, text)?;
        }
    }
    let state = named.project.environment(environment).map(|environment| environment.state());
    if !matches!(state, Some(State::Local { .. })) {
        let said = sandbox.try_run(&folder, &["init"])?;
        // Terraform has read the settings of the backend by then, and accepted them.
        if !said.stderr.contains(NO_CREDENTIALS) {
            return Err(Problem::Found(format!("the backend is refused:\n{}{}", said.stdout, said.stderr)));
        }
        sandbox.write(&format!("{folder}/state_override.tf"), LOCAL_STATE)?;
    }
    Ok(folder)
}

/// The changes of a first plan, which creates something and does nothing else.
pub(super) fn created(plan: &Json) -> Result<Vec<String>, Problem> {
    let changes = changes(plan);
    if changes.is_empty() || changes.iter().any(|change| !change.starts_with("create ")) {
        return Err(Problem::Found(format!("not only created: {changes:?}")));
    }
    Ok(changes)
}
