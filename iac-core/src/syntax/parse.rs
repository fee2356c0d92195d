//! HCL read into the tree.

use hcl_edit::expr::{Expression, ObjectKey};
use hcl_edit::structure::{BlockLabel, Structure};
use hcl_edit::template::{Element, StringTemplate};
use hcl_edit::{Decor, Decorate, Span};

use super::comments::{self, Comments};
use super::positions::{Position, Scope};
use super::{
    Attribute, Block, Body, Document, Entry, Identifier, Key, Number, Part, Source, Value, heredoc, lexer,
};

/// Why a text is not a document.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {message}")]
#[non_exhaustive]
pub struct ParseError {
    /// The line, counted from one.
    pub line: usize,
    /// The column in characters, counted from one.
    pub column: usize,
    /// What is wrong there.
    pub message: String,
}

/// Reads HCL.
///
/// Plain values become plain values, also a heredoc whose text Terraform would join before anything is
/// evaluated; any other expression is carried as its source. Comments above attributes and blocks are kept,
/// those behind them join these; comments inside values and at the end of a body have no place in the tree
/// and are lost.
///
/// # Errors
///
/// [`ParseError`] if the text isn't HCL, or has a name that is no [`Identifier`].
///
/// # Examples
///
/// ```
/// use iac_core::syntax::{self, Syntax};
///
/// let document = syntax::parse("output \"id\" {\n  value = aws_vpc.this.id\n}\n")?;
/// let json = syntax::to_string(&document, Syntax::Json)?;
/// assert!(json.contains(r#""value": "${aws_vpc.this.id}""#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn parse(text: &str) -> Result<Document, ParseError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let body: hcl_edit::structure::Body =
        text.parse().map_err(|error: hcl_edit::parser::Error| ParseError {
            line: error.location().line(),
            column: error.location().column(),
            message: error.message().to_owned(),
        })?;
    if let Some(offset) = lexer::broken(text) {
        let (line, column) = lexer::place(text, offset);
        return Err(ParseError { line, column, message: lexer::BROKEN.to_owned() });
    }
    let reader = Reader { text };
    let mut document = Document::new();
    match body.iter().next() {
        Some(first) => {
            let Comments { notice, .. } = comments::read(prefix(first.decor()));
            document.notice = notice;
        }
        None => document.notice = comments::all(suffix(body.decor())),
    }
    document.body = reader.body(&body, Scope::Root)?;
    if document.notice.is_some()
        && let (Some(first), Some(entry)) = (body.iter().next(), document.body.entries.first_mut())
    {
        let comment = match entry {
            Entry::Attribute(attribute) => &mut attribute.comment,
            Entry::Block(block) => &mut block.comment,
        };
        *comment = comments::join([comments::read(prefix(first.decor())).rest, trailing(first)]);
    }
    Ok(document)
}

struct Reader<'t> {
    text: &'t str,
}

