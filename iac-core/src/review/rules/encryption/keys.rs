//! Which key encrypts.

use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::rules::Scope;
use crate::review::rules::turn::leaves;
use crate::review::value::Value;

/// Where types of AWS name the key that encrypts what they hold.
const PATHS: [&str; 12] = [
    "encrypt_at_rest.kms_key_id",
    "encryption_config.provider.key_arn",
    "encryption_configuration.kms_key",
    "encryption_info.encryption_at_rest_kms_key_arn",
    "kms_key",
    "kms_key_arn",
    "kms_key_id",
    "kms_master_key_id",
    "master_user_secret_kms_key_id",
    "performance_insights_kms_key_id",
    "rule.apply_server_side_encryption_by_default.kms_master_key_id",
    "server_side_encryption.kms_key_arn",
];

/// A key of one's own is left for another one, or for none.
pub(super) fn left(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    if !change.kind().starts_with("aws_") || !change.stays() {
        return Vec::new();
    }
    let text = change.row().change.before.map_or("", |raw| raw.get());
    if !text.contains("kms_") && !text.contains("key_arn") {
        return Vec::new();
    }
    let keys = |value: &Value<'_>, path: &str| -> Vec<String> {
        leaves(value, path).iter().filter_map(|key| key.as_str()).map(ToOwned::to_owned).collect()
    };
    let is_own = |key: &String| !key.is_empty() && !key.contains("alias/aws/");
    let mut said = Vec::new();
    for path in PATHS {
        let before = keys(change.whole_before(), path);
        if !before.iter().any(is_own) || change.unknown(path) {
            continue;
        }
        let after = keys(change.whole_after(), path);
        if before.iter().filter(|key| is_own(key)).all(|key| after.contains(key)) {
            continue;
        }
        said.push(if after.iter().any(is_own) {
            format!("`{path}` names another key")
        } else {
            format!("`{path}` no longer names a key of your own")
        });
    }
    Report::when(!said.is_empty(), said.join("; "))
}

/// A queue without a key gives up the encryption that SQS manages.
pub(super) fn queue(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let has_key = change.unknown("kms_master_key_id")
        || change.after("kms_master_key_id").is_some_and(|key| !key.is_unset());
    Report::when(change.turned_off("sqs_managed_sse_enabled") && !has_key, "messages are no longer encrypted")
}
