//! Text that AWS accepts: what every such type shares.

use std::fmt;

/// A value that is not what its type accepts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotAccepted {
    value: String,
    expected: String,
}

impl NotAccepted {
    pub(crate) fn new(value: impl Into<String>, expected: impl Into<String>) -> Self {
        Self { value: value.into(), expected: expected.into() }
    }

    /// What would be accepted, as a noun phrase.
    pub fn expected(&self) -> &str {
        &self.expected
    }
}

impl fmt::Display for NotAccepted {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Control and invisible characters are shown escaped: a look-alike must not hide.
        let shown: String = self.value.chars().take(80).flat_map(visible).collect();
        let more = if self.value.chars().count() > 80 { "…" } else { "" };
        write!(f, "`{shown}{more}` is not accepted, expected {}", self.expected)
    }
}

impl std::error::Error for NotAccepted {}

fn visible(c: char) -> Vec<char> {
    let hidden = c.is_control()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}');
    if hidden { c.escape_unicode().collect() } else { vec![c] }
}

/// Defines types for text of one grammar: a regular expression that Rust, JSON Schema and Terraform read alike.
macro_rules! text {
    ($($(#[$meta:meta])* $name:ident: $expected:literal, $pattern:expr;)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// The grammar, in the dialect that Rust, JSON Schema and Terraform share.
            pub const PATTERN: &'static str = $pattern;
            /// What the grammar accepts, as a noun phrase.
            pub const EXPECTED: &'static str = $expected;

            /// The text.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            fn accepts(text: &str) -> bool {
                static GRAMMAR: std::sync::LazyLock<regex_lite::Regex> =
                    std::sync::LazyLock::new(|| regex_lite::Regex::new($name::PATTERN).expect("patterns are tested"));
                GRAMMAR.is_match(text)
            }
        }
        $crate::aws::text::text_traits!($name, $pattern);
    )*};
}
pub(crate) use text;

/// What every text type shares, whichever way it checks; `accepts` decides.
macro_rules! text_traits {
    ($name:ident, $pattern:expr) => {
        impl TryFrom<String> for $name {
            type Error = $crate::aws::NotAccepted;
            fn try_from(text: String) -> Result<Self, $crate::aws::NotAccepted> {
                if Self::accepts(&text) { Ok(Self(text)) } else { Err($crate::aws::NotAccepted::new(text, Self::EXPECTED)) }
            }
        }
        impl std::str::FromStr for $name {
            type Err = $crate::aws::NotAccepted;
            fn from_str(text: &str) -> Result<Self, $crate::aws::NotAccepted> {
                Self::try_from(text.to_owned())
            }
        }
        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                &self.0
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
        impl $crate::terraform::InputType for $name {
            fn constraint() -> $crate::terraform::TypeConstraint {
                $crate::terraform::TypeConstraint::String
            }
            fn validations(reference: &str) -> Vec<$crate::terraform::Validation> {
                vec![$crate::aws::text::matches(reference, $pattern, Self::EXPECTED)]
            }
            fn to_value(&self) -> $crate::syntax::Value {
                $crate::syntax::Value::from(self.as_str())
            }
        }
    };
}
pub(crate) use text_traits;

/// The rule that a variable matches `pattern`.
pub(crate) fn matches(reference: &str, pattern: &str, expected: &str) -> crate::terraform::Validation {
    let quoted = pattern.replace('\\', "\\\\").replace('"', "\\\"");
    crate::terraform::Validation {
        condition: format!("can(regex(\"{quoted}\", {reference}))"),
        message: sentence(reference, expected),
    }
}

/// `database_storage must be …` — Terraform asks for a whole sentence.
pub(crate) fn sentence(reference: &str, expected: &str) -> String {
    let name = reference.strip_prefix("var.").unwrap_or("Every element");
    format!("{name} must be {}.", expected.replace('`', ""))
}

text! {
    /// Text for people and programs: no control characters but tab and line feed, no leading byte order mark.
    ///
    /// A carriage return alone and a leading U+FEFF mean different things in HCL and in Terraform JSON, and no AWS
    /// API takes control characters, so none of them is text.
    Text: "text without control characters (tab and line feed are fine) and without a leading byte order mark",
        r"^([^\x00-\x08\x0b-\x1f\x7f-\x{9f}\x{feff}][^\x00-\x08\x0b-\x1f\x7f-\x{9f}]*)?$";
}
