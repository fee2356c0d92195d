//! What exists once in an account is rendered once.

use crate::aws::EnvironmentName;
use crate::environment::rules::{Check, Finding, Rule, Severity};
use crate::environment::{AccountScope, Environment, Project};

pub(super) const RULE: Rule = Rule {
    code: "account-owner",
    severity: Severity::Error,
    title: "what exists once in an account is rendered once",
    explain: include_str!("account-owner.md"),
    conceals: false,
    check: Check::Project(check),
};

const NAME_IT: &str = "name in `access.allowed_account_ids` the one account that each lives in";

fn check(project: &Project) -> Vec<(EnvironmentName, Finding)> {
    let environments: Vec<&Environment> = project.environments.values().collect();
    let mut findings = Vec::new();
    for (index, later) in environments.iter().enumerate() {
        // Of many that share the account, one is enough to see what is wrong.
        let finding = environments[..index].iter().find_map(|earlier| pair(earlier, later));
        let finding = finding.or_else(|| homeless(later, &environments));
        findings.extend(finding.map(|finding| (later.environment.clone(), finding)));
    }
    findings
}

/// What is wrong between two environments.
fn pair(earlier: &Environment, later: &Environment) -> Option<Finding> {
    let account = later.shares_account_with(earlier)?;
    let (name, other) = (&earlier.environment, earlier.account.scope);
    let share = |problem: String| {
        let help =
            format!("{NAME_IT}; of a shared one, let one be `shared_owner` and the others `shared_member`");
        Some(Finding::new("account.scope", problem, help))
    };
    if later.account.scope == AccountScope::Dedicated {
        return share(format!("it is `dedicated`, and environment `{name}` may live in {account} too"));
    }
    if other == AccountScope::Dedicated {
        return share(format!("environment `{name}`, which is `dedicated`, may live in {account} too"));
    }
    if !(other.owns() && later.account.scope.owns()) {
        return None;
    }
    if earlier.region == later.region {
        return Some(Finding::new(
            "account.scope",
            format!("environment `{name}` is the `shared_owner` in {} already, of {account}", later.region),
            format!("let this one be `shared_member`, or {NAME_IT}"),
        ));
    }
    let (home, other) = (later.home_region(), earlier.home_region());
    (home != other).then(|| {
        Finding::new(
            "account.home_region",
            format!("the home Region of {account} is {home} here, and {other} for environment `{name}`"),
            format!("write the same in both, such as `account.home_region = \"{other}\"`"),
        )
    })
}

/// An owner whose home Region is nobody's.
fn homeless(environment: &Environment, all: &[&Environment]) -> Option<Finding> {
    let home = environment.home_region();
    let is_there = |other: &&&Environment| {
        other.account.scope.owns()
            && other.region == home
            && (other.environment == environment.environment
                || environment.shares_account_with(other).is_some())
    };
    if !environment.account.scope.owns() || all.iter().any(|other| is_there(&other)) {
        return None;
    }
    Some(Finding::new(
        "account.home_region",
        format!(
            "no owner of the account lives in {home}, so nobody keeps what exists once for all Regions, such as the trail"
        ),
        format!(
            "write `account.home_region = \"{}\"`, or let an environment in {home} be `shared_owner`",
            environment.region
        ),
    ))
}
