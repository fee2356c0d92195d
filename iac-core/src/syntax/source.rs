use super::lexer;
use std::borrow::Cow;
use std::fmt;

/// The source of exactly one HCL expression: a reference, a call, a type, anything with an operator.
///
/// It is the only thing that is written without being escaped, and it holds only text that a parser has
/// read as one complete expression. It is for source of our own and of `.tf` files, never for text that
/// somebody typed as a value; such text is a [`Value::Text`](super::Value::Text), whatever it looks like.
///
/// It is carried as written, also in its spacing. Lines after the first are relative to the first; the HCL
/// writer indents them as deep as the attribute stands.
///
/// # Examples
///
/// ```
/// use iac_core::syntax::Source;
///
/// let zones = Source::parse("[for zone in var.zones : upper(zone)]")?;
/// assert_eq!(zones.as_str(), "[for zone in var.zones : upper(zone)]");
/// assert!(Source::parse("1 }").is_err());
/// # Ok::<(), iac_core::syntax::NotAnExpression>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source(Cow<'static, str>);

/// A text that isn't exactly one complete HCL expression.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{text:?} is not one complete expression: {reason} at line {line}, column {column}")]
pub struct NotAnExpression {
    text: String,
    reason: String,
    line: usize,
    column: usize,
}

impl Source {
    /// Checks that `text`, but for the space around it, is exactly one complete expression.
    ///
    /// # Errors
    ///
    /// [`NotAnExpression`] if it is less, more or something else; a comment before or after it counts as
    /// more.
    pub fn parse(text: &str) -> Result<Self, NotAnExpression> {
        let text = text.trim_matches([' ', '\t', '\r', '\n']);
        check(text)?;
        Ok(Self(Cow::Owned(unix_lines(text).into_owned())))
    }

    /// Takes a literal of our own source code.
    ///
    /// # Panics
    ///
    /// If the literal isn't exactly one complete expression, which is a bug at the place of the call.
    #[track_caller]
    pub fn from_static(literal: &'static str) -> Self {
        let text = literal.trim_matches([' ', '\t', '\r', '\n']);
        // Most literals are plain references; they need no parser.
        if !is_reference(text)
            && let Err(error) = check(text)
        {
            panic!("{error}");
        }
        Self(unix_lines(text))
    }

    /// The source text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Takes a piece of a text that the parser has read as one expression.
    pub(super) fn unchecked(text: String) -> Self {
        Self(Cow::Owned(text))
    }

    /// Whether lines of text are part of the value, so that their indentation must stay as it is.
    pub(super) fn has_heredoc(&self) -> bool {
        self.0.contains("<<")
    }
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn check(text: &str) -> Result<(), NotAnExpression> {
    let not = |reason: &str, (line, column)| NotAnExpression {
        text: text.to_owned(),
        reason: reason.to_owned(),
        line,
        column,
    };
    match text.parse::<hcl_edit::expr::Expression>() {
        Ok(_) => match lexer::broken(text) {
            None => Ok(()),
            Some(offset) => Err(not(lexer::BROKEN, lexer::place(text, offset))),
        },
        Err(error) => Err(not(error.message(), (error.location().line(), error.location().column()))),
    }
}

fn is_reference(text: &str) -> bool {
    text.split('.').all(super::identifier::is_identifier)
}

fn unix_lines<'a>(text: impl Into<Cow<'a, str>>) -> Cow<'a, str> {
    let text = text.into();
    if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n")) } else { text }
}

#[cfg(test)]
mod tests {
    use super::Source;

    #[test]
    fn exactly_one_expression() {
        for good in [
            "a",
            " aws_vpc.this[0].id\n",
            "var.a ? 1 : \"b-${var.c}\"",
            "object({ a = optional(list(string), []) })",
            "{ for k, v in var.m : k => v... }",
            "jsonencode({\n  a = 1 # why\n})",
            "!var.a && -1 < 2",
        ] {
            assert!(Source::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "",
            "a b",
            "a = 1",
            "1 }",
            "a # comment",
            "a // comment",
            "/* comment */ a",
            "a\nb",
            "\"${a\"",
            "\"a",
            "a, b",
            "${a}",
            "f(\"a\nb\")",
        ] {
            assert!(Source::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    #[should_panic(expected = "is not one complete expression")]
    fn bad_literal() {
        let _ = Source::from_static("var.");
    }
}
