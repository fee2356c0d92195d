//! The role of a runbook may do what its steps do, and nothing more.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::{Plan, Resource};
use crate::judge::rules::{Check, Rule};
use serde_json::Value as Json;

pub(super) const RULE: Rule = Rule {
    code: "runbook-rights",
    title: "the role of a runbook may do what its steps do, and nothing more",
    explain: include_str!("runbook-rights.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for document in plan.of_type("aws_ssm_document") {
        let Some(text) = document.at("content").text() else { continue };
        let Ok(content) = serde_json::from_str::<Json>(text) else { continue };
        let Some((_, role)) = content["assumeRole"].as_str().and_then(|arn| arn.rsplit_once('/')) else {
            continue;
        };
        let calls = content["mainSteps"].to_string();
        for role in plan.of_type("aws_iam_role").filter(|one| one.at("name").is_text(role)) {
            let policies = plan.of_type("aws_iam_role_policy");
            for policy in policies.filter(|policy| plan.refers(policy, "role", role)) {
                weaknesses.extend(too_much(policy, &calls));
            }
        }
    }
    weaknesses
}

/// What `policy` allows beyond `calls`, the text of the steps.
fn too_much(policy: &Resource, calls: &str) -> Vec<Weakness> {
    let Some(Ok(content)) = policy.at("policy").text().map(serde_json::from_str::<Json>) else {
        return Vec::new();
    };
    let mut weaknesses = Vec::new();
    let allowed = each(&content["Statement"]).filter(|statement| statement["Effect"] == "Allow");
    for statement in allowed {
        for action in each(&statement["Action"]).filter_map(Json::as_str) {
            if !is_called(action, calls) {
                weaknesses.push(policy.weak(
                    "policy",
                    format!("the runbook may {action}, and none of its steps does"),
                    "allow the calls of its steps alone",
                ));
            }
        }
        if each(&statement["Resource"]).any(|resource| resource == "*") {
            weaknesses.push(policy.weak(
                "policy",
                "the runbook may do it to everything",
                "name what it is for",
            ));
        }
    }
    weaknesses
}

/// The elements of a list, or the one that stands for a list.
fn each(value: &Json) -> impl Iterator<Item = &Json> {
    let (several, one) = match value {
        Json::Array(items) => (items.as_slice(), None),
        one => (&[][..], Some(one)),
    };
    several.iter().chain(one)
}

/// Whether a step calls `action`: by its name, or as a script calls it; roles are handed on by calls of other names.
fn is_called(action: &str, calls: &str) -> bool {
    let Some((_, name)) = action.split_once(':') else { return false };
    action == "iam:PassRole"
        || (!name.contains('*') && (calls.contains(name) || calls.contains(&in_python(name))))
}

/// The name of a call as Python writes it: `list_service_deployments`.
fn in_python(name: &str) -> String {
    let mut written = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !written.is_empty() {
            written.push('_');
        }
        written.push(letter.to_ascii_lowercase());
    }
    written
}
