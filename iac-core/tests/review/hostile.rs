//! Values of a plan stay text: no Markdown, HTML, mention, link, command or escape sequence comes of them.

use crate::{outputs, own, review_of};
use proptest::prelude::*;
use serde_json::json;

/// The comment without what stands in fences; fails if a fence doesn't end.
fn outside_of_fences(comment: &str) -> String {
    let mut outside = String::new();
    let mut open: Option<&str> = None;
    for line in comment.lines() {
        match open {
            None if line.starts_with("```") => open = Some(line.trim_end_matches("diff")),
            None => {
                outside.push_str(line);
                outside.push('\n');
            }
            Some(fence) if line == fence => open = None,
            Some(_) => {}
        }
    }
    assert_eq!(open, None, "a fence is open at the end");
    outside
}

fn assert_harmless(comment: &str) {
    let (marker, rest) = comment.split_once('\n').expect("the marker has a line");
    assert!(marker.starts_with("<!-- iac:review:v1 ") && marker.ends_with(" -->"));
    assert!(!marker[4..marker.len() - 3].contains(['<', '>']) && !marker[4..marker.len() - 4].contains("--"));
    let mut outside = outside_of_fences(rest);
    for tag in ["details", "summary", "code", "sub"] {
        let (opened, closed) =
            (outside.matches(&format!("<{tag}>")).count(), outside.matches(&format!("</{tag}>")).count());
        assert_eq!(opened, closed, "{tag} in {outside}");
        outside = outside.replace(&format!("<{tag}>"), "").replace(&format!("</{tag}>"), "");
    }
    for line in outside.lines() {
        // What our own lines begin with.
        let line = line.trim_start_matches("> ").trim_start_matches('#');
        let line = line.replace("&#", "").replace("**", "");
        // A row of the findings has two breaks of ours, and no more.
        let line = if line.starts_with("| ") { line.replacen("<br>", "", 2) } else { line };
        for steering in ["<", ">", "@", "#", "`", "[", "]", "!", "://", "www.", "~", "$", "\\", "*"] {
            assert!(!line.contains(steering), "{steering} in {line}");
        }
        assert!(!line.starts_with("::"));
    }
    assert_visible(comment);
}

fn assert_visible(text: &str) {
    for character in text.chars() {
        let hidden = character.is_control() && character != '\n'
            || matches!(character, '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{2069}' | '\u{FEFF}');
        assert!(!hidden, "{character:?}");
    }
}

#[test]
fn hostile_plans_give_harmless_outputs() {
    for (name, plan) in own() {
        let (review, _) = review_of(&[(&name, &plan)]).expect("the plan is one");
        let outputs = outputs(&review);
        assert_harmless(&outputs[0].1);
        assert_visible(&outputs[1].1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_value_stays_text(
        value in "([@#`<>|!\\[\\]()*_~$:\\\\/&;.\"'\\-=+{} \n\r\t\u{1b}\u{202e}\u{200b}a-c0-3]|::error::|https://|www\\.|</details>|-->|```){0,24}"
    ) {
        let row = |address: &str, actions: serde_json::Value| json!({
            "address": format!("{address}[{value}]"), "type": value, "name": value, "action_reason": value,
            "deposed": value, "previous_address": value,
            "change": { "actions": actions, "before": { "k": value, "l": "x", "m": [value] },
                "after": { (value.clone()): value, "l": format!("{value}\n{value}"), "m": [{ "n": value }] },
                "replace_paths": [[value]] },
        });
        let plan = json!({
            "format_version": "1.2", "terraform_version": value, "timestamp": value,
            "resource_changes": [row("a", json!(["update"])), row("b", json!(["delete", "create"])), row("c", json!([value]))],
            "resource_drift": [row("d", json!(["update"]))],
            "deferred_changes": [{ "reason": value, "resource_change": row("e", json!(["create"])) }],
            "action_invocations": [{ "address": value }],
            "checks": [{ "address": { "to_display": value }, "status": value, "instances": [{ "problems": [{ "message": value }] }] }],
            "output_changes": { (value.clone()): { "actions": ["create"], "before": null, "after": value } },
        });
        let plan = plan.to_string();
        let (review, _) = review_of(&[(&value, &plan), ("other", &plan)]).expect("the plan is one");
        let outputs = outputs(&review);
        assert_harmless(&outputs[0].1);
        assert_visible(&outputs[1].1);
    }
}
