//! What the model promises of plans: the times that it computes are those of what is planned, and staging has the types
//! of resources that production has.

use std::collections::BTreeSet;
use std::path::Path;

use iac_core::environment::limits::{Table, Timings};
use iac_core::environment::{Environment, Validated};
use iac_core::plan::{self, PlanError, TypeDifference};
use iac_core::syntax::Syntax;
use serde_json::Value as Json;

use crate::conformance::case::{Case, Problem, Tools};
use crate::conformance::root::NEWEST;
use crate::project::{self, Named, NotUsable};

impl From<PlanError> for Problem {
    fn from(error: PlanError) -> Self {
        Self::Found(error.to_string())
    }
}

/// Ways to release that no preset takes, over production: each as the lines of a spec.
const OTHER_WAYS: [(&str, &str); 3] = [
    (
        "linear and Terraform waits",
        "strategy.linear = { percent = 50, observation = 7, bake = 3 }\nwait = \"terraform\"",
    ),
    ("blue and green", "strategy.blue_green = { bake = 0 }\ngate_period = 120\ndrain = 45"),
    ("going back", "mode = \"rollback\""),
];

/// A case for the times of each preset, of several services and of other ways to release, and one for the types of
/// resources.
pub(super) fn cases(workspace: &Path) -> Result<Vec<Case>, NotUsable> {
    let released = project::released()?;
    let mut timed: Vec<(Named, String)> = Vec::new();
    let mut add = |named: &Named, keep: &dyn Fn(&Environment) -> bool| {
        let kept = named.project.environments().filter(|environment| keep(environment));
        timed.extend(kept.map(|environment| (named.clone(), environment.environment.to_string())));
    };
    add(&released, &|_| true);
    for (_, example) in project::examples(workspace)? {
        // Of several services the slowest one counts, and a worker is behind no load balancer.
        add(&example, &|environment| {
            environment.services.len() > 1 && environment.deployment.strategy.shifts_traffic()
        });
    }
    for (way, lines) in OTHER_WAYS {
        let text = format!(
            "[environments.live]\npreset = \"production@1\"\n[environments.live.deployment]\n{lines}\n"
        );
        add(&project::released_of(way, &text)?, &|_| true);
    }
    let mut cases: Vec<Case> = timed
        .into_iter()
        .map(|(named, environment)| {
            let name = format!("{} / {environment}: times of the plan", named.name);
            Case::new(name, move |tools| times(&named, &environment, tools))
        })
        .collect();
    cases.push(Case::new("staging has the types of resources of production", move |tools| {
        types(&released, tools)
    }));
    Ok(cases)
}

/// Compares the table that the settings make with the one of a plan over what was applied.
fn times(named: &Named, environment: &str, tools: &Tools) -> Result<(), Problem> {
    let sandbox = tools.sandbox(NEWEST)?;
    let folder = named.write(environment, Syntax::Hcl, "environments", &sandbox)?;
    named.keep_state_here(environment, &folder, &sandbox)?;
    let environment = of(named, environment)?;
    sandbox.run(&folder, &["init"])?;
    // Before there is a state, Terraform doesn't know the containers, and says less.
    let first = plan::timings(&sandbox.plan(&folder, &[])?)?;
    sandbox.apply(&folder)?;
    let planned = plan::timings(&sandbox.plan(&folder, &[])?)?;
    let expected = Timings::from(&**environment);
    if planned != expected {
        return Err(Problem::Found(format!("planned {planned:?}\nexpected {expected:?}")));
    }
    let table = |timings: &Timings| Table::new(timings, &environment.limits, environment.tier);
    for timings in [&first, &planned] {
        let table = table(timings);
        if table.broken().next().is_some() {
            return Err(Problem::Found(format!("the plan breaks a limit:\n{table}")));
        }
    }
    let (planned, expected) = (table(&planned), Table::from(&**environment));
    if planned != expected {
        return Err(Problem::Found(format!("planned\n{planned}\nexpected\n{expected}")));
    }
    Ok(())
}

/// Compares the types of resources: each difference has its reason, and each reason its difference.
fn types(named: &Named, tools: &Tools) -> Result<(), Problem> {
    let planned = |environment| -> Result<Json, Problem> {
        let sandbox = tools.sandbox(NEWEST)?;
        let folder = named.write(environment, Syntax::Hcl, "environments", &sandbox)?;
        sandbox.run(&folder, &["init"])?;
        Ok(sandbox.plan(&folder, &[])?)
    };
    let differences = plan::type_differences(&planned("staging")?, &planned("production")?)?;
    let open: Vec<&TypeDifference> =
        differences.iter().filter(|difference| difference.reason.is_none()).collect();
    if !open.is_empty() {
        return Err(Problem::Found(format!("types of resources without a reason: {open:#?}")));
    }
    let found: BTreeSet<&str> = differences.iter().map(|difference| difference.kind.as_str()).collect();
    let unused: Vec<_> = plan::justified_types().filter(|kind| !found.contains(kind)).collect();
    if !unused.is_empty() {
        return Err(Problem::Found(format!("nothing needs the reason for {}", unused.join(", "))));
    }
    Ok(())
}

fn of<'a>(named: &'a Named, environment: &str) -> Result<&'a Validated<Environment>, Problem> {
    let missing = || Problem::Found(format!("{} has no environment {environment}", named.name));
    named.project.environment(environment).ok_or_else(missing)
}
