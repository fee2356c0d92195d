//! What may be called without saying who calls.

use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::rules::Scope;
use crate::review::value::Value;

/// An address that asks nobody who they are.
pub(super) fn without_authorization(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let path = if change.kind() == "aws_api_gateway_method" { "authorization" } else { "authorization_type" };
    let is_open = |value: &Value<'_>| {
        let text = |field: &str| value.field(field).and_then(Value::as_str).unwrap_or_default();
        // A browser asks with OPTIONS before it signs in.
        let asks = text("http_method") == "OPTIONS" || text("route_key").starts_with("OPTIONS ");
        text(path) == "NONE" && !asks
    };
    Report::when(
        is_open(change.whole_after()) && !is_open(change.whole_before()),
        format!("`{path}` becomes NONE: everybody may call it"),
    )
}

/// A permission that doesn't say for which account a service calls.
pub(super) fn for_any_account(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    if change.unknown("source_arn") || change.unknown("source_account") {
        return Vec::new();
    }
    let is_open = |value: &Value<'_>| {
        let text = |field: &str| value.field(field).and_then(Value::as_str).unwrap_or_default();
        let caller = text("principal");
        let narrowed =
            ["principal_org_id", "source_account", "source_arn"].iter().any(|field| !text(field).is_empty());
        let by_address = text("function_url_auth_type") == "AWS_IAM" && caller != "*";
        (caller == "*" || caller.contains(".amazonaws.com")) && !narrowed && !by_address
    };
    Report::when(
        is_open(change.whole_after()) && !is_open(change.whole_before()),
        "the function may be invoked for any account: no source is named",
    )
}
