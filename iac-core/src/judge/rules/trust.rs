//! Whom a role trusts, for the rules about it.

use crate::judge::plan::{Plan, Resource};
use crate::review::policy::{Policy, Principal, Scope, Statement};

/// The statements that let somebody assume a role, with the role.
pub(super) fn statements(plan: &Plan) -> impl Iterator<Item = (&Resource, Statement)> {
    plan.of_type("aws_iam_role").flat_map(|role| {
        let policy = role.at("assume_role_policy").text().and_then(Policy::parse);
        let allows: Vec<Statement> = policy
            .iter()
            .flat_map(Policy::allows)
            .filter(|statement| statement.principals.is_some())
            .cloned()
            .collect();
        allows.into_iter().map(move |statement| (role, statement))
    })
}

/// Whether a token of an identity provider lets somebody in.
pub(super) fn is_federated(statement: &Statement) -> bool {
    let is_token = |action: &String| {
        let action = action.to_ascii_lowercase();
        action == "sts:assumerolewithwebidentity" || action.ends_with('*')
    };
    let by_token = match &statement.actions {
        Scope::Only(actions) => actions.iter().any(is_token),
        Scope::Except(_) => true,
    };
    by_token && principals(statement).any(|principal| matches!(principal, Principal::Federated(_)))
}

/// Those whom a statement names.
pub(super) fn principals(statement: &Statement) -> impl Iterator<Item = &Principal> {
    let named = match &statement.principals {
        Some(Scope::Only(principals)) => Some(principals),
        Some(Scope::Except(_)) | None => None,
    };
    named.into_iter().flatten()
}

/// The values that a condition compares a key with: those whose operator and key, in lower case, `is` the wanted one.
pub(super) fn compared(statement: &Statement, is: impl Fn(&str, &str) -> bool) -> Vec<&String> {
    let all = statement.conditions.iter();
    let wanted = all.filter(|((operator, key), _)| is(&operator.to_ascii_lowercase(), key));
    wanted.flat_map(|(_, values)| values).collect()
}
