//! Rights are named.

use crate::judge::bodies::{Bodies, Declared};
use crate::judge::finding::Weakness;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "narrow-rights",
    title: "the policy of a role names what the role may do",
    explain: include_str!("narrow-rights.md"),
    check: Check::Bodies(check),
};

/// Services of which the whole is more than any role needs: each gives out rights, keys or secrets.
const GIVERS: [&str; 5] = ["iam", "kms", "organizations", "secretsmanager", "sts"];

/// Whether an action is a pattern that gives everything, or everything of a giver.
fn is_broad(action: &str) -> bool {
    let action = action.to_ascii_lowercase();
    match action.split_once(':') {
        None => action.contains('*'),
        Some((service, name)) => {
            service.contains('*') || name.trim_matches('*').is_empty() && GIVERS.contains(&service)
        }
    }
}

fn check(bodies: &Bodies) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for (place, statement) in bodies.allowed() {
        let mut weak = |problem: String, property: &str, help: &str| {
            weaknesses.push(place.weak(property, problem, help));
        };
        if Declared::member(&statement, "NotAction").is_some() {
            weak(
                "everything but some actions is allowed".to_owned(),
                "policy.NotAction",
                "name the actions in `Action`",
            );
        }
        let actions = Declared::member(&statement, "Action").map(Declared::texts).unwrap_or_default();
        for action in actions.iter().filter(|action| is_broad(action)) {
            weak(format!("{action:?} is allowed"), "policy.Action", "name the actions that the role needs");
        }
        let hands_on = actions.iter().any(|action| action.eq_ignore_ascii_case("iam:PassRole"));
        let resources = Declared::member(&statement, "Resource").map(Declared::texts).unwrap_or_default();
        if hands_on && resources.iter().any(|resource| resource == "*") {
            weak(
                "every role of the account may be handed on".to_owned(),
                "policy.Resource",
                "name the roles",
            );
        }
    }
    weaknesses
}
