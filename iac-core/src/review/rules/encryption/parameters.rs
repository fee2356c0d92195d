//! Parameters of databases that refuse clear text.

use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::rules::Scope;
use crate::review::value::Value;

/// Parameters that are on when clients have to encrypt.
const REFUSE_CLEAR_TEXT: [&str; 4] = ["rds.force_ssl", "require_secure_transport", "require_ssl", "tls"];

/// A parameter that refused clear text is turned off or left to its default.
pub(super) fn clear_text(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    if !change.stays() || change.unknown("parameter") {
        return Vec::new();
    }
    let is_on = |parameters: &[Value<'_>], name: &str| {
        parameters.iter().any(|parameter| {
            let text = |field: &str| parameter.field(field).and_then(Value::as_str).unwrap_or_default();
            text("name") == name
                && matches!(text("value").to_ascii_lowercase().as_str(), "1" | "on" | "true" | "enabled")
        })
    };
    let (before, after) = (change.blocks_before("parameter"), change.blocks_after("parameter"));
    let off: Vec<_> = REFUSE_CLEAR_TEXT
        .iter()
        .filter(|name| is_on(before, name) && !is_on(after, name))
        .map(|name| format!("`{name}`"))
        .collect();
    Report::when(!off.is_empty(), format!("{} no longer makes clients encrypt", off.join(", ")))
}
