//! Each module by itself: formatted, valid for every version it declares, and its own tests pass.

use iac_modules::Entry;
use iac_schema::Version;

use crate::conformance::case::{Case, Problem, Tools};

/// The module that calls the others, so that it needs them beside it.
const COMPOSITION: &str = "environment";

/// One case for the format of all modules, and one for each module and version that it declares.
pub(super) fn cases() -> Vec<Case> {
    let mut cases = vec![Case::new("modules: format", format)];
    for module in iac_modules::ALL {
        let versions = declared(module);
        for version in &versions {
            let (version, newest) = (*version, versions.last() == Some(version));
            let proof = if newest { "validate, test" } else { "validate" };
            cases.push(Case::new(
                format!("module {} with {}: {proof}", module.name, version.number()),
                move |tools| check(module, version, newest, tools),
            ));
        }
        if versions.is_empty() {
            cases.push(Case::new(format!("module {}", module.name), |_| {
                Err(Problem::Found("it declares no version of the AWS provider that is known".to_owned()))
            }));
        }
    }
    cases
}

/// The versions of the AWS provider that the versions.tf of a module admits, oldest first.
fn declared(module: &Entry) -> Vec<Version> {
    let files = module.generated().unwrap_or_default();
    let text = files.iter().find(|(name, _)| *name == "versions.tf").map_or("", |(_, text)| text);
    let bounds = text.lines().find_map(|line| {
        let (_, constraint) = line.trim().strip_suffix('"')?.split_once("version = \">= ")?;
        let (lowest, beyond) = constraint.split_once(", < ")?;
        Some(numbers(lowest)..numbers(beyond))
    });
    let admitted = |version: &&Version| {
        bounds.as_ref().is_some_and(|bounds| bounds.contains(&numbers(version.number())))
    };
    Version::AWS.iter().filter(admitted).copied().collect()
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').map_while(|number| number.parse().ok()).collect()
}

fn format(tools: &Tools) -> Result<(), Problem> {
    let sandbox = tools.sandbox(Version::AWS_6_66_0)?;
    sandbox.copy(&tools.workspace.join("modules"), "modules")?;
    sandbox.run("", &["fmt", "-check", "-diff", "-recursive", "modules"])?;
    Ok(())
}

fn check(module: &Entry, version: Version, newest: bool, tools: &Tools) -> Result<(), Problem> {
    let sandbox = tools.sandbox(version)?;
    let folder = format!("modules/{}", module.name);
    let copied = if module.name == COMPOSITION { "modules" } else { folder.as_str() };
    sandbox.copy(&tools.workspace.join(copied), copied)?;
    sandbox.run(&folder, &["init"])?;
    sandbox.run(&folder, &["validate"])?;
    if newest {
        let said = sandbox.run(&folder, &["test"])?;
        // Terraform is content with a folder that holds no test.
        if !said.contains(" passed, 0 failed") || said.contains("Success! 0 passed") {
            return Err(Problem::Found(format!("no test was run:\n{said}")));
        }
    }
    Ok(())
}
