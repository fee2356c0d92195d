//! Nobody reaches a bucket in the clear.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use serde_json::Value as Json;

pub(super) const RULE: Rule = Rule {
    code: "bucket-transport",
    title: "nobody reaches a bucket in the clear",
    explain: include_str!("bucket-transport.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let open = plan.of_type("aws_s3_bucket_policy").filter(|policy| {
        let text = policy.at("policy").text();
        text.and_then(|text| serde_json::from_str(text).ok()).is_some_and(|json: Json| !asks_for_tls(&json))
    });
    let weak = open.map(|policy| {
        policy.weak(
            "policy",
            "it lets requests in that are not encrypted",
            "deny `s3:*` to everybody where `aws:SecureTransport` is false",
        )
    });
    weak.collect()
}

fn asks_for_tls(policy: &Json) -> bool {
    let holds = |value: &Json, wanted: &str| match value {
        Json::String(text) => text == wanted,
        Json::Array(items) => items.iter().any(|item| item == wanted),
        _ => false,
    };
    let denies = |statement: &Json| {
        let principal = &statement["Principal"];
        statement["Effect"] == "Deny"
            && (holds(principal, "*") || holds(&principal["AWS"], "*"))
            && holds(&statement["Action"], "s3:*")
            && match &statement["Condition"]["Bool"]["aws:SecureTransport"] {
                Json::Bool(secure) => !secure,
                value => holds(value, "false"),
            }
    };
    match &policy["Statement"] {
        Json::Array(statements) => statements.iter().any(denies),
        statement => denies(statement),
    }
}
