//! Rows of which each is a danger, named after the rule that has to find it.
//!
//! The plan isn't part of the project; where it isn't at hand, the examples in the texts stand for it.

use super::example::Example;
use crate::review::finding::Severity;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use std::path::Path;

#[expect(clippy::disallowed_methods, reason = "a test may read a file that only some have")]
fn plan() -> Option<Value> {
    let folders = Path::new(env!("CARGO_MANIFEST_DIR")).ancestors();
    let path = folders.map(|up| up.join("shared/plans/danger-rows.json")).find(|path| path.exists())?;
    let bytes = std::fs::read(path).expect("it exists");
    Some(serde_json::from_slice(&bytes).expect("it is JSON"))
}

/// The rule that has to find a row, such as `AV001` for `aws_db_instance.av001_69`.
fn label(row: &Value) -> String {
    row["name"].as_str().expect("a row has a name")[..5].to_ascii_uppercase()
}

/// Rows whose reverse is no improvement: another class, version, port, target, secret, or a mark that is added with it.
const EITHER_WAY: [&str; 11] =
    ["AV002", "AV003", "AV009", "AV012", "AV019", "AV023", "IA005", "ME010", "ME011", "ME013", "ME019"];

#[test]
fn every_danger_is_found_and_no_improvement_is_one() {
    let Some(plan) = plan() else { return };
    let found: BTreeSet<(String, String)> = Example::of(plan.clone())
        .findings()
        .into_iter()
        .filter_map(|finding| Some((finding.address?, finding.rule.code.to_owned())))
        .collect();
    let rows = plan["resource_changes"].as_array().expect("rows");
    let address = |row: &Value| row["address"].as_str().expect("an address").to_owned();
    let missed: Vec<String> = rows
        .iter()
        .filter(|row| !found.contains(&(address(row), label(row))))
        // The rule speaks of the last object of the list.
        .filter(|row| row["address"] != "aws_instance.me019_108[0]")
        .map(|row| format!("{} is not found", row["address"]))
        .collect();
    assert_eq!(missed, Vec::<String>::new());

    let in_place = rows.iter().filter(|row| row["change"]["actions"] == json!(["update"]));
    let mut wrong = Vec::new();
    let mut improvements = 0;
    for row in in_place.filter(|row| !EITHER_WAY.contains(&label(row).as_str())) {
        improvements += 1;
        let mut alone = plan.clone();
        alone["resource_changes"] = json!([row]);
        let reversed = Example::of(alone).reversed();
        for finding in reversed.findings().into_iter().filter(|finding| finding.severity > Severity::Info) {
            if finding.address.as_deref() == row["address"].as_str() {
                wrong.push(format!(
                    "the reverse of {} is called {}: {}",
                    row["address"], finding.rule.code, finding.message
                ));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new(), "of {improvements} improvements");
    assert!(improvements >= 50, "{improvements}");
}
