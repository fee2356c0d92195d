//! Types that cross the boundary.

use iac_core::syntax::Value;
use iac_core::terraform::{InputType, TypeConstraint, Validation};
use insta::assert_debug_snapshot;

/// One of a few words.
#[derive(Debug, Clone, Copy, InputType, serde::Serialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Mode {
    /// None at all.
    None,
    /// One in each zone.
    PerZone,
    /// With a name of its own.
    #[serde(rename = "other-one", alias = "x")]
    #[expect(dead_code, reason = "the word is what matters")]
    Other,
}

/// Named without serde.
#[derive(Debug, Clone, Copy, InputType)]
#[input(rename_all = "kebab-case")]
pub(crate) enum Words {
    /// Two words.
    SomeWords,
}

/// An object.
#[derive(Debug, Clone, InputType)]
pub(crate) struct Existing {
    /// An id.
    #[input(rename = "vpc_id")]
    pub(crate) id: String,
    /// Several words.
    pub(crate) words: Vec<Words>,
}

/// Text that is hidden.
#[derive(Debug, Clone, InputType)]
pub(crate) struct Token(Hidden);

/// Hidden text.
#[derive(Debug, Clone)]
pub(crate) struct Hidden;

impl InputType for Hidden {
    const SENSITIVE: bool = true;
    fn constraint() -> TypeConstraint {
        TypeConstraint::String
    }
    fn validations(reference: &str) -> Vec<Validation> {
        vec![Validation { condition: format!("{reference} != \"\""), message: "Give it.".to_owned() }]
    }
    fn to_value(&self) -> Value {
        Value::Null
    }
}

/// An object with something to hide.
#[derive(Debug, Clone, InputType)]
pub(crate) struct Login {
    /// The name.
    pub(crate) name: Option<String>,
    /// The token.
    pub(crate) token: Token,
}

#[test]
fn newtypes_are_what_they_hold() {
    assert_eq!(Token::constraint(), TypeConstraint::String);
    assert_eq!(Token::validations("var.token"), Hidden::validations("var.token"));
    assert_eq!(Token(Hidden).to_value(), Value::Null);
    const { assert!(Token::SENSITIVE && !Token::NULLABLE) };
}

#[test]
fn objects_are_made_of_their_members() {
    const { assert!(Login::SENSITIVE && !Existing::SENSITIVE) };
    assert_debug_snapshot!(Login::constraint(), @r#"
    Object(
        [
            (
                "name",
                String,
                true,
            ),
            (
                "token",
                String,
                false,
            ),
        ],
    )
    "#);
    assert_debug_snapshot!(Login::validations("var.login"), @r#"
    [
        Validation {
            condition: "var.login.token != \"\"",
            message: "Give it.",
        },
    ]
    "#);
    assert_debug_snapshot!(Login { name: None, token: Token(Hidden) }.to_value(), @r#"
    Object(
        [
            (
                Text(
                    "name",
                ),
                Null,
            ),
            (
                Text(
                    "token",
                ),
                Null,
            ),
        ],
    )
    "#);
}

#[test]
fn words_are_named_as_serde_names_them() {
    assert_debug_snapshot!(Mode::validations("var.mode"), @r#"
    [
        Validation {
            condition: "contains([\"none\", \"per_zone\", \"other-one\"], var.mode)",
            message: "mode must be \"none\", \"per_zone\" or \"other-one\".",
        },
    ]
    "#);
    assert_eq!(Mode::None.to_value(), Value::from("none"));
    assert_eq!(Words::SomeWords.to_value(), Value::from("some-words"));
}
