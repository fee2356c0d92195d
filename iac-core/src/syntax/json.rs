//! The writer of Terraform JSON, in the layout that every JSON formatter gives it.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::error::{Fault, FaultKind, MAX_DEPTH};
use super::gate::Meant;
use super::hcl::key_step;
use super::positions::{Position, Scope, Shape};
use super::template::{Piece, Template};
use super::{Block, Body, Document, Entry, Key, Value, check, text};

/// The text of `document`, and what is meant to be live in it.
pub(super) fn write(document: &Document) -> Result<(String, Meant<'_>), Fault> {
    let mut writer = Writer { out: String::new(), meant: Meant::default(), level: 0 };
    let mut members = Members::open(&mut writer, 0);
    if let Some(notice) = &document.notice {
        members.next(&mut writer);
        writer.out.push_str("\"//\": ");
        check::comment(notice)?;
        writer.bare(notice);
    }
    writer.body(&document.body, Scope::Root, &mut members)?;
    members.close(&mut writer);
    writer.out.push('\n');
    Ok((writer.out, writer.meant))
}

struct Writer<'a> {
    out: String,
    meant: Meant<'a>,
    /// How many blocks, lists and objects are open; indentation also counts labels and arrays of blocks.
    level: usize,
}

/// An object that is being written, which knows whether a comma is due.
struct Members {
    depth: usize,
    any: bool,
}

impl Members {
    fn open(writer: &mut Writer<'_>, depth: usize) -> Self {
        writer.out.push('{');
        Self { depth, any: false }
    }

    /// Makes room for the next member.
    fn next(&mut self, writer: &mut Writer<'_>) {
        writer.out.push_str(if self.any { ",\n" } else { "\n" });
        writer.indent(self.depth + 1);
        self.any = true;
    }

    fn close(self, writer: &mut Writer<'_>) {
        if self.any {
            writer.out.push('\n');
            writer.indent(self.depth);
        }
        writer.out.push('}');
    }
}

impl<'a> Writer<'a> {
    /// Writes the members of a body. All blocks of one type are one member, where the first of them is.
    fn body(&mut self, body: &'a Body, scope: Scope, members: &mut Members) -> Result<(), Fault> {
        let dynamic_at = check::body(body, scope)?;
        let blocks = body.entries.iter().filter_map(|entry| match entry {
            Entry::Block(block) => Some(block),
            Entry::Attribute(_) => None,
        });
        let mut groups = Groups::new(blocks, |block| block.kind.as_str());
        for (at, entry) in body.entries.iter().enumerate() {
            match entry {
                Entry::Attribute(attribute) => {
                    let name = attribute.name.as_str();
                    members.next(self);
                    self.name(name);
                    self.value(&attribute.value, scope.attribute(name), members.depth + 1)
                        .map_err(|fault| fault.under(|| name.to_owned()))?;
                }
                Entry::Block(block) => {
                    let kind = block.kind.as_str();
                    if kind == "dynamic" && dynamic_at.is_some_and(|dynamic_at| dynamic_at != at) {
                        continue;
                    }
                    if let Some(group) = groups.take(kind) {
                        members.next(self);
                        self.name(kind);
                        let (inner, shape) = scope.block(kind);
                        match shape {
                            Shape::Tagged => self.tagged(&group, inner, members.depth + 1)?,
                            _ => self.labelled(&group, 0, inner, shape, members.depth + 1)?,
                        }
                    }
                }
            }
        }
        Ok(())
    }

