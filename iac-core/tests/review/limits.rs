//! How long a comment gets, and what it says of the rest.

use crate::review_of;
use iac_core::review::output::{Limits, Origin, json, markdown};
use serde_json::json;

fn plan(count: usize, width: usize) -> String {
    let rows: Vec<_> = (0..count)
        .map(|number| {
            let actions = if number % 3 == 0 { json!(["delete"]) } else { json!(["update"]) };
            let long = "ä".repeat(width);
            json!({ "address": format!("aws_db_instance.r{number}"), "mode": "managed", "type": "aws_db_instance",
                "name": format!("r{number}"), "change": { "actions": actions,
                "before": { "x": format!("{long}{number}") },
                "after": if number % 3 == 0 { json!(null) } else { json!({ "x": format!("{number}{long}") }) } } })
        })
        .collect();
    json!({ "format_version": "1.2", "resource_changes": rows }).to_string()
}

#[test]
fn a_comment_keeps_its_limits_and_says_what_it_left_out() {
    for (count, width) in [(1, 10), (100, 100), (3000, 10), (1000, 290)] {
        let plan = plan(count, width);
        let (review, _) = review_of(&[("production", &plan)]).expect("the plan is one");
        for limits in [
            Limits::default(),
            Limits { characters: 5_000, bytes: 20_000 },
            Limits { characters: 60_000, bytes: 8_000 },
        ] {
            let comment = markdown(&review, &Origin::default(), limits);
            assert!(comment.chars().count() <= limits.characters, "{count} {width}");
            assert!(comment.len() <= limits.bytes, "{count} {width}");
            assert_eq!(comment.matches("<details>").count(), comment.matches("</details>").count());
            assert_eq!(comment.matches("```").count() % 2, 0);
            let updates = count - count.div_ceil(3);
            if comment.matches("<details>").count() < updates {
                assert!(comment.contains("Left out for want of room"), "{count} {width}");
            }
        }
        let all = json(&review);
        for number in 0..count {
            assert!(all.contains(&format!("aws_db_instance.r{number}\"")), "the JSON has all");
        }
    }
}

#[test]
fn the_riskiest_comes_first() {
    let plan = plan(9, 10);
    let (review, _) = review_of(&[("production", &plan)]).expect("the plan is one");
    let comment = markdown(
        &review,
        &Origin { stack: Some("orders -->".to_owned()), ..Origin::default() },
        Limits::default(),
    );
    assert!(
        comment.starts_with("<!-- iac:review:v1 env=production stack=orders%20-%2D%3E -->\n"),
        "{comment}"
    );
    let at = |text: &str| comment.find(text).unwrap_or_else(|| panic!("{text} in {comment}"));
    assert!(at("DL001") < at("### Destroyed") && at("### Destroyed") < at("### Changes"));
}
