//! `BOOTSTRAP.md`: how the bucket of an account's states is made, and how states move into it.

use crate::environment::{Environment, GitHub, S3State, Validated};
use crate::prose::{Kind, numbered, render};
use minijinja::{Value, context};
use std::collections::BTreeSet;

/// What checksums are asked for: those of CI and of the laptops of a team.
const PLATFORMS: &str = "-platform=linux_amd64 -platform=linux_arm64 -platform=darwin_amd64 -platform=darwin_arm64 -platform=windows_amd64";

/// The page about making the bucket of `environments`, whose own root keeps its state as `own`, in Markdown; `sessions`
/// are how many seconds the role of each of them may work.
///
/// ```
/// use iac_core::environment::{S3State, Project};
/// use iac_core::operations::bootstrap;
///
/// let project = Project::of_presets().validate()?;
/// let own = S3State {
///     bucket: "shop-terraform-state".parse()?,
///     region: "eu-west-1".parse()?,
///     key: Some("bootstrap/terraform.tfstate".parse()?),
///     kms_key: None,
/// };
/// let page = bootstrap(&own, &[project.environment("dev").expect("a preset")], &[3600]);
/// assert!(page.contains("`iac bootstrap dev --local --format hcl --modules ../../modules > accounts/shop-terraform-state/main.tf`"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn bootstrap(own: &S3State, environments: &[&Validated<Environment>], sessions: &[u32]) -> String {
    let folder = format!("accounts/{}", own.bucket);
    let first = environments.first().map_or("ENVIRONMENT", |one| one.environment.as_str());
    let terraform = format!("terraform -chdir={folder}");
    let render_root = |option: &str| {
        format!("iac bootstrap {first}{option} --format hcl --modules ../../modules > {folder}/main.tf")
    };
    let accounts: BTreeSet<String> = environments
        .iter()
        .flat_map(|one| one.access.allowed_account_ids.iter().map(ToString::to_string))
        .collect();
    let pipelines: Vec<Value> = environments
        .iter()
        .zip(sessions)
        .filter_map(|(one, session)| Some(pipeline(one, one.access.github.as_ref()?, *session, &terraform)))
        .collect();
    let without: Vec<String> = environments
        .iter()
        .filter(|one| one.access.github.is_none())
        .map(|one| one.environment.to_string())
        .collect();
    let values = context! {
        bucket => own.bucket.as_str(),
        region => own.region.as_str(),
        accounts,
        make_folder => format!("mkdir -p {folder}"),
        render_local => render_root(" --local"),
        render_remote => render_root(""),
        init => format!("{terraform} init"),
        plan => format!("{terraform} plan -out plan"),
        apply => format!("{terraform} apply plan"),
        key_arn => format!("{terraform} output -raw key_arn"),
        kms_key => own.kms_key.as_ref().map(ToString::to_string),
        migrate => format!("{terraform} init -migrate-state"),
        check => format!("{terraform} plan"),
        local_files => format!("{folder}/bootstrap.tfstate"),
        lock => format!("{terraform} providers lock {PLATFORMS}"),
        lock_file => format!("{folder}/.terraform.lock.hcl"),
        pipelines,
        without,
        states => environments.iter().map(|one| state(one)).collect::<Vec<_>>(),
        own_boundaries => environments
            .iter()
            .any(|one| one.access.github.is_some() && one.access.permissions_boundary_arn.is_none()),
    };
    numbered(&render(Kind::Markdown, include_str!("bootstrap.md.j2"), &values))
}

/// What GitHub has to be told of the roles of `environment`.
fn pipeline(environment: &Environment, github: &GitHub, session: u32, terraform: &str) -> Value {
    let name = environment.environment.as_str();
    let repository = github.repository.to_string();
    // The command line knows a repository by its name alone.
    let repository = repository
        .split('/')
        .map(|part| part.split_once('@').map_or(part, |(name, _)| name))
        .collect::<Vec<_>>()
        .join("/");
    let on_github = github.environment.as_ref().map_or_else(|| name.to_owned(), ToString::to_string);
    let role = |output: &str| format!("\"$({terraform} output -json {output} | jq -r '.[\"{name}\"]')\"");
    let plan_variable = format!("PLAN_ROLE_ARN_{}", name.to_uppercase().replace('-', "_"));
    context! {
        name,
        session,
        subject => github.subject(&environment.environment).as_str(),
        pull_request_subject => github.pull_request_subject().as_str(),
        role_to_assume => environment.access.role_to_assume.as_ref().map(ToString::to_string),
        commands => format!(
            "gh variable set TERRAFORM_ROLE_ARN --repo {repository} --env {on_github} --body {}\ngh variable set {plan_variable} --repo {repository} --body {}",
            role("terraform_role_arns"),
            role("plan_role_arns")
        ),
    }
}

/// How the state of `environment` moves.
fn state(environment: &Environment) -> Value {
    let name = &environment.environment;
    let folder = format!("environments/{name}");
    context! {
        commands => format!(
            "iac generate\nterraform -chdir={folder} init -migrate-state\nterraform -chdir={folder} plan\nterraform -chdir={folder} providers lock {PLATFORMS}"
        ),
        file => format!("{folder}/{name}.tfstate"),
        name => name.as_str(),
    }
}
