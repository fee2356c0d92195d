use std::borrow::Cow;
use std::fmt;

/// The name of an attribute or the type of a block: an ASCII letter or `_`, then letters, digits, `_` and `-`.
///
/// Terraform also takes letters of other scripts; we don't, because look-alikes can't be told apart in a
/// review.
///
/// # Examples
///
/// ```
/// use iac_core::syntax::Identifier;
///
/// assert_eq!(Identifier::new("cidr_block")?.as_str(), "cidr_block");
/// assert!(Identifier::new("cidr block").is_err());
/// # Ok::<(), iac_core::syntax::NotAnIdentifier>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Identifier(Cow<'static, str>);

/// A text that can't be the name of an attribute or the type of a block.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0:?} is not an identifier: expected a letter or `_`, then letters, digits, `_` or `-`")]
pub struct NotAnIdentifier(String);

impl Identifier {
    /// Checks that `text` is an identifier.
    ///
    /// # Errors
    ///
    /// [`NotAnIdentifier`] if it isn't.
    pub fn new(text: &str) -> Result<Self, NotAnIdentifier> {
        if is_identifier(text) {
            Ok(Self(Cow::Owned(text.to_owned())))
        } else {
            Err(NotAnIdentifier(text.to_owned()))
        }
    }

    /// The identifier as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl From<&'static str> for Identifier {
    /// Takes a literal of our own source code.
    ///
    /// # Panics
    ///
    /// If the literal is no identifier, which is a bug at the place of the call.
    #[track_caller]
    fn from(literal: &'static str) -> Self {
        assert!(is_identifier(literal), "{literal:?} is not an identifier");
        Self(Cow::Borrowed(literal))
    }
}

impl fmt::Display for Identifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl AsRef<str> for Identifier {
    fn as_ref(&self) -> &str {
        &self.0
    }
}

/// Whether `text` follows the grammar of [`Identifier`].
pub(super) fn is_identifier(text: &str) -> bool {
    let mut bytes = text.bytes();
    bytes.next().is_some_and(|first| first.is_ascii_alphabetic() || first == b'_')
        && bytes.all(|byte| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::Identifier;

    #[test]
    fn grammar() {
        for good in ["a", "_", "a-b", "A9_", "for"] {
            assert!(Identifier::new(good).is_ok(), "{good}");
        }
        for bad in ["", "9a", "-a", "a b", "a.b", "é", "a\u{200b}", "a\"", "${a}"] {
            assert!(Identifier::new(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    #[should_panic(expected = "is not an identifier")]
    fn bad_literal() {
        let _ = Identifier::from("not one");
    }
}