    /// Writes blocks of one type whose first labels are the same: one object for each further label.
    fn labelled(
        &mut self,
        blocks: &[&'a Block],
        level: usize,
        scope: Scope,
        shape: Shape,
        depth: usize,
    ) -> Result<(), Fault> {
        // All blocks of a type have the same number of labels; that was checked.
        let Some(first) = blocks.first() else { return Ok(()) };
        if level < first.labels.len() {
            let mut members = Members::open(self, depth);
            let label = |block: &&'a Block| block.labels[level].as_str();
            for (label, group) in Groups::new(blocks.iter().copied(), |block| label(&block)).0 {
                members.next(self);
                self.label(label).map_err(|fault| fault.under(|| check::label_path(group[0])))?;
                self.labelled(&group, level + 1, scope, shape, depth + 1)?;
            }
            members.close(self);
            return Ok(());
        }
        if shape == Shape::One && blocks.len() == 1 {
            return self.block(first, scope, depth);
        }
        self.out.push('[');
        for (index, block) in blocks.iter().enumerate() {
            self.element(index, depth);
            self.block(block, scope, depth + 1)?;
        }
        self.end_of_list(!blocks.is_empty(), depth);
        Ok(())
    }

    /// Writes blocks as an array of objects, each with the label as only key.
    fn tagged(&mut self, blocks: &[&'a Block], scope: Scope, depth: usize) -> Result<(), Fault> {
        self.out.push('[');
        for (index, block) in blocks.iter().enumerate() {
            self.element(index, depth);
            self.labelled(&[block], 0, scope, Shape::One, depth + 1)?;
        }
        self.end_of_list(!blocks.is_empty(), depth);
        Ok(())
    }

    fn block(&mut self, block: &'a Block, scope: Scope, depth: usize) -> Result<(), Fault> {
        self.enter()?;
        let mut members = Members::open(self, depth);
        self.body(&block.body, scope, &mut members)
            .map_err(|fault| fault.under(|| check::label_path(block)))?;
        members.close(self);
        self.level -= 1;
        Ok(())
    }

    fn value(&mut self, value: &'a Value, position: Position, depth: usize) -> Result<(), Fault> {
        position.admit(value)?;
        match value {
            Value::Null => self.out.push_str("null"),
            Value::Bool(true) => self.out.push_str("true"),
            Value::Bool(false) => self.out.push_str("false"),
            Value::Number(number) => number.push_to(&mut self.out),
            Value::Text(text) => self.text(text, position)?,
            Value::Template(parts) => match Template::new(parts) {
                Template::Text(text) => self.text(&text, position)?,
                Template::Expression(source) => self.expression(source.as_str()),
                Template::Pieces(pieces) => self.template(pieces)?,
            },
            Value::Expression(source) if position == Position::Template => self.expression(source.as_str()),
            Value::Expression(source) | Value::Type(source) => self.bare(source.as_str()),
            Value::List(values) => self.list(values, position, depth)?,
            Value::Object(entries) => self.object(entries, position, depth)?,
        }
        Ok(())
    }

    fn list(&mut self, values: &'a [Value], position: Position, depth: usize) -> Result<(), Fault> {
        self.enter()?;
        self.out.push('[');
        for (index, value) in values.iter().enumerate() {
            self.element(index, depth);
            self.value(value, position, depth + 1).map_err(|fault| fault.under(|| format!("[{index}]")))?;
        }
        self.end_of_list(!values.is_empty(), depth);
        self.level -= 1;
        Ok(())
    }

    fn object(&mut self, entries: &'a [(Key, Value)], position: Position, depth: usize) -> Result<(), Fault> {
        self.enter()?;
        check::object(entries)?;
        let mut members = Members::open(self, depth);
        for (key, value) in entries {
            members.next(self);
            self.key(key, position)
                .and_then(|()| self.value(value, position.member(key), depth + 1))
                .map_err(|fault| fault.under(|| key_step(key)))?;
        }
        members.close(self);
        self.level -= 1;
        Ok(())
    }

    fn key(&mut self, key: &'a Key, position: Position) -> Result<(), Fault> {
        position.admit_key(key)?;
        match key {
            Key::Text(text) => self.text(text, position)?,
            Key::Expression(source) if position == Position::Template => self.expression(source.as_str()),
            Key::Expression(source) => self.bare(source.as_str()),
        }
        self.out.push_str(": ");
        Ok(())
    }

    /// A name that needs no escapes.
    fn name(&mut self, name: &str) {
        self.out.push('"');
        self.out.push_str(name);
        self.out.push_str("\": ");
    }

    fn label(&mut self, label: &str) -> Result<(), Fault> {
        self.text(label, Position::Literal)?;
        self.out.push_str(": ");
        Ok(())
    }

    fn text(&mut self, text: &str, position: Position) -> Result<(), Fault> {
        self.out.push('"');
        if position == Position::Template {
            text::template(&mut self.out, text)?;
        } else {
            self.inert(text);
            text::literal(&mut self.out, text)?;
        }
        self.out.push('"');
        Ok(())
    }

    /// Source that Terraform reads as such, or a notice that it doesn't read; no template in any case.
    fn bare(&mut self, source: &str) {
        self.out.push('"');
        self.inert(source);
        text::source(&mut self.out, source);
        self.out.push('"');
    }

    fn expression(&mut self, source: &'a str) {
        self.out.push('"');
        self.hole(source.into());
        self.out.push('"');
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
        // `${{` and `}}` belong to others, such as GitHub's workflows.
        self.out.push_str(if source.starts_with('{') { "${ " } else { "${" });
        text::source(&mut self.out, &source);
        self.out.push_str(match (source.contains("<<"), source.ends_with('}')) {
            // The word that ends a heredoc stands alone on its line.
            (true, _) => "\\n}",
            (false, true) => " }",
            (false, false) => "}",
        });
        self.meant.live.push(source);
    }

    /// Notes that the string that starts here is no template, if it looks like one.
    fn inert(&mut self, text: &str) {
        if text.contains('{') {
            self.meant.inert.push(self.out.len());
        }
    }

    fn enter(&mut self) -> Result<(), Fault> {
        if self.level == MAX_DEPTH {
            return Err(FaultKind::TooDeep.into());
        }
        self.level += 1;
        Ok(())
    }

    fn element(&mut self, index: usize, depth: usize) {
        self.out.push_str(if index > 0 { ",\n" } else { "\n" });
        self.indent(depth + 1);
    }

    fn end_of_list(&mut self, any: bool, depth: usize) {
        if any {
            self.out.push('\n');
            self.indent(depth);
        }
        self.out.push(']');
    }

    fn indent(&mut self, depth: usize) {
        const SPACES: &str = "                                                                ";
        let mut count = depth * 2;
        while count > SPACES.len() {
            self.out.push_str(SPACES);
            count -= SPACES.len();
        }
        self.out.push_str(&SPACES[..count]);
    }
}

/// Blocks by a name of theirs, in the order in which each name comes first.
struct Groups<'a>(Vec<(&'a str, Vec<&'a Block>)>);

impl<'a> Groups<'a> {
    /// Up to this many names are searched one by one; more go into an index, so that cost stays linear.
    const FEW: usize = 16;

    fn new(blocks: impl Iterator<Item = &'a Block>, name: impl Fn(&'a Block) -> &'a str) -> Self {
        let mut groups: Vec<(&'a str, Vec<&'a Block>)> = Vec::new();
        let mut index: BTreeMap<&'a str, usize> = BTreeMap::new();
        for block in blocks {
            let name = name(block);
            let known = if index.is_empty() {
                groups.iter().position(|(known, _)| *known == name)
            } else {
                index.get(name).copied()
            };
            if let Some(at) = known {
                groups[at].1.push(block);
                continue;
            }
            groups.push((name, vec![block]));
            if !index.is_empty() {
                index.insert(name, groups.len() - 1);
            } else if groups.len() > Self::FEW {
                index.extend(groups.iter().enumerate().map(|(at, (name, _))| (*name, at)));
            }
        }
        Self(groups)
    }

    /// The blocks of this name, the first time they are asked for.
    fn take(&mut self, name: &str) -> Option<Vec<&'a Block>> {
        let (_, blocks) = self.0.iter_mut().find(|(known, _)| *known == name)?;
        (!blocks.is_empty()).then(|| std::mem::take(blocks))
    }
}
