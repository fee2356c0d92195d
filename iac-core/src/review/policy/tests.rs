//! What policies permit, over and over again written differently.

use super::glob::{includes, overlaps};
use super::{Policy, compare};
use serde_json::{Value, json};

fn policy(statements: &Value) -> Policy {
    Policy::parse(&json!({ "Version": "2012-10-17", "Statement": statements }).to_string()).expect("a policy")
}

/// What changes: `+` granted, `~` loosened, `-` revoked, `!` no longer denied, `x` denied now.
fn changes(before: &Value, after: &Value) -> Vec<String> {
    let comparison = compare(&policy(before), &policy(after));
    let marked = [
        ('+', comparison.granted),
        ('~', comparison.loosened),
        ('-', comparison.revoked),
        ('!', comparison.undenied),
        ('x', comparison.denied),
    ];
    marked
        .into_iter()
        .flat_map(|(mark, grants)| grants.into_iter().map(move |grant| format!("{mark} {grant}")))
        .collect()
}

#[test]
fn patterns_include_and_overlap() {
    for (outer, inner, includes_it, overlaps_it) in [
        ("s3:*", "s3:get*", true, true),
        ("s3:get*", "s3:*", false, true),
        ("s3:get*", "s3:put*", false, false),
        ("*", "", true, true),
        ("", "*", false, true),
        ("s3:?et*", "s3:getobject", true, true),
        ("s3:?", "s3:*", false, true),
        ("a*b*c", "abbc", true, true),
        ("a*b*c", "a*c", false, true),
        ("*x", "y*", false, true),
        ("ab", "a", false, false),
        ("*a*", "b", false, false),
    ] {
        assert_eq!(includes(outer, inner), includes_it, "{outer} includes {inner}");
        assert_eq!(overlaps(outer, inner), overlaps_it, "{outer} overlaps {inner}");
        assert_eq!(overlaps(inner, outer), overlaps_it, "{inner} overlaps {outer}");
    }
}

#[test]
fn another_way_to_write_it_is_no_change() {
    let before = json!([
        { "Sid": "One", "Effect": "Allow", "Action": "s3:GetObject", "Resource": ["arn:aws:s3:::b/*"], "Principal": { "AWS": "111122223333" } },
        { "Effect": "Deny", "Action": ["iam:*"], "Resource": "*", "Principal": "*" },
    ]);
    let after = json!([
        { "Effect": "Deny", "Action": "IAM:*", "Resource": ["*"], "Principal": { "AWS": ["*"] } },
        { "Effect": "Allow", "Action": ["S3:GetObject"], "Resource": "arn:aws:s3:::b/*", "Principal": { "AWS": ["arn:aws:iam::111122223333:root"] } },
    ]);
    assert_eq!(changes(&before, &after), Vec::<String>::new());
}

#[test]
fn only_what_is_new_is_granted() {
    let before = json!({ "Effect": "Allow", "Action": ["s3:Get*", "sqs:SendMessage"], "Resource": "arn:aws:s3:::a/*" });
    let after = json!({ "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"], "Resource": ["arn:aws:s3:::a/*", "arn:aws:s3:::b/*"] });
    assert_eq!(
        changes(&before, &after),
        [
            "+ Allow s3:GetObject on arn:aws:s3:::b/*",
            "+ Allow s3:PutObject on arn:aws:s3:::a/*",
            "+ Allow s3:PutObject on arn:aws:s3:::b/*",
            "- Allow s3:Get* on arn:aws:s3:::a/*",
            "- Allow sqs:SendMessage on arn:aws:s3:::a/*",
        ]
    );
}

