//! Any bytes as a plan: a review in every format or a clear error, and no value that the plan marks in any of them.

#![no_main]

use iac_core::environment::Tier;
use iac_core::review::dependencies::dependencies;
use iac_core::review::finding::Severity;
use iac_core::review::output::{
    Limits, Origin, Paint, Place, annotations, json, markdown, page, sarif, text,
};
use iac_core::review::{self, Gate, Incomplete, Source};
use libfuzzer_sys::{fuzz_mutator, fuzz_target};
use serde_json::Value;

fuzz_mutator!(|data: &mut [u8], size: usize, max_size: usize, seed: u32| {
    iac_fuzz::mutate(data, size, max_size, seed)
});

fuzz_target!(|bytes: &[u8]| {
    let text = match review::decode(bytes.to_vec()) {
        Ok(text) => text,
        Err(problem) => return assert_clear(&problem),
    };
    let plan = match review::parse(&text) {
        Ok(plan) => plan,
        Err(problem) => return assert_clear(&problem),
    };
    let rows = plan.resource_changes.len();
    let sources = [Source {
        name: "production".to_owned(),
        plan,
        sha256: Some("0".repeat(64)),
        tier: Tier::Production,
        model: None,
        reviewing: None,
    }];
    let gate = Gate {
        fail_on: Some(Severity::Low),
        ask_on: Some(Severity::Info),
        incomplete: Incomplete::Passes,
        now: Some("2026-11-25T23:00:00Z".to_owned()),
    };
    let (review, secrets) = match review::review(&sources, &gate) {
        Ok(reviewed) => reviewed,
        Err(failed) => return assert_clear(&failed.problem),
    };
    let environment = &review.environments[0];
    assert_eq!(environment.changes.len() + environment.unchanged.len(), rows, "a row is lost");

    let origin = Origin {
        stack: Some("stack".to_owned()),
        places: vec![Place { file: "plan.json".to_owned(), line: None }],
    };
    let page = page(&review, &[dependencies(&sources[0].plan, &secrets)]);
    let outputs = [
        ("markdown", markdown(&review, &origin, Limits::default())),
        ("summary", markdown(&review, &origin, Limits::SUMMARY)),
        ("text", self::text(&review, Paint::Plain)),
        ("coloured", self::text(&review, Paint::Colour)),
        ("json", json(&review)),
        ("sarif", sarif(&review, &origin, &secrets)),
        ("github", annotations(&review, &origin)),
        ("html", page.data().to_owned()),
    ];
    assert!(
        outputs[0].1.len() <= 200_000 && outputs[0].1.chars().count() <= 60_000,
        "the comment is too long"
    );
    for at in [4, 5, 7] {
        serde_json::from_str::<Value>(&outputs[at].1).expect("it is written as JSON");
    }
    let escape = |c: char| c.is_control() && c != '\n';
    assert!(!outputs[2].1.contains(escape), "a terminal would act on the text");

    // Another reader's view of the same plan: one that knows the values, and one that leaves out what is no plan to it.
    let Ok(plan) = serde_json::from_str::<Value>(text.trim_start_matches('\u{feff}').trim()) else { return };
    let marked = iac_fuzz::marked(&plan);
    for (format, output) in &outputs {
        // A text that doesn't pass the last look isn't printed.
        if secrets.check(output).is_ok() {
            for value in &marked {
                assert!(!output.contains(value), "{format} shows a marked value: {value:?}");
            }
        }
    }
});

/// An error is told in a sentence, with what to do about it.
fn assert_clear(problem: &review::NotAPlan) {
    assert!(!problem.to_string().is_empty() && !problem.hint("iac review").is_empty());
}
