//! From the bytes that somebody piped in to a plan, or to the name of what they piped in instead.
//!
//! No message quotes the input: it may be a secret, and nothing is known yet about which parts are.

use super::plan::Plan;
use serde_json::error::Category;
use std::borrow::Cow;

/// Why an input is no plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAPlan {
    /// Nothing came in.
    #[error("the input is empty")]
    Empty,
    /// The file that `terraform plan -out` writes.
    #[error("this is the binary plan that `-out` writes, not its JSON")]
    Binary,
    /// Something compressed.
    #[error("this is compressed with gzip")]
    Compressed,
    /// The events of `terraform plan -json`.
    #[error("this is the event stream of `plan -json`, which lacks the values of the plan")]
    Stream,
    /// A state.
    #[error("this is a state, not a plan")]
    State,
    /// What Terraform prints for people.
    #[error("this is Terraform's text for people, not the JSON of a plan")]
    Text,
    /// An error that Terraform printed.
    #[error("this is an error message of Terraform, not a plan")]
    TerraformFailed,
    /// Bytes that are no text.
    #[error("this is neither UTF-8 nor UTF-16 text")]
    Encoding,
    /// The text ends too early.
    #[error("the JSON ends early, at line {line} column {column}: it was cut off")]
    Truncated {
        /// Line of the end.
        line: usize,
        /// Column of the end.
        column: usize,
    },
    /// The text is no JSON.
    #[error("this is not JSON, at line {line} column {column}")]
    Syntax {
        /// Line of the mistake.
        line: usize,
        /// Column of the mistake.
        column: usize,
    },
    /// A field has a shape that no release writes.
    #[error(
        "a field at line {line} column {column} has a shape that no release of Terraform or OpenTofu writes"
    )]
    Shape {
        /// Line of the field.
        line: usize,
        /// Column of the field.
        column: usize,
    },
    /// Brackets nest beyond any schema.
    #[error("values nest deeper than 128 levels, which no provider's schema does")]
    TooDeep,
    /// JSON that no plan is.
    #[error("this is JSON, but not of a plan: there is no `format_version`")]
    NoVersion,
    /// A format of the future.
    #[error("the plan has a format of a major version that is not known; 0 and 1 are")]
    Version,
}

impl NotAPlan {
    /// What to run instead, for the `command` of ours that wants a plan on standard input.
    pub fn hint(&self, command: &str) -> String {
        match self {
            Self::Binary => format!("run `terraform show -json FILE | {command}` with that file"),
            Self::Compressed => format!("run `gunzip -c FILE | {command}`"),
            Self::Version => "use a release of iac that knows this release of Terraform".to_owned(),
            Self::TooDeep | Self::Shape { .. } => {
                "check that the file is what `terraform show -json` wrote".to_owned()
            }
            Self::Truncated { .. } => {
                "write the plan's JSON to a file first: `terraform show -json plan.out > plan.json`"
                    .to_owned()
            }
            Self::TerraformFailed => {
                "mend what it says, then run `terraform plan -out plan.out` again".to_owned()
            }
            Self::Empty
            | Self::Stream
            | Self::State
            | Self::Text
            | Self::Encoding
            | Self::Syntax { .. }
            | Self::NoVersion => format!(
                "run `terraform plan -out plan.out`, then `terraform show -json plan.out | {command}`"
            ),
        }
    }
}

/// The text of an input, without byte order mark and without the lines that wrappers of CI add.
///
/// # Errors
///
/// [`NotAPlan`] if the bytes are no text.
pub fn decode(bytes: Vec<u8>) -> Result<String, NotAPlan> {
    match bytes.as_slice() {
        [b'P', b'K', 3 | 5, ..] => return Err(NotAPlan::Binary),
        [0x1F, 0x8B, ..] => return Err(NotAPlan::Compressed),
        [0xFF, 0xFE, rest @ ..] => return utf16(rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => return utf16(rest, u16::from_be_bytes),
        [b'{', 0, ..] => return utf16(&bytes, u16::from_le_bytes),
        [0, b'{', ..] => return utf16(&bytes, u16::from_be_bytes),
        _ => {}
    }
    String::from_utf8(bytes).map_err(|_| NotAPlan::Encoding)
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, NotAPlan> {
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    char::decode_utf16(units).collect::<Result<String, _>>().map_err(|_| NotAPlan::Encoding)
}

/// Reads the plan in `text`.
///
/// # Errors
///
/// [`NotAPlan`] says what the text is instead.
pub fn parse(text: &str) -> Result<Plan<'_>, NotAPlan> {
    let json = unwrap(text);
    if json.is_empty() {
        return Err(NotAPlan::Empty);
    }
    if !json.starts_with('{') {
        return Err(for_people(json).unwrap_or(NotAPlan::Syntax { line: 1, column: 1 }));
    }
    let mut reader = serde_json::Deserializer::from_str(json);
    let plan = <Plan<'_> as serde::Deserialize>::deserialize(&mut reader).map_err(|error| {
        // The reader has no other name for it.
        if error.to_string().starts_with("recursion limit exceeded") {
            return NotAPlan::TooDeep;
        }
        let (line, column) = (error.line(), error.column());
        match error.classify() {
            Category::Eof => NotAPlan::Truncated { line, column },
            Category::Data => NotAPlan::Shape { line, column },
            Category::Syntax | Category::Io => NotAPlan::Syntax { line, column },
        }
    })?;
    if is_stream(json) {
        return Err(NotAPlan::Stream);
    }
    reader.end().map_err(|error| NotAPlan::Syntax { line: error.line(), column: error.column() })?;
    recognise(plan)
}

/// The plan, unless its fields say that it is something else.
fn recognise(plan: Plan<'_>) -> Result<Plan<'_>, NotAPlan> {
    let plans = plan.planned_values.0 || !plan.resource_changes.is_empty() || !plan.resource_drift.is_empty();
    if plan.lineage.0 || (plan.values.0 && !plans) {
        return Err(NotAPlan::State);
    }
    let Some(version) = &plan.format_version else { return Err(NotAPlan::NoVersion) };
    match version.split('.').next().map(str::parse::<u32>) {
        Some(Ok(0 | 1)) => Ok(plan),
        _ => Err(NotAPlan::Version),
    }
}

/// The text without what the wrappers of CI print around it: `[command]…` before, `::debug::…` on either side.
pub(crate) fn unwrap(text: &str) -> &str {
    let mut text = text.trim_start_matches('\u{FEFF}').trim();
    while text.starts_with("[command]") || text.starts_with("::") {
        text = text.split_once('\n').map_or("", |(_, rest)| rest.trim_start());
    }
    while let Some((rest, last)) = text.rsplit_once('\n')
        && last.trim_start().starts_with("::")
    {
        text = rest.trim_end();
    }
    text
}

/// Whether the first line is an event of `plan -json`.
fn is_stream(json: &str) -> bool {
    let first: Cow<'_, str> = json.lines().next().unwrap_or_default().into();
    first.starts_with("{\"@level\"") || first.starts_with("{\"@") && first.contains("\"@level\":")
}

/// What text for people is.
fn for_people(text: &str) -> Option<NotAPlan> {
    // Terraform's text may be long, and says what it is at one of its ends.
    let words = [
        "Terraform will perform",
        "OpenTofu will perform",
        "No changes.",
        "Plan: ",
        "Terraform used the selected",
    ];
    if text.contains('╷') && text.contains("Error:") || text.starts_with("Error:") {
        Some(NotAPlan::TerraformFailed)
    } else if words.iter().any(|words| text.contains(words)) {
        Some(NotAPlan::Text)
    } else {
        None
    }
}
