//! A service starts after it has its rights, and ends before they go.

use crate::judge::bodies::{Bodies, Declared};
use crate::judge::finding::Weakness;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "rights-first",
    title: "a service starts after it has its rights, and ends before they go",
    explain: include_str!("rights-first.md"),
    check: Check::Bodies(check),
};

/// What gives a role its rights.
const KINDS: [&str; 2] = ["aws_iam_role_policy", "aws_iam_role_policy_attachment"];

/// Whether the role of a policy is one that the service or a task of its module has.
fn is_needed(bodies: &Bodies, service: &Declared, policy: &Declared) -> bool {
    let role = policy.body.get_attribute("role").map(|attribute| attribute.value.to_string());
    let users = bodies.of_type("aws_ecs_task_definition").chain([service]);
    let Some(role) =
        role.as_deref().and_then(|role| role.trim().rsplit_once('.')).map(|(role, _)| role.to_owned())
    else {
        return false;
    };
    users.into_iter().any(|user| user.body.to_string().contains(&format!("{role}.arn")))
}

fn check(bodies: &Bodies) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for service in bodies.of_type("aws_ecs_service") {
        let named =
            Declared::elements(service.body.get_attribute("depends_on").map(|attribute| &attribute.value));
        for policy in bodies.resources.iter().filter(|resource| KINDS.contains(&resource.kind.as_str())) {
            let address = format!("{}.{}", policy.kind, policy.name);
            if is_needed(bodies, service, policy) && !named.contains(&address) {
                weaknesses.push(service.weak(
                    "depends_on",
                    format!("the service may start before `{address}` is there"),
                    format!("add `{address}` to `depends_on`"),
                ));
            }
        }
    }
    weaknesses
}
