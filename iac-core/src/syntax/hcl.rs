//! The writer of HCL, formatted as `terraform fmt` would.

use std::borrow::Cow;

use super::error::{Fault, FaultKind, MAX_DEPTH};
use super::gate::{self, Meant};
use super::identifier::is_identifier;
use super::layout::{assigns, columns, fits, has_heredoc};
use super::positions::{Position, Scope};
use super::template::{Piece, Template};
use super::{Attribute, Block, Body, Document, Entry, Key, Source, Value, check, text};

/// The text of `document`, and what is meant to be live in it.
pub(super) fn write(document: &Document) -> Result<(String, Meant<'_>), Fault> {
    let mut writer = Writer { out: String::new(), meant: Meant::default(), key: String::new() };
    if let Some(notice) = &document.notice {
        check::comment(notice)?;
        writer.comment(notice, 0);
        if !document.body.entries.is_empty() {
            writer.out.push('\n');
        }
    }
    writer.body(&document.body, Scope::Root, 0)?;
    Ok((writer.out, writer.meant))
}

struct Writer<'a> {
    out: String,
    meant: Meant<'a>,
    /// A key on its way, to measure it.
    key: String,
}

impl<'a> Writer<'a> {
    fn body(&mut self, body: &'a Body, scope: Scope, depth: usize) -> Result<(), Fault> {
        check::body(body, scope)?;
        let mut after_block = false;
        let mut rest = &body.entries[..];
        while let Some(entry) = rest.first() {
            let first = rest.len() == body.entries.len();
            match entry {
                Entry::Block(block) => {
                    if !first {
                        self.out.push('\n');
                    }
                    self.block(block, scope, depth)
                        .map_err(|fault| fault.under(|| check::label_path(block)))?;
                    after_block = true;
                    rest = &rest[1..];
                }
                Entry::Attribute(_) => {
                    if after_block {
                        self.out.push('\n');
                        after_block = false;
                    }
                    rest = self.aligned(rest, scope, depth)?;
                }
            }
        }
        Ok(())
    }

    fn block(&mut self, block: &'a Block, scope: Scope, depth: usize) -> Result<(), Fault> {
        if depth == MAX_DEPTH {
            return Err(FaultKind::TooDeep.into());
        }
        if let Some(comment) = &block.comment {
            self.comment(comment, depth);
        }
        self.indent(depth);
        self.out.push_str(block.kind.as_str());
        for label in &block.labels {
            self.out.push_str(" \"");
            text::template(&mut self.out, label)?;
            self.out.push('"');
        }
        if block.body.entries.is_empty() {
            self.out.push_str(" {}\n");
            return Ok(());
        }
        self.out.push_str(" {\n");
        self.body(&block.body, scope.block(block.kind.as_str()).0, depth + 1)?;
        self.indent(depth);
        self.out.push_str("}\n");
        Ok(())
    }

    /// Writes the first attribute and those after it whose `=` stand in one column; returns the rest.
    ///
    /// A comment, a block and a value of several lines end such a run; the latter isn't part of it.
    fn aligned(&mut self, entries: &'a [Entry], scope: Scope, depth: usize) -> Result<&'a [Entry], Fault> {
        let mut width = 0;
        let mut count = 0;
        for entry in entries {
            match entry {
                Entry::Attribute(attribute)
                    if (count == 0 || attribute.comment.is_none()) && fits(&attribute.value) =>
                {
                    width = width.max(attribute.name.as_str().len());
                    count += 1;
                }
                _ => break,
            }
        }
        let (run, rest) = entries.split_at(count.max(1));
        for entry in run {
            if let Entry::Attribute(attribute) = entry {
                self.attribute(attribute, scope, depth, width, count > 0)
                    .map_err(|fault| fault.under(|| attribute.name.to_string()))?;
            }
        }
        Ok(rest)
    }

    fn attribute(
        &mut self,
        attribute: &'a Attribute,
        scope: Scope,
        depth: usize,
        width: usize,
        inline: bool,
    ) -> Result<(), Fault> {
        if let Some(comment) = &attribute.comment {
            self.comment(comment, depth);
        }
        let name = attribute.name.as_str();
        self.indent(depth);
        self.out.push_str(name);
        self.spaces(width.saturating_sub(name.len()));
        self.out.push_str(" = ");
        self.value(&attribute.value, scope.attribute(name), depth, inline)?;
        self.out.push('\n');
        Ok(())
    }

    fn comment(&mut self, comment: &str, depth: usize) {
        for line in comment.split('\n') {
            self.indent(depth);
            self.out.push_str(if line.is_empty() { "#" } else { "# " });
            self.out.push_str(line);
            self.out.push('\n');
        }
    }

    fn value(
        &mut self,
        value: &'a Value,
        position: Position,
        depth: usize,
        inline: bool,
    ) -> Result<(), Fault> {
        position.admit(value)?;
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::Number(number) => number.push_to(&mut self.out),
            Value::Text(text) => self.text(text)?,
            Value::Template(parts) => match Template::new(parts) {
                Template::Text(text) => self.text(&text)?,
                Template::Expression(source) => self.source(source, depth),
                Template::Pieces(pieces) => self.template(pieces)?,
            },
            Value::Expression(source) | Value::Type(source) => self.source(source, depth),
            Value::List(values) => self.list(values, position, depth, inline)?,
            Value::Object(entries) if entries.is_empty() => self.out.push_str("{}"),
            Value::Object(entries) => self.object(entries, position, depth)?,
        }
        Ok(())
    }

