//! The report of compliance against real plans: every address that it gives as evidence is planned, with the argument
//! that it names, and what it says is missing for a setting really is not there.

use std::path::Path;

use iac_core::compliance::{Evidence, Framework, Part, Report, Subject, look_up};
use iac_core::environment::{AccountScope, Environment, GitHub};
use iac_core::syntax::Syntax;
use serde_json::Value as Json;

use crate::conformance::case::{Case, Problem, Tools};
use crate::conformance::root::NEWEST;
use crate::project::{self, Named, NotUsable};

/// A case for each environment of the presets, before a release, on the internet, with everything that a report looks for
/// and in a shared account, and of the examples.
pub(super) fn cases(workspace: &Path) -> Result<Vec<Case>, NotUsable> {
    let released = project::released()?;
    let mut projects = vec![
        project::presets(),
        project::public()?,
        released.with("with everything that reports look for", &[everything])?,
        released.with("in an account of somebody else", &[member])?,
    ];
    projects.extend(project::examples(workspace)?.into_iter().map(|(_, released)| released));
    let mut cases = Vec::new();
    for named in projects {
        for environment in named.environments() {
            let named = named.clone();
            let name = format!("{} / {environment}: evidence of compliance", named.name);
            cases.push(Case::new(name, move |tools| evidence(&named, &environment, tools)));
        }
    }
    Ok(cases)
}

/// Looks the evidence on one environment up in its first plan, and a row that is false on purpose too.
fn evidence(named: &Named, environment: &str, tools: &Tools) -> Result<(), Problem> {
    let sandbox = tools.sandbox(NEWEST)?;
    let folder = named.write(environment, Syntax::Hcl, "environments", &sandbox)?;
    named.keep_state_here(environment, &folder, &sandbox)?;
    sandbox.run(&folder, &["init"])?;
    let plan = sandbox.plan(&folder, &[])?;
    let missing = || Problem::Found(format!("{} has no environment {environment}", named.name));
    let one = named.project.environment(environment).ok_or_else(missing)?;
    let report = iac_modules::compliance(&named.project, &[one], &Framework::ALL);
    let lines: Vec<String> = look_up(&report, environment, &plan)?.iter().map(ToString::to_string).collect();
    if !lines.is_empty() {
        return Err(Problem::Found(format!("the plan doesn't have what is reported:\n{}", lines.join("\n"))));
    }
    is_sharp(&report, environment, &plan)
}

/// Whether rows that are false on purpose are found: of each piece of evidence, an address and an argument beside it.
fn is_sharp(report: &Report, environment: &str, plan: &Json) -> Result<(), Problem> {
    let evidence: Vec<&Evidence> =
        report.answers(environment).flat_map(|(_, answer)| answer.parts()).flat_map(Part::evidence).collect();
    let mut looked = 0;
    for one in evidence {
        let Evidence::Resource { address, attribute } = one else { continue };
        looked += 1;
        let beside = Evidence::Resource { address: format!("{address}_beside"), attribute: None };
        refused(&beside, environment, plan)?;
        if let Some(attribute) = attribute {
            let mut other = attribute.clone();
            other.value = Json::from("another value");
            refused(
                &Evidence::Resource { address: address.clone(), attribute: Some(other) },
                environment,
                plan,
            )?;
        }
    }
    if looked < 20 {
        return Err(Problem::Found(format!("only {looked} resources are evidence")));
    }
    Ok(())
}

/// Whether a report with nothing but `evidence` is refused.
fn refused(evidence: &Evidence, environment: &str, plan: &Json) -> Result<(), Problem> {
    let subject = Subject { name: environment.to_owned(), tier: String::new(), region: String::new() };
    let report = Report::new(vec![subject], &[Framework::Cis], |_, id, _| {
        let part = Part::shown("a row that is false on purpose", vec![evidence.clone()]);
        if id == "5.6" { part.into_iter().collect() } else { Vec::new() }
    });
    if look_up(&report, environment, plan)?.is_empty() {
        return Err(Problem::Found(format!("nobody noticed that {evidence:?} is false")));
    }
    Ok(())
}

/// What no preset has and reports look for.
fn everything(environment: &mut Environment) -> Option<()> {
    environment.backup.audit = true;
    environment.monitoring.emails.insert("on-call@example.com".parse().ok()?);
    environment.account.emails.insert("security@example.com".parse().ok()?);
    environment.access.operators.insert("arn:aws:iam::111122223333:user/ada".parse().ok()?);
    environment.access.auditors.insert("arn:aws:iam::111122223333:user/bob".parse().ok()?);
    environment.access.github = Some(GitHub { repository: "shop/web".parse().ok()?, environment: None });
    environment.incident.pager = Some("pager@example.com".parse().ok()?);
    Some(())
}

/// Somebody else has the guards of the account, which is named.
fn member(environment: &mut Environment) -> Option<()> {
    environment.account.scope = AccountScope::SharedMember;
    environment.access.allowed_account_ids.insert("111122223333".parse().ok()?);
    Some(())
}
