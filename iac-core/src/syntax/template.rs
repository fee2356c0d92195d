use std::borrow::Cow;

use super::{Part, Source};

/// A template in the one form in which it is written.
pub(super) enum Template<'a> {
    /// No holes.
    Text(Cow<'a, str>),
    /// A single hole and nothing else, which Terraform takes as the expression itself.
    Expression(&'a Source),
    /// Anything else.
    Pieces(Vec<Piece<'a>>),
}

/// What stands between the quotes of a template.
pub(super) enum Piece<'a> {
    /// Literal text.
    Literal(Cow<'a, str>),
    /// The `$` and `%` at the end of a literal before a hole, written as a hole of their own: `$` before
    /// `${` would be read as an escape.
    Signs(String),
    /// An expression.
    Hole(&'a Source),
}

impl<'a> Template<'a> {
    /// Joins literals that follow each other (two of them could make up a marker) and drops empty ones.
    pub(super) fn new(parts: &'a [Part]) -> Self {
        let mut pieces: Vec<Piece<'a>> = Vec::with_capacity(parts.len() + 1);
        for part in parts {
            match (part, pieces.last_mut()) {
                (Part::Literal(text), _) if text.is_empty() => {}
                (Part::Literal(text), Some(Piece::Literal(before))) => before.to_mut().push_str(text),
                (Part::Literal(text), _) => pieces.push(Piece::Literal(Cow::Borrowed(text))),
                (Part::Hole(source), before) => {
                    if let Some(Piece::Literal(text)) = before {
                        let kept = text.trim_end_matches(['$', '%']).len();
                        if kept < text.len() {
                            let signs = text[kept..].to_owned();
                            shorten(text, kept);
                            if kept == 0 {
                                pieces.pop();
                            }
                            pieces.push(Piece::Signs(signs));
                        }
                    }
                    pieces.push(Piece::Hole(source));
                }
            }
        }
        match &mut pieces[..] {
            [] => Self::Text(Cow::Borrowed("")),
            [Piece::Literal(text)] => Self::Text(std::mem::take(text)),
            [Piece::Hole(source)] => Self::Expression(source),
            _ => Self::Pieces(pieces),
        }
    }
}

fn shorten(text: &mut Cow<'_, str>, length: usize) {
    match text {
        Cow::Borrowed(text) => *text = &text[..length],
        Cow::Owned(text) => text.truncate(length),
    }
}
