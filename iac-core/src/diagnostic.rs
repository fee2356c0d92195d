//! Problems in what users write, at their own line.

use annotate_snippets::renderer::DecorStyle;
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use std::ops::Range;

/// A problem in a text, with the place and what would mend it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    /// Whether it forbids to go on.
    pub severity: Severity,
    /// The stable code of the rule, if `iac explain` knows one.
    pub code: Option<&'static str>,
    /// What is wrong, with the value.
    pub message: String,
    /// The bytes of the text that it is about.
    pub span: Option<Range<usize>>,
    /// What would be accepted, or what to do.
    pub help: Option<String>,
    /// Whether the line itself may be shown; a line with a secret may not.
    pub quotable: bool,
}

/// Whether a problem forbids to go on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It does.
    Error,
    /// It does not.
    Warning,
}

impl Diagnostic {
    /// An error at `span`.
    pub fn error(message: impl Into<String>, span: impl Into<Option<Range<usize>>>) -> Self {
        Self {
            severity: Severity::Error,
            code: None,
            message: message.into(),
            span: span.into(),
            help: None,
            quotable: true,
        }
    }

    /// The same problem with what to do about it.
    #[must_use]
    pub fn help(self, help: impl Into<String>) -> Self {
        Self { help: Some(help.into()), ..self }
    }
}

/// The problems as text for people: each with file, line, column, the underlined line and what to do.
///
/// `origin` names the file that `text` comes from.
///
/// ```
/// use iac_core::diagnostic::{Diagnostic, render};
///
/// let problem = Diagnostic::error("`prodution` is not a tier", 7..18).help("did you mean `production`?");
/// let shown = render("iac.toml", "tier = \"prodution\"\n", &[problem], false);
/// assert!(shown.contains("iac.toml:1:8"), "{shown}");
/// ```
pub fn render(origin: &str, text: &str, diagnostics: &[Diagnostic], colour: bool) -> String {
    let renderer = if colour { Renderer::styled() } else { Renderer::plain() }.decor_style(DecorStyle::Ascii);
    let mut shown = String::new();
    for diagnostic in diagnostics {
        let level = match diagnostic.severity {
            Severity::Error => Level::ERROR,
            Severity::Warning => Level::WARNING,
        };
        let mut title = level.primary_title(plain(&diagnostic.message));
        if let Some(code) = diagnostic.code {
            title = title.id(code);
        }
        let help = diagnostic.help.as_deref().map(|help| Level::HELP.message(plain(help)));
        let report = match &diagnostic.span {
            Some(span) if diagnostic.quotable && is_plain(line_of(text, span)) => {
                let span = within(text, span);
                let source =
                    Snippet::source(text).path(origin).annotation(AnnotationKind::Primary.span(span));
                title.element(source).elements(help)
            }
            Some(span) => {
                let (line, column) = position(text, span.start);
                title.element(Origin::path(origin).line(line).char_column(column)).elements(help)
            }
            None => title.element(Origin::path(origin)).elements(help),
        };
        shown.push_str(&renderer.render(&[report]));
        shown.push_str("\n\n");
    }
    shown
}

/// The line and the column of byte `at`, both from 1; columns are counted in characters.
pub fn position(text: &str, at: usize) -> (usize, usize) {
    let before = &text[..floor(text, at)];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

/// The last character boundary at or before `at`.
fn floor(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|index| text.is_char_boundary(*index)).unwrap_or(0)
}

/// `span` on its first line and on character boundaries: a table's span can be a hundred lines long.
fn within(text: &str, span: &Range<usize>) -> Range<usize> {
    let start = floor(text, span.start);
    let line_end = text[start..].find('\n').map_or(text.len(), |newline| start + newline);
    start..floor(text, span.end.min(line_end)).max(start)
}

fn line_of<'a>(text: &'a str, span: &Range<usize>) -> &'a str {
    let start = floor(text, span.start);
    let from = text[..start].rfind('\n').map_or(0, |newline| newline + 1);
    text[from..].split('\n').next().unwrap_or_default()
}

/// Whether a terminal would show the text and not act on it.
fn is_plain(text: &str) -> bool {
    text.trim_end_matches('\r').chars().all(|c| c == '\t' || !c.is_control())
}

/// The text without anything that a terminal would act on.
fn plain(text: &str) -> String {
    text.chars()
        .flat_map(|c| if c.is_control() && c != '\n' { c.escape_unicode().collect() } else { vec![c] })
        .collect()
}
