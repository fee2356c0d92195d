//! Documents as trees, and the two texts of each: HCL and Terraform JSON.
//!
//! This room knows no meaning: what a resource is, which arguments it has and what they are for is nothing
//! to it. All it knows of Terraform is where a string is a template, a literal or a reference.

mod check;
mod comments;
mod document;
mod error;
mod gate;
mod hcl;
mod heredoc;
mod identifier;
mod json;
mod layout;
mod lexer;
mod number;
mod parse;
mod positions;
mod source;
mod template;
mod text;
mod value;

pub use document::{Attribute, Block, Body, Document, Entry};
pub use error::WriteError;
pub use identifier::{Identifier, NotAnIdentifier};
pub use number::{NotANumber, Number};
pub use parse::{ParseError, parse};
pub use source::{NotAnExpression, Source};
pub use value::{Key, Part, Value};

use std::io;

/// The text of a document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Syntax {
    /// Terraform's own language, `*.tf`, formatted as `terraform fmt` would.
    Hcl,
    /// JSON as Terraform reads it, `*.tf.json`, with two spaces a level.
    Json,
}

/// Writes `document` to `out`, all of it or nothing.
///
/// The text is complete, and has passed the last gate, before `out` gets any of it.
///
/// # Errors
///
/// Every [`WriteError`]: one of the first five names what the tree holds that can't be written and where,
/// [`WriteError::Escaping`] is a bug of ours that was stopped, [`WriteError::Io`] comes from `out`.
///
/// # Examples
///
/// ```
/// use iac_core::syntax::{self, Block, Document, Syntax};
///
/// let document = Document::new()
///     .block(Block::new("output").label("o").attribute("description", "a ${b}").attribute("value", "a ${b}"));
/// let mut text = Vec::new();
/// syntax::write(&document, Syntax::Json, &mut text)?;
/// // Only the value is a template in Terraform's eyes.
/// assert_eq!(
///     text,
///     br#"{
///   "output": {
///     "o": {
///       "description": "a ${b}",
///       "value": "a $${b}"
///     }
///   }
/// }
/// "#
/// );
/// # Ok::<(), syntax::WriteError>(())
/// ```
pub fn write(document: &Document, syntax: Syntax, out: &mut dyn io::Write) -> Result<(), WriteError> {
    out.write_all(to_string(document, syntax)?.as_bytes())?;
    Ok(())
}

/// The text of `document`.
///
/// # Errors
///
/// As [`write()`], but for [`WriteError::Io`].
pub fn to_string(document: &Document, syntax: Syntax) -> Result<String, WriteError> {
    let (text, meant) = match syntax {
        Syntax::Hcl => hcl::write(document)?,
        Syntax::Json => json::write(document)?,
    };
    match syntax {
        Syntax::Hcl => gate::hcl(&text, &meant)?,
        Syntax::Json => gate::json(&text, &meant)?,
    }
    Ok(text)
}
