//! Where Terraform keeps its state.

use crate::environment::State;
use crate::review::change::Change;
use crate::review::finding::{Report, Severity};
use crate::review::rules::Scope;
use crate::review::value::Value;

/// The state store, by what it is: the bucket or key that the spec keeps the state in, a table with the key that
/// Terraform locks with, or a tag that says so.
///
/// A bucket says nothing of itself. Only if neither spec nor tag speaks of it, its own name counts, and less.
pub(super) fn lost(change: &Change<'_, '_>, scope: &Scope<'_, '_>) -> Vec<Report> {
    let emptied = change.turned_on("force_destroy") && change.stays();
    if !change.action().destroys() && !emptied {
        return Vec::new();
    }
    let evidence = if is_in_spec(change, scope) {
        ("the spec keeps the state of this environment here", Severity::Critical)
    } else if change.before("hash_key").and_then(Value::as_str) == Some("LockID") {
        ("Terraform locks a state with this table", Severity::Critical)
    } else if change
        .before("tags")
        .is_some_and(|tags| tags.fields().iter().any(|(_, tag)| speaks_of_state(tag)))
    {
        ("its tags say that it holds Terraform's state", Severity::Critical)
    } else if ["bucket", "name"].iter().any(|name| change.before(name).is_some_and(speaks_of_state)) {
        ("it is named like a store of Terraform's state", Severity::High)
    } else {
        return Vec::new();
    };
    let what = if emptied { "may be emptied from now on" } else { "is destroyed" };
    vec![Report::new(format!("this {} {what}: {}", change.kind(), evidence.0)).at(evidence.1)]
}

fn is_in_spec(change: &Change<'_, '_>, scope: &Scope<'_, '_>) -> bool {
    let Some(State::S3(state)) = scope.model.map(|model| model.environment.state()) else { return false };
    let is = |path: &str, value: &str| change.before(path).and_then(Value::as_str) == Some(value);
    match change.kind() {
        "aws_s3_bucket" => is("bucket", state.bucket.as_ref()),
        "aws_kms_key" => state.kms_key.is_some_and(|key| is("arn", key.as_ref())),
        _ => false,
    }
}

fn speaks_of_state(value: &Value<'_>) -> bool {
    let letters = |text: &str| -> String { text.chars().filter(char::is_ascii_alphanumeric).collect() };
    let text = letters(&value.as_str().unwrap_or_default().to_ascii_lowercase());
    ["tfstate", "terraformstate", "terraformlock", "tofustate"].iter().any(|word| text.contains(word))
}
