//! The single file that `iac render` prints, and one environment's over another's: nothing is destroyed.

use iac_core::syntax::{self, Syntax};
use iac_modules::Source;

use crate::conformance::case::{Case, Problem, Tools};
use crate::conformance::root::{self, NEWEST};
use crate::project;
use crate::terraform::{Sandbox, changes};

/// One case for each promise.
pub(super) fn cases() -> Vec<Case> {
    vec![
        Case::new("single file in HCL / production: format, validate, plan", single_file),
        Case::new("staging rendered over production: nothing is destroyed", staging_over_production),
    ]
}

fn single_file(tools: &Tools) -> Result<(), Problem> {
    let sandbox = with_modules(tools)?;
    sandbox.write("main.tf", &rendered("production", Syntax::Hcl)?)?;
    sandbox.run("", &["fmt", "-check", "-diff", "main.tf"])?;
    sandbox.run("", &["init"])?;
    sandbox.run("", &["validate"])?;
    root::created(&sandbox.plan("", &[])?).map(drop)
}

fn staging_over_production(tools: &Tools) -> Result<(), Problem> {
    let sandbox = with_modules(tools)?;
    sandbox.write("main.tf.json", &rendered("production", Syntax::Json)?)?;
    sandbox.run("", &["init"])?;
    root::created(&sandbox.plan("", &[])?)?;
    sandbox.apply("")?;
    let state = || {
        std::fs::read(sandbox.path().join("production.tfstate"))
            .map_err(|error| Problem::Found(format!("production has no state of its own: {error}")))
    };
    let before = state()?;

    sandbox.write("main.tf.json", &rendered("staging", Syntax::Json)?)?;
    // Terraform remembers where the state was, and does nothing until somebody says what is to become of it.
    for command in [&["init", "-input=false"][..], &["plan", "-input=false"][..]] {
        let said = sandbox.try_run("", command)?;
        let output = said.stdout + &said.stderr;
        if said.code == 0 || !output.contains("Backend") {
            return Err(Problem::Found(format!(
                "terraform {} did not refuse the other state:\n{output}",
                command.join(" ")
            )));
        }
    }
    // Whoever says that it is another environment plans that one, and only creates.
    sandbox.run("", &["init", "-reconfigure"])?;
    let destroyed: Vec<_> = changes(&sandbox.plan("", &[])?)
        .into_iter()
        .filter(|change| change.split(' ').next().is_some_and(|actions| actions.contains("delete")))
        .collect();
    if !destroyed.is_empty() {
        return Err(Problem::Found(format!("staging would destroy {}", destroyed.join(", "))));
    }
    if state()? != before {
        return Err(Problem::Found("the state of production was changed".to_owned()));
    }
    Ok(())
}

/// A sandbox with the modules in it, as a checkout has them.
fn with_modules(tools: &Tools) -> Result<Sandbox<'_>, Problem> {
    let sandbox = tools.sandbox(NEWEST)?;
    for (path, text) in iac_modules::files()?.files() {
        sandbox.write(path, text)?;
    }
    Ok(sandbox)
}

/// What `iac render` prints for a preset.
fn rendered(environment: &str, syntax: Syntax) -> Result<String, Problem> {
    let named = project::presets();
    let missing = || Problem::Found(format!("there is no preset for {environment}"));
    let environment = named.project.environment(environment).ok_or_else(missing)?;
    let modules: Source =
        "./modules".parse().map_err(|error| Problem::Found(format!("./modules is no source: {error}")))?;
    Ok(syntax::to_string(&iac_modules::root(environment, &modules).into_document(), syntax)?)
}
