//! No secret value stands in any output, wherever in a plan it was planted.

use crate::{others, outputs, own, review_of};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use iac_core::review::secrets::names_a_secret;
use proptest::prelude::*;
use serde_json::{Value, json};

/// Plants `secret` in `plan`: marked in one place, and unmarked in every place that is known to leak.
fn planted(plan: &str, secret: &str) -> Option<String> {
    let mut plan: Value = serde_json::from_str(plan).ok()?;
    plan["format_version"].as_str()?;
    let encoded = STANDARD.encode(format!("#!/bin/sh\nexport TOKEN={secret}\n"));
    let policy =
        json!({ "Statement": [{ "Effect": "Allow", "Action": "s3:*", "Resource": secret }] }).to_string();
    let definition = json!([{ "name": "web", "command": ["run", secret] }]).to_string();
    let after = json!({
        "value": secret, "tags": { secret: "x" }, "user_data": encoded, "raw_b": STANDARD.encode(secret),
        "policy": policy, "definition": definition, "list": ["a", secret], "lines": format!("one\n{secret}\nthree"),
        "quoted": json!({ "inner": json!({ "again": secret }).to_string() }).to_string(),
        "set": [{ "a": 1, "b": secret }], "text": format!("before {secret} after"),
    });
    let before =
        json!({ "set": [{ "a": 2, "b": secret }], "lines": format!("one\n{secret}\ntwo"), "text": secret });
    let marked = json!({ "only_here": secret });
    let row = |name: &str, change: Value| {
        json!({ "address": format!("test.{name}[{secret:?}]"), "mode": "managed", "type": "test", "name": name,
            "index": secret, "change": change })
    };
    let rows = vec![
        row(
            "marked",
            json!({ "actions": ["create"], "before": null, "after": marked,
            "after_sensitive": { "only_here": true }, "before_sensitive": false }),
        ),
        row("leaks", json!({ "actions": ["update"], "before": before, "after": after, "after_unknown": {} })),
        row("new", json!({ "actions": ["create"], "before": null, "after": after, "after_unknown": {} })),
        row(
            "replaced",
            json!({ "actions": ["delete", "create"], "before": after, "after": before,
            "replace_paths": [["tags", secret]] }),
        ),
    ];
    for list in ["resource_changes", "resource_drift"] {
        let mut all = plan[list].as_array().cloned().unwrap_or_default();
        all.extend(rows.clone());
        plan[list] = all.into();
    }
    plan["output_changes"]["planted"] = json!({ "actions": ["create"], "before": null, "after": after });
    plan["checks"] = json!([{ "address": { "to_display": format!("check.{secret}") }, "status": "fail",
        "instances": [{ "problems": [{ "message": format!("{secret} is wrong: {after}") }] }] }]);
    Some(plan.to_string())
}

/// What of `secret` may stand nowhere: as it is, in JSON, in JSON in JSON, in URLs and in base64.
fn forms(secret: &str) -> Vec<String> {
    let json = |text: &str| {
        let quoted = serde_json::to_string(text).expect("a text is JSON");
        quoted[1..quoted.len() - 1].to_owned()
    };
    let html = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    let mut forms = vec![secret.to_owned(), json(secret), json(&json(secret)), html];
    // The groups of base64 that hold nothing but the secret, at each of the three places where it may begin.
    for shift in 0..3 {
        let encoded = STANDARD.encode(format!("{}{secret}", "x".repeat(shift)));
        let inner = encoded.len() / 4 - 1;
        forms.push(encoded[4.min(shift * 4)..inner * 4].to_owned());
    }
    forms.retain(|form| form.len() >= 8);
    forms
}

fn assert_hidden(name: &str, plan: &str, secret: &str) {
    let Some(plan) = planted(plan, secret) else { return };
    let Ok((review, secrets)) = review_of(&[(name, &plan)]) else { return };
    for (format, output) in outputs(&review) {
        for form in forms(secret) {
            assert!(!output.contains(&form), "{name} as {format} shows {form}");
        }
        assert_eq!(secrets.check(&output), Ok(()), "{name} as {format}");
        assert!(
            output.contains("(sensitive)") || output.contains("&#"),
            "{name} as {format} shows where it was"
        );
    }
}

const SECRETS: &[&str] = &[
    "hunter2hunter2",
    "correct-Horse\"battery&staple<x>",
    "pa|ss`wörd\\with{every}[thing]*_*",
    "12charsecret",
    "4929123412341234",
    "multi\nline secret\nwith three lines of text",
];

#[test]
fn planted_secrets_stand_in_no_output() {
    for (name, plan) in own().into_iter().chain(others()) {
        for secret in SECRETS {
            assert_hidden(&name, &plan, secret);
        }
    }
}

