//! People show a second factor.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule, trust};
use crate::review::policy::{Principal, Statement};

pub(super) const RULE: Rule = Rule {
    code: "second-factor",
    title: "people who assume a role show a second factor, and not one of long ago",
    explain: include_str!("second-factor.md"),
    check: Check::Plan(check),
};

/// Whether a statement may let in people: a user, all users of an account, anybody.
fn is_for_people(statement: &Statement) -> bool {
    let person = |principal: &Principal| match principal {
        Principal::Anyone | Principal::Account(_) => true,
        Principal::Identity(arn) => arn.contains(":user/"),
        Principal::Service(_) | Principal::Federated(_) => false,
    };
    // A partner who is told apart by an id of his own, and a role that is named as such, are machines.
    let partner =
        !trust::compared(statement, |operator, key| operator == "stringequals" && key == "sts:externalid")
            .is_empty();
    let named =
        trust::compared(statement, |operator, key| !operator.contains("not") && key == "aws:principalarn");
    let roles = !named.is_empty() && named.iter().all(|arn| arn.contains(":role/"));
    !partner && !roles && trust::principals(statement).any(person)
}

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for (role, statement) in trust::statements(plan).filter(|(_, statement)| is_for_people(statement)) {
        let present = trust::compared(&statement, |operator, key| {
            operator == "bool" && key == "aws:multifactorauthpresent"
        });
        if !matches!(present.as_slice(), [present] if present.eq_ignore_ascii_case("true")) {
            weaknesses.push(role.weak(
                "assume_role_policy.aws:MultiFactorAuthPresent",
                "a stolen password or key is enough to assume the role",
                "ask for it by Bool; BoolIfExists lets in who shows none",
            ));
        }
        let age = trust::compared(&statement, |operator, key| {
            operator.starts_with("numericlessthan")
                && !operator.ends_with("ifexists")
                && key == "aws:multifactorauthage"
        });
        if age.is_empty() {
            weaknesses.push(role.weak(
                "assume_role_policy.aws:MultiFactorAuthAge",
                "a second factor of this morning opens the role tonight",
                "bound it by NumericLessThan, in seconds",
            ));
        }
    }
    weaknesses
}
