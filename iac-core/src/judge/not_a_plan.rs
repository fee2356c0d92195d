//! What is not a plan, and what to run instead.

use serde_json::Value as Json;

/// The command that prints what the judge reads.
const SHOW: &str =
    "write the plan with `terraform plan -out=tfplan`, and print it with `terraform show -json tfplan`";

/// Why a text is not what `terraform show -json PLAN` prints.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotAPlan {
    /// Nothing at all.
    #[error("the input is empty")]
    Empty,
    /// The file that `terraform plan -out` writes.
    #[error("this is the binary plan file")]
    Binary,
    /// UTF-16, as some shells redirect.
    #[error("this is UTF-16, not UTF-8")]
    Utf16,
    /// Bytes that are no text.
    #[error("byte {0} is not UTF-8")]
    Encoding(usize),
    /// What `terraform plan` prints for people.
    #[error("this is what Terraform prints for people, not JSON")]
    Prose,
    /// The stream of `terraform plan -json`.
    #[error("this is the stream of messages of `terraform plan -json`, not a plan")]
    Stream,
    /// State.
    #[error("this is a state, not a plan")]
    State,
    /// A plan that only refreshes.
    #[error("this plan only refreshes the state, so nothing is planned")]
    Refresh,
    /// A plan that ended with an error.
    #[error("this plan ended with an error and is not whole")]
    Errored,
    /// A format of the future.
    #[error("the format of this plan is {0}, and formats 0 and 1 can be read")]
    Format(String),
    /// JSON, but of something else.
    #[error("this is JSON, but not of a plan")]
    Other,
    /// Broken JSON.
    #[error("this is not JSON: {0}")]
    Json(String),
}

impl NotAPlan {
    /// What to do instead.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Binary => "print it as JSON with `terraform show -json PLAN`",
            Self::Utf16 => {
                "save it as UTF-8: `terraform show -json tfplan | Out-File -Encoding utf8 plan.json` in PowerShell"
            }
            Self::Stream => {
                "leave `-json` to `terraform show`: `terraform plan -out=tfplan`, then `terraform show -json tfplan`"
            }
            Self::State => {
                "`terraform show -json` without the name of a plan prints the state: name the plan"
            }
            Self::Refresh => "plan without `-refresh-only`",
            Self::Errored => "mend what `terraform plan` complained of, and plan again",
            _ => SHOW,
        }
    }

    /// What a JSON text is, that is no plan.
    pub(super) fn of_json(json: &Json) -> Self {
        if json.get("@level").is_some() {
            Self::Stream
        } else if json.get("values").is_some() || json.get("lineage").is_some() {
            Self::State
        } else if json.get("resource_drift").is_some() {
            Self::Refresh
        } else {
            Self::Other
        }
    }

    /// What a text is, that is not JSON.
    pub(super) fn of_text(text: &str, error: &serde_json::Error) -> Self {
        let first = text.trim_start();
        if first.is_empty() {
            return Self::Empty;
        }
        // A stream is one JSON text a line, so only its first line is one.
        let line = first.lines().next().and_then(|line| serde_json::from_str::<Json>(line).ok());
        if line.is_some_and(|line| line.get("@level").is_some()) {
            return Self::Stream;
        }
        if first.starts_with(['{', '[']) { Self::Json(error.to_string()) } else { Self::Prose }
    }
}

/// The text in `bytes`, without a byte order mark.
///
/// # Errors
///
/// [`NotAPlan`] if there is no text, with what it is instead.
pub fn decode(bytes: &[u8]) -> Result<&str, NotAPlan> {
    match bytes {
        [b'P', b'K', ..] => return Err(NotAPlan::Binary),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(NotAPlan::Utf16),
        _ => {}
    }
    let text = std::str::from_utf8(bytes).map_err(|error| NotAPlan::Encoding(error.valid_up_to()))?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}