#[test]
fn the_last_look_finds_what_slipped_through() {
    let plan = planted(&own()[0].1, SECRETS[1]).expect("a plan");
    let (_, secrets) = review_of(&[("plan", &plan)]).expect("the plan is one");
    let secret = SECRETS[1];
    let json = serde_json::to_string(secret).expect("a text is JSON");
    let mut texts = vec![secret.to_owned(), json.clone(), serde_json::to_string(&json).expect("as above")];
    texts.push(secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;"));
    texts.push("correct-Horse%22battery%26staple%3Cx%3E".to_owned());
    texts.push("correct-Horse\\\"battery\\u0026staple\\u003cx\\u003e".to_owned());
    texts.extend(["", "x", "xy", "xyz"].map(|before| STANDARD.encode(format!("{before}{secret}yyyy"))));
    for text in texts {
        let leak = secrets.check(&format!("a comment with {text} in it")).expect_err(&text);
        assert!(!leak.to_string().contains("Horse"));
    }
    secrets.check("a comment with nothing in it").expect("there is none");
    for token in [
        "AKIAIOSFODNN7EXAMPLE",
        "-----BEGIN RSA PRIVATE KEY-----\nMIIE\n-----END RSA PRIVATE KEY-----",
        "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N_XgL0n3I9P",
        "ghp_0123456789abcdefghijABCDEFGHIJ012345",
        "xoxb-123456789012-abcdef",
        "postgres://user:a-password@host/db",
    ] {
        secrets.check(token).expect_err(token);
    }
    for harmless in [
        "-----BEGIN CERTIFICATE-----\nMIIE\n-----END CERTIFICATE-----",
        "https://example.com/a:b@c",
        "AKIAIOSFODNN7EXAMPLETOOLONG",
        "postgres://user:${password}@host/db",
        "the eyJ of a token",
    ] {
        secrets.check(harmless).expect(harmless);
    }
}

#[test]
fn short_values_are_hidden_where_they_stand_and_nowhere_else() {
    let plan = r#"{"format_version":"1.2","resource_changes":[
        {"address":"a.b","type":"a","name":"b","change":{"actions":["update"],
         "before":{"pin":"1234","flag":true,"port":5432,"other":"1234","n":1},
         "after":{"pin":"4321","flag":false,"port":5433,"other":"4321","n":true},
         "before_sensitive":{"pin":true,"flag":true,"port":true},"after_sensitive":{"pin":true,"flag":true,"port":true}}}]}"#;
    let (review, _) = review_of(&[("plan", plan)]).expect("the plan is one");
    insta::assert_snapshot!(outputs(&review)[1].1, @r#"
    plan (OK)

    update a.b
        ! flag = (sensitive value changes)
        - n = 1
        + n = true
        - other = "1234"
        + other = "4321"
        ! pin = (sensitive value changes)
        ! port = (sensitive value changes)

    plan: 1 to update
    OK
    "#);
}

#[test]
fn words_of_our_own_are_no_secrets() {
    let mut words = Vec::new();
    for (_, plan) in own() {
        let (review, _) = review_of(&[("plan", &plan), ("other", &plan)]).expect("the plan is one");
        let plan = plan.to_ascii_lowercase();
        for (_, output) in outputs(&review) {
            let of_letters = |word: &&str| {
                word.len() >= 8
                    && word.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-'))
            };
            let split =
                |character: char| !(character.is_ascii_alphanumeric() || matches!(character, '_' | '-'));
            words.extend(
                output.split(split).filter(of_letters).filter(|word| !plan.contains(word)).map(str::to_owned),
            );
        }
    }
    words.sort();
    words.dedup();
    assert!(words.len() > 20, "{words:?}");
    let plan = json!({ "format_version": "1.2", "resource_changes": [
        { "address": "a.b", "type": "a", "name": "b", "change": { "actions": ["create"], "before": null,
          "after": { "x": words }, "after_sensitive": { "x": true } } } ] });
    let (_, secrets) = review_of(&[("plan", &plan.to_string())]).expect("the plan is one");
    let taken: Vec<&String> = words.iter().filter(|word| secrets.contains(word)).collect();
    assert!(taken.is_empty(), "add to WORDS: {taken:?}");
}

#[test]
fn names_of_secrets_are_known_and_others_are_not() {
    for name in [
        "password",
        "DB_PASSWORD",
        "masterPassword",
        "client-secret",
        "private_key_pem",
        "apiKey",
        "auth_token",
    ] {
        assert!(names_a_secret(name), "{name}");
    }
    for name in
        ["password_length", "secret_arn", "token_ttl", "key", "compass", "secret_name", "bypass", "tokens"]
    {
        assert!(!names_a_secret(name), "{name}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn any_planted_secret(number in any::<prop::sample::Index>(), secret in "[!-~]{4}[ -~é]{6,30}[!-~]{4}") {
        let plans = own();
        let (_, plan) = number.get(&plans);
        let Some(plan) = planted(plan, &secret) else { return Ok(()) };
        let Ok((review, secrets)) = review_of(&[("plan", &plan)]) else { return Ok(()) };
        for (format, output) in outputs(&review) {
            // A value that looks like our own punctuation is refused instead.
            if secrets.check(&output).is_ok() {
                for form in forms(&secret) {
                    prop_assert!(!output.contains(&form), "{} shows {}", format, form);
                }
            }
        }
    }
}