#[test]
fn what_a_list_spares_is_understood() {
    let spared = |actions: Value| json!({ "Effect": "Allow", "NotAction": actions, "Resource": "*" });
    let only = |actions: Value| json!({ "Effect": "Allow", "Action": actions, "Resource": "*" });
    assert_eq!(
        changes(&spared(json!("iam:*")), &only(json!("s3:Get*"))),
        ["- Allow everything but iam:* on *"]
    );
    assert_eq!(
        changes(&spared(json!("iam:*")), &spared(json!(["iam:*", "sts:*"]))),
        ["- Allow everything but iam:* on *"],
        "sparing more is less"
    );
    assert_eq!(
        changes(&only(json!("s3:*")), &spared(json!("iam:*"))),
        ["+ Allow everything but iam:* on *"],
        "what was allowed is among what isn't spared"
    );
}

#[test]
fn a_condition_that_goes_loosens() {
    let with = |condition: Value| json!({ "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": condition });
    let signed_in = json!({ "Bool": { "aws:MultiFactorAuthPresent": "true" } });
    assert_eq!(changes(&with(signed_in.clone()), &with(json!({}))), ["~ Allow s3:* on *"]);
    assert_eq!(
        changes(&with(json!({})), &with(signed_in)),
        ["- Allow s3:* on *"],
        "a new condition takes something away"
    );
    let account = |accounts: Value| with(json!({ "StringEquals": { "aws:SourceAccount": accounts } }));
    assert_eq!(changes(&account(json!(["1", "2"])), &account(json!("1"))).len(), 1, "only revoked");
    assert_eq!(
        changes(&account(json!("1")), &account(json!(["1", "2"])))[0],
        "~ Allow s3:* on * when StringEquals aws:sourceaccount = 1 | 2"
    );
    let path = |path: &str| with(json!({ "StringLike": { "s3:prefix": path } }));
    assert_eq!(changes(&path("home/*"), &path("home/me/*")).len(), 1, "only revoked");
}

#[test]
fn a_denial_counts_by_what_it_denies() {
    let deny = |action: &str| json!([{ "Effect": "Deny", "Action": action, "Resource": "*" }]);
    assert_eq!(changes(&deny("s3:DeleteBucket"), &json!([])), ["! Deny s3:DeleteBucket on *"]);
    assert_eq!(changes(&deny("s3:DeleteBucket"), &deny("s3:Delete*")), ["x Deny s3:Delete* on *"]);
    assert_eq!(
        changes(&deny("s3:Delete*"), &deny("s3:DeleteBucket")),
        ["! Deny s3:Delete* on *"],
        "a narrower denial denies less"
    );
}

#[test]
fn principals_are_accounts_and_what_belongs_to_them() {
    let allow =
        |principal: Value| json!({ "Effect": "Allow", "Action": "sts:AssumeRole", "Principal": principal });
    let account = allow(json!({ "AWS": "arn:aws:iam::111122223333:root" }));
    let role = allow(json!({ "AWS": "arn:aws:iam::111122223333:role/ci" }));
    let anyone = allow(json!("*"));
    assert_eq!(changes(&account, &role).len(), 1, "a role of the account is less than the account");
    assert_eq!(changes(&role, &anyone)[0], "+ Allow sts:AssumeRole to anyone");
    let but =
        json!({ "Effect": "Allow", "Action": "sts:AssumeRole", "NotPrincipal": { "AWS": "111122223333" } });
    assert_eq!(changes(&role, &but)[0], "+ Allow sts:AssumeRole to everything but account 111122223333");
}

#[test]
fn what_is_no_policy_is_not_guessed() {
    for text in [
        "",
        "{}",
        "[]",
        r#"{"Statement": [{"Effect": "Perhaps", "Action": "*", "Resource": "*"}]}"#,
        r#"{"Statement": [{"Effect": "Allow", "Resource": "*"}]}"#,
        r#"{"Statement": [{"Effect": "Allow", "Action": "*", "NotAction": "iam:*", "Resource": "*"}]}"#,
        r#"{"Statement": [{"Effect": "Allow", "Action": "*", "Principal": {"Nobody": "x"}}]}"#,
        r#"{"Statement": [{"Effect": "Allow", "Action": {"s3": "*"}, "Resource": "*"}]}"#,
    ] {
        assert!(Policy::parse(text).is_none(), "{text}");
    }
}