    fn list(
        &mut self,
        values: &'a [Value],
        position: Position,
        depth: usize,
        inline: bool,
    ) -> Result<(), Fault> {
        if depth == MAX_DEPTH {
            return Err(FaultKind::TooDeep.into());
        }
        self.out.push('[');
        for (index, value) in values.iter().enumerate() {
            if inline {
                if index > 0 {
                    self.out.push_str(", ");
                }
                self.value(value, position, depth, true)
            } else {
                self.out.push('\n');
                self.indent(depth + 1);
                self.value(value, position, depth + 1, fits(value))
            }
            .map_err(|fault| fault.under(|| format!("[{index}]")))?;
            if !inline {
                if has_heredoc(value) {
                    self.out.push('\n');
                    self.indent(depth + 1);
                }
                self.out.push(',');
            }
        }
        if !inline {
            self.out.push('\n');
            self.indent(depth);
        }
        self.out.push(']');
        Ok(())
    }

    fn object(&mut self, entries: &'a [(Key, Value)], position: Position, depth: usize) -> Result<(), Fault> {
        if depth == MAX_DEPTH {
            return Err(FaultKind::TooDeep.into());
        }
        check::object(entries)?;
        self.out.push_str("{\n");
        let mut rest = entries;
        while !rest.is_empty() {
            let mut width = 0;
            let mut count = 0;
            for (key, value) in rest {
                if !fits(value) || assigns(key) {
                    break;
                }
                width = width.max(self.key_width(key, position)?);
                count += 1;
            }
            let run;
            (run, rest) = rest.split_at(count.max(1));
            for (key, value) in run {
                self.indent(depth + 1);
                let padding = if count == 0 { 0 } else { width - self.key_width(key, position)? };
                self.key(key, position)
                    .and_then(|()| {
                        self.spaces(padding);
                        self.out.push_str(" = ");
                        self.value(value, position.member(key), depth + 1, fits(value))
                    })
                    .map_err(|fault| fault.under(|| key_step(key)))?;
                self.out.push('\n');
            }
        }
        self.indent(depth);
        self.out.push('}');
        Ok(())
    }

    fn key(&mut self, key: &'a Key, position: Position) -> Result<(), Fault> {
        position.admit_key(key)?;
        match key {
            Key::Text(text) if is_bare(text) || position == Position::Reference => self.out.push_str(text),
            Key::Text(text) => self.text(text)?,
            Key::Expression(source) if position == Position::Reference => self.source(source, 0),
            Key::Expression(source) => {
                self.out.push('(');
                self.mean(source);
                self.out.push_str(source.as_str());
                self.out.push_str(if source.has_heredoc() { "\n)" } else { ")" });
            }
        }
        Ok(())
    }

    /// How many columns a key takes, as `terraform fmt` counts them.
    fn key_width(&mut self, key: &Key, position: Position) -> Result<usize, Fault> {
        match key {
            Key::Text(text) if is_bare(text) || position == Position::Reference => Ok(text.len()),
            Key::Text(text) => {
                self.key.clear();
                text::template(&mut self.key, text).map_err(|fault| fault.under(|| key_step(key)))?;
                Ok(columns(&self.key) + 2)
            }
            Key::Expression(source) if position == Position::Reference => Ok(columns(source.as_str())),
            Key::Expression(source) => Ok(columns(source.as_str()) + 2),
        }
    }

    fn text(&mut self, text: &str) -> Result<(), Fault> {
        self.out.push('"');
        text::template(&mut self.out, text)?;
        self.out.push('"');
        Ok(())
    }

    fn template(&mut self, pieces: Vec<Piece<'a>>) -> Result<(), Fault> {
        self.out.push('"');
        for piece in pieces {
            match piece {
                Piece::Literal(text) => text::template(&mut self.out, &text)?,
                Piece::Signs(signs) => self.hole(format!("\"{signs}\"").into()),
                Piece::Hole(source) => self.hole(source.as_str().into()),
            }
        }
        self.out.push('"');
        Ok(())
    }

    fn hole(&mut self, source: Cow<'a, str>) {
        self.out.push_str(if source.starts_with('{') { "${ " } else { "${" });
        self.out.push_str(&source);
        self.out.push_str(match (source.contains("<<"), source.ends_with('}')) {
            // The word that ends a heredoc stands alone on its line.
            (true, _) => "\n}",
            (false, true) => " }",
            (false, false) => "}",
        });
        self.meant.live.push(source);
    }

    /// Writes an expression; its lines after the first are moved as deep as the first.
    fn source(&mut self, source: &'a Source, depth: usize) {
        self.mean(source);
        let text = source.as_str();
        if !text.contains('\n') || source.has_heredoc() {
            self.out.push_str(text);
            return;
        }
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.out.push('\n');
                if !line.is_empty() {
                    self.indent(depth);
                }
            }
            self.out.push_str(line);
        }
    }

    /// Notes what is live inside an expression.
    fn mean(&mut self, source: &'a Source) {
        self.meant.live.extend(gate::live_in(source.as_str()).into_iter().map(Cow::Borrowed));
    }

    fn indent(&mut self, depth: usize) {
        self.spaces(depth * 2);
    }

    fn spaces(&mut self, mut count: usize) {
        const SPACES: &str = "                                                                ";
        while count > SPACES.len() {
            self.out.push_str(SPACES);
            count -= SPACES.len();
        }
        self.out.push_str(&SPACES[..count]);
    }
}

/// The step of a key in the place of an error.
pub(super) fn key_step(key: &Key) -> String {
    match key {
        Key::Text(text) if is_identifier(text) => text.clone(),
        Key::Text(text) => format!("[{text:?}]"),
        Key::Expression(source) => format!("[{source}]"),
    }
}

/// Whether a key needs no quotes.
fn is_bare(key: &str) -> bool {
    const KEYWORDS: [&str; 10] =
        ["for", "in", "if", "else", "endif", "endfor", "null", "true", "false", "inf"];
    is_identifier(key) && !KEYWORDS.contains(&key)
}
