//! One parsed file, and places in it.

use super::interface::Source;
use super::problem::Problem;
use hcl_edit::parser::parse_body;
use hcl_edit::structure::Body;
use std::ops::Range;

/// A parsed file.
#[derive(Debug)]
pub(super) struct File<'a> {
    pub(super) path: &'a str,
    pub(super) body: Body,
    places: Places<'a>,
}

impl<'a> File<'a> {
    pub(super) fn parse(source: Source<'a>) -> Result<Self, Box<Problem>> {
        // Terraform skips a byte order mark; the parser doesn't.
        let text = source.text.strip_prefix('\u{feff}').unwrap_or(source.text);
        let places = Places::of(text);
        match parse_body(text) {
            Ok(body) => Ok(Self { path: source.path, body, places }),
            Err(error) => {
                let offset = error.location().offset();
                let message = error.message();
                let message = if message.contains("redefined attribute") {
                    "this argument is set twice in one block".to_owned()
                } else {
                    message.to_owned()
                };
                let span = offset..(offset + 1).min(text.len());
                Err(Box::new(places.problem(source.path, span, "syntax", message, None)))
            }
        }
    }

    /// A problem at `span` of this file.
    pub(super) fn problem(
        &self,
        span: Option<Range<usize>>,
        code: &'static str,
        message: String,
        help: Option<String>,
    ) -> Problem {
        self.places.problem(self.path, span.unwrap_or(0..0), code, message, help)
    }

    /// `path:line` of `span`.
    pub(super) fn place(&self, span: Option<Range<usize>>) -> String {
        format!("{}:{}", self.path, self.line(span))
    }

    /// The line of `span`, from 1.
    pub(super) fn line(&self, span: Option<Range<usize>>) -> usize {
        self.places.locate(span.map_or(0, |span| span.start)).0
    }

    /// The text at `span`.
    pub(super) fn text(&self, span: Option<Range<usize>>) -> &'a str {
        span.and_then(|span| self.places.text.get(span)).unwrap_or_default()
    }
}

/// Where the lines of a text begin.
#[derive(Debug)]
struct Places<'a> {
    text: &'a str,
    lines: Vec<usize>,
}

impl<'a> Places<'a> {
    fn of(text: &'a str) -> Self {
        let breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n');
        let lines = std::iter::once(0).chain(breaks.map(|(offset, _)| offset + 1)).collect();
        Self { text, lines }
    }

    fn locate(&self, offset: usize) -> (usize, usize) {
        let line = self.lines.partition_point(|start| *start <= offset);
        let start = self.lines[line - 1];
        let before = self.text.get(start..offset).unwrap_or_default();
        (line, before.chars().count() + 1)
    }

    fn problem(
        &self,
        path: &str,
        span: Range<usize>,
        code: &'static str,
        message: String,
        help: Option<String>,
    ) -> Problem {
        let (line, column) = self.locate(span.start);
        Problem { path: path.to_owned(), line, column, span, code, message, help, name: None }
    }
}
