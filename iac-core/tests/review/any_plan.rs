//! Whatever comes in, a review or a clear error comes out.
//!
//! Here plans are mutated by chance; `cargo xtask fuzz review` is guided by what they reach.

use crate::{others, outputs, own, review_of};
use iac_core::review::decode;
use proptest::prelude::*;
use std::collections::BTreeSet;

/// Reviews `bytes` in every format, if they are a plan.
fn survives(bytes: Vec<u8>) {
    let Ok(text) = decode(bytes) else { return };
    if let Ok((review, _)) = review_of(&[("any", &text)]) {
        outputs(&review);
    }
}

/// Objects of a plan by address, as another reader sees them.
fn addresses(plan: &str) -> BTreeSet<String> {
    let plan: serde_json::Value = serde_json::from_str(plan).expect("a plan is JSON");
    plan["resource_changes"].as_array().into_iter().flatten().map(address).collect()
}

fn address(row: &serde_json::Value) -> String {
    let deposed = row["deposed"].as_str().unwrap_or_default();
    format!("{} {deposed}", row["address"].as_str().expect("a row has an address"))
}

#[test]
fn every_object_of_every_plan_is_accounted_for() {
    for (name, plan) in own().into_iter().chain(others()) {
        // What is no plan is named, which other tests hold.
        let Ok((review, secrets)) = review_of(&[(&name, &plan)]) else { continue };
        let outputs = outputs(&review);
        for (format, output) in &outputs {
            assert_eq!(secrets.check(output), Ok(()), "{name} as {format}");
        }
        let json: serde_json::Value = serde_json::from_str(&outputs[3].1).expect("the output is JSON");
        let environment = &json["environments"][0];
        let mut found: BTreeSet<String> =
            environment["changes"].as_array().into_iter().flatten().map(address).collect();
        let unchanged = environment["unchanged"].as_array().into_iter().flatten();
        found.extend(unchanged.map(|address| format!("{} ", address.as_str().expect("a text"))));
        if secrets.contains(&plan) {
            assert_eq!(found.len(), addresses(&plan).len(), "{name}");
        } else {
            assert_eq!(found, addresses(&plan), "{name}");
        }
    }
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    for (name, plan) in own() {
        let twice = [0, 1].map(|_| outputs(&review_of(&[(&name, &plan)]).expect("the plan is one").0));
        assert_eq!(twice[0], twice[1]);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..200)) {
        survives(bytes);
    }

    #[test]
    fn any_mutation_of_a_plan(
        number in any::<prop::sample::Index>(),
        edits in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..6),
        cut in proptest::option::of(any::<prop::sample::Index>()),
        swap in proptest::option::of((any::<prop::sample::Index>(), prop::sample::select(vec![
            "null", "true", "[]", "{}", "\"\"", "1e999", "\"\\ud800\"", "[[[[]]]]", "-0", "[null]", "{\"a\":null}",
        ]))),
    ) {
        let plans = own();
        let mut bytes = number.get(&plans).1.clone().into_bytes();
        if let Some((at, value)) = swap {
            // One value becomes another one, so that the text stays JSON.
            let colons: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at] == b':').collect();
            let from = at.get(&colons) + 1;
            let to = (from..bytes.len()).find(|at| matches!(bytes[*at], b',' | b'\n')).unwrap_or(bytes.len());
            bytes.splice(from..to, value.bytes());
        }
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if let Some(cut) = cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        survives(bytes);
    }
}
