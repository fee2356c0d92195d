//! The root of each environment, from its first plan to a plan without changes, in both syntaxes.

use std::path::Path;

use iac_core::environment::{Environment, Tier, Validated};
use iac_core::syntax;
use iac_schema::Version;
use serde_json::Value as Json;

use crate::conformance::case::{Case, Problem, Tools};
use crate::conformance::planted;
use crate::equality::{Plan, Syntax, differences};
use crate::project::{self, Named, NotUsable};
use crate::terraform::{Sandbox, changes};

/// The version that everything is proved with.
pub(super) const NEWEST: Version = Version::AWS_6_66_0;
/// The oldest version that rendered roots admit.
const OLDEST: Version = Version::AWS_6_25_0;

/// The cases of every project, and the presets once more with the oldest version.
pub(super) fn cases(workspace: &Path) -> Result<Vec<Case>, NotUsable> {
    let released = project::released()?;
    let mut cases = vec![];
    for environment in released.environments() {
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
    let mut lives: Vec<(Named, String)> = vec![];
    for named in [project::presets(), project::public()?] {
        let nothing_released = lives.is_empty();
        let wanted = |one: &&Validated<Environment>| !nothing_released || one.tier == Tier::Production;
        let environments = named.project.environments().filter(wanted);
        lives.extend(environments.map(|one| (named.clone(), one.environment.to_string())));
    }
    for (written, released) in project::examples(workspace)? {
        for environment in written.environments() {
            let named = written.clone();
            let name = format!("{} / {environment} as written: plan", named.name);
            cases.push(Case::new(name, move |tools| planned(&named, &environment, NEWEST, tools)));
        }
        // Development and staging differ from those of the presets by numbers.
        let production = released.project.environments().filter(|one| one.tier == Tier::Production);
        lives.extend(production.map(|one| (released.clone(), one.environment.to_string())));
    }
    for (named, environment) in lives {
        let name = format!("{} / {environment}: life, both syntaxes", named.name);
        cases.push(Case::new(name, move |tools| live(&named, &environment, tools).map(drop)));
    }
    Ok(cases)
}

/// Plans once.
fn planned(named: &Named, environment: &str, version: Version, tools: &Tools) -> Result<(), Problem> {
    let sandbox = tools.sandbox(version)?;
    let folder = write(named, environment, syntax::Syntax::Hcl, "environments", &sandbox)?;
    sandbox.run(&folder, &["init"])?;
    created(&sandbox.plan(&folder, &[])?).map(drop)
}

/// Formats, plans, applies and plans again, compares with what the other syntax plans, and gives the first plan.
/// No secret is in any file that is left.
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
    planted::none_in("the plan", &plan.to_string())?;
    planted::none_below(sandbox.path())?;
    Ok(plan)
}

/// Writes the modules and one root into the sandbox, below `below`, with its state beside it; gives the root's folder.
pub(super) fn write(
    named: &Named,
    environment: &str,
    syntax: syntax::Syntax,
    below: &str,
    sandbox: &Sandbox<'_>,
) -> Result<String, Problem> {
    let folder = named.write(environment, syntax, below, sandbox)?;
    named.keep_state_here(environment, &folder, sandbox)?;
    Ok(folder)
}

/// The changes of a first plan, which creates and adopts, and does nothing else.
pub(super) fn created(plan: &Json) -> Result<Vec<String>, Problem> {
    let changes = changes(plan);
    let adopted: Vec<_> = plan["resource_changes"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|resource| !resource["change"]["importing"].is_null())
        .filter_map(|resource| Some(format!("update {}", resource["address"].as_str()?)))
        .collect();
    if changes.is_empty()
        || changes.iter().any(|change| !change.starts_with("create ") && !adopted.contains(change))
    {
        return Err(Problem::Found(format!("not only created and adopted: {changes:?}")));
    }
    Ok(changes)
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn a_first_plan_creates_and_adopts() {
        let plan = |actions: &[&str], importing: Json| {
            json!({ "resource_changes": [{
                "address": "aws_vpc.this",
                "change": { "actions": actions, "importing": importing },
            }] })
        };
        assert!(created(&plan(&["create"], Json::Null)).is_ok());
        assert!(created(&plan(&["update"], json!({ "id": "vpc-1" }))).is_ok());
        assert!(created(&plan(&["update"], Json::Null)).is_err());
        assert!(created(&plan(&["delete", "create"], json!({ "id": "vpc-1" }))).is_err());
        assert!(created(&json!({})).is_err());
    }
}
