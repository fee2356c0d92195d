//! What exists once in an account is rendered once.

use crate::aws::{AccountId, EnvironmentName, Region};
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

/// Where two environments may both live.
pub(super) enum Shared<'a> {
    /// Both may change this account.
    Known(&'a AccountId),
    /// Both share an account, and neither says which.
    Unnamed,
}

impl std::fmt::Display for Shared<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Self::Known(id) => write!(f, "account {id}"),
            Self::Unnamed => f.write_str("an account that neither names"),
        }
    }
}

/// The account that both environments may live in, as far as they say: one that has its account for itself and names
/// none shares it with nobody.
pub(super) fn shared<'a>(one: &'a Environment, other: &'a Environment) -> Option<Shared<'a>> {
    let (ids, others) = (&one.access.allowed_account_ids, &other.access.allowed_account_ids);
    if ids.is_empty() && others.is_empty() {
        let dedicated = [one, other].iter().any(|one| one.account.scope == AccountScope::Dedicated);
        return (!dedicated).then_some(Shared::Unnamed);
    }
    ids.intersection(others).next().map(Shared::Known)
}

/// The Region whose owner keeps what exists once for all Regions.
fn home(environment: &Environment) -> Region {
    environment.account.home_region.unwrap_or(environment.region)
}

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
    let account = shared(later, earlier)?;
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
    let (home, other) = (home(later), home(earlier));
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
    let home = home(environment);
    let is_there = |other: &&&Environment| {
        other.account.scope.owns()
            && other.region == home
            && (other.environment == environment.environment || shared(environment, other).is_some())
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