impl Reader<'_> {
    fn body(&self, body: &hcl_edit::structure::Body, scope: Scope) -> Result<Body, ParseError> {
        let mut entries = Vec::with_capacity(body.len());
        for structure in body {
            let comment = comments::join([comments::all(prefix(structure.decor())), trailing(structure)]);
            entries.push(match structure {
                Structure::Attribute(attribute) => {
                    let name = self.identifier(&attribute.key)?;
                    let position = scope.attribute(name.as_str());
                    let value = self.value(&attribute.value, position);
                    Entry::Attribute(Attribute { name, value, comment })
                }
                Structure::Block(block) => {
                    let kind = self.identifier(&block.ident)?;
                    let labels = block.labels.iter().map(|label| match label {
                        BlockLabel::Ident(label) => label.as_str().to_owned(),
                        BlockLabel::String(label) => label.value().clone(),
                    });
                    let body = self.body(&block.body, scope.block(kind.as_str()).0)?;
                    Entry::Block(Block { kind, labels: labels.collect(), body, comment })
                }
            });
        }
        Ok(Body { entries })
    }

    fn identifier(&self, name: &hcl_edit::Decorated<hcl_edit::Ident>) -> Result<Identifier, ParseError> {
        Identifier::new(name.as_str()).map_err(|error| {
            let (line, column) = lexer::place(self.text, name.span().unwrap_or_default().start);
            ParseError { line, column, message: error.to_string() }
        })
    }

    fn value(&self, expression: &Expression, position: Position) -> Value {
        match expression {
            Expression::String(text) => Value::Text(text.value().clone()),
            _ if position == Position::Type => Value::Type(self.source(expression)),
            Expression::Null(_) => Value::Null,
            Expression::Bool(value) => Value::Bool(*value.value()),
            Expression::Number(_) => {
                let digits: String = self.raw(expression).split_whitespace().collect();
                match Number::decimal(&digits) {
                    Ok(number) => Value::Number(number),
                    Err(_) => Value::Expression(self.source(expression)),
                }
            }
            Expression::Array(values) => {
                Value::List(values.iter().map(|value| self.value(value, position)).collect())
            }
            Expression::Object(entries) => Value::Object(
                entries
                    .iter()
                    .map(|(key, value)| (self.key(key), self.value(value.expr(), position)))
                    .collect(),
            ),
            Expression::StringTemplate(template) => {
                self.template(template).unwrap_or_else(|| Value::Expression(self.source(expression)))
            }
            Expression::HeredocTemplate(_) => heredoc::evaluate(self.raw(expression))
                .unwrap_or_else(|| Value::Expression(self.source(expression))),
            _ => Value::Expression(self.source(expression)),
        }
    }

    fn key(&self, key: &ObjectKey) -> Key {
        match key {
            ObjectKey::Ident(name) => Key::Text(name.as_str().to_owned()),
            ObjectKey::Expression(Expression::Parenthesis(inner)) => {
                Key::Expression(self.source(inner.inner()))
            }
            ObjectKey::Expression(expression) => match self.value(expression, Position::Template) {
                Value::Text(text) => Key::Text(text),
                Value::Number(number) => Key::Text(number.to_string()),
                Value::Expression(source) => Key::Expression(source),
                _ => Key::Expression(self.source(expression)),
            },
        }
    }

    /// A template of literals and plain holes; `None` if there is more to it.
    fn template(&self, template: &StringTemplate) -> Option<Value> {
        let mut parts = Vec::with_capacity(template.len());
        for element in &**template {
            match element {
                Element::Literal(text) => push_literal(&mut parts, text.value()),
                Element::Interpolation(hole) if hole.strip == hcl_edit::template::Strip::None => {
                    match &hole.expr {
                        Expression::String(text) => push_literal(&mut parts, text.value()),
                        expression => {
                            let source = self.raw(expression).replace("\r\n", "\n");
                            parts.push(Part::Hole(Source::unchecked(source)));
                        }
                    }
                }
                Element::Interpolation(_) | Element::Directive(_) => return None,
            }
        }
        Some(from_parts(parts))
    }

    /// The source of an expression, its further lines relative to the line on which it starts.
    fn source(&self, expression: &Expression) -> Source {
        let raw = self.raw(expression);
        let source = Source::unchecked(raw.replace("\r\n", "\n"));
        if source.has_heredoc() || !raw.contains('\n') {
            return source;
        }
        let before = &self.text[..expression.span().unwrap_or_default().start];
        let line = &before[before.rfind('\n').map_or(0, |newline| newline + 1)..];
        let indent = line.len() - line.trim_start_matches([' ', '\t']).len();
        let mut text = String::with_capacity(raw.len());
        for (index, line) in source.as_str().split('\n').enumerate() {
            if index == 0 {
                text.push_str(line);
                continue;
            }
            let deep = line.len() - line.trim_start_matches([' ', '\t']).len();
            text.push('\n');
            text.push_str(&line[deep.min(indent)..]);
        }
        Source::unchecked(text)
    }

    /// The text of an expression.
    fn raw(&self, expression: &Expression) -> &str {
        let span = expression.span().expect("the parser gives every expression a span");
        &self.text[span]
    }
}

/// The shortest value for parts that were joined before.
pub(super) fn from_parts(mut parts: Vec<Part>) -> Value {
    match &mut parts[..] {
        [] => Value::Text(String::new()),
        [Part::Literal(text)] => Value::Text(std::mem::take(text)),
        [Part::Hole(source)] => Value::Expression(source.clone()),
        _ => Value::Template(parts),
    }
}

/// Adds literal text to parts, joining it with literal text before it.
pub(super) fn push_literal(parts: &mut Vec<Part>, text: &str) {
    match parts.last_mut() {
        _ if text.is_empty() => {}
        Some(Part::Literal(before)) => before.push_str(text),
        _ => parts.push(Part::Literal(text.to_owned())),
    }
}

fn prefix(decor: &Decor) -> &str {
    decor.prefix().map(|raw| &**raw).unwrap_or_default()
}

fn suffix(decor: &Decor) -> &str {
    decor.suffix().map(|raw| &**raw).unwrap_or_default()
}

/// The comment on the same line as the end of an attribute or the start of a block.
fn trailing(structure: &Structure) -> Option<String> {
    let opening = match structure {
        Structure::Block(block) => comments::all(prefix(block.body.decor())),
        Structure::Attribute(_) => None,
    };
    comments::join([opening, comments::all(suffix(structure.decor()))])
}
