//! Every role has a limit.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "role-boundary",
    title: "every role has a limit that no policy lifts",
    explain: include_str!("role-boundary.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let roles = plan.of_type("aws_iam_role");
    roles
        .filter_map(|role| {
            role.unless(
                "permissions_boundary",
                Value::is_set,
                "whatever policy is attached to the role holds in full",
                "set it to the policy that limits the roles of the environment",
            )
        })
        .collect()
}
