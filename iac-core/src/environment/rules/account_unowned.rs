//! Somebody guards the account of each environment.

use crate::aws::EnvironmentName;
use crate::environment::rules::{Check, Finding, Rule, Severity};
use crate::environment::{AccountScope, Environment, Project, SharedAccount};

pub(super) const RULE: Rule = Rule {
    code: "account-unowned",
    severity: Severity::Warning,
    title: "somebody guards the account of each environment",
    explain: include_str!("account-unowned.md"),
    conceals: false,
    check: Check::Project(check),
};

fn check(project: &Project) -> Vec<(EnvironmentName, Finding)> {
    let environments = || project.environments.values();
    let guards = |owner: &Environment, member: &Environment| {
        owner.account.scope.owns()
            && owner.region == member.region
            && member.shares_account_with(owner).is_some()
    };
    environments()
        .filter(|member| member.account.scope == AccountScope::SharedMember)
        .filter(|member| !environments().any(|owner| guards(owner, member)))
        .map(|member| {
            let account = match member.access.allowed_account_ids.iter().next() {
                Some(id) => SharedAccount::Known(id).to_string(),
                None => "its account".to_owned(),
            };
            let finding = Finding::new(
                "account.scope",
                format!("no environment of the spec guards {account} in {}", member.region),
                "let one of its environments be `shared_owner`, or waive the warning with who guards the account",
            );
            (member.environment.clone(), finding)
        })
        .collect()
}
