//! A pipeline is trusted by one exact subject.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule, trust};
use crate::review::policy::Statement;

pub(super) const RULE: Rule = Rule {
    code: "exact-subject",
    title: "a token opens a role for one audience and one exact subject",
    explain: include_str!("exact-subject.md"),
    check: Check::Plan(check),
};

/// What a claim has to be, whole and without a pattern; an operator that also holds without the claim asks for nothing.
fn exact<'a>(statement: &'a Statement, claim: &str) -> Vec<&'a String> {
    trust::compared(statement, |operator, key| {
        matches!(operator, "stringequals" | "stringlike") && key.ends_with(claim)
    })
}

fn is_pattern(value: &str) -> bool {
    value.contains(['*', '?'])
}

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for (role, statement) in trust::statements(plan).filter(|(_, statement)| trust::is_federated(statement)) {
        let (audiences, subjects) = (exact(&statement, ":aud"), exact(&statement, ":sub"));
        if audiences.is_empty() || audiences.iter().any(|audience| is_pattern(audience)) {
            weaknesses.push(role.weak(
                "assume_role_policy.aud",
                "a token that was made for somebody else opens the role",
                "compare the provider's `aud` by StringEquals, for GitHub with `sts.amazonaws.com`",
            ));
        }
        let one = matches!(subjects.as_slice(), [subject] if !is_pattern(subject));
        if !one {
            let said = match subjects.as_slice() {
                [] => "any subject".to_owned(),
                several => {
                    several.iter().map(|subject| format!("{subject:?}")).collect::<Vec<_>>().join(", ")
                }
            };
            weaknesses.push(role.weak(
                "assume_role_policy.sub",
                format!("more than one workflow opens the role ({said})"),
                "compare the provider's `sub` by StringEquals with one subject, such as \"repo:shop/web:environment:production\"",
            ));
        }
    }
    weaknesses
}
