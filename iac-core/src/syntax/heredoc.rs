//! Heredocs as the text they stand for.

use super::parse::{from_parts, push_literal};
use super::{Part, Source, Value, gate};

/// The value of a heredoc of literals and plain holes, from `<<` to the word that closes it.
///
/// `None` if it has directives or strips space: what they do depends on the lines of the heredoc.
pub(super) fn evaluate(raw: &str) -> Option<Value> {
    let raw = raw.strip_prefix("<<")?;
    let (indented, raw) = match raw.strip_prefix('-') {
        Some(raw) => (true, raw),
        None => (false, raw),
    };
    let (_, lines) = raw.split_once('\n')?;
    // The closing word stands on the last line, which is no part of the value.
    let template = &lines[..lines.rfind('\n').map_or(0, |newline| newline + 1)];

    let mut pieces = Vec::new();
    let mut start = 0;
    for hole in gate::holes_in_template(template)? {
        let (opening, inside) = (&template[hole.start - 2..hole.start], &template[hole.clone()]);
        if opening != "${" || inside.starts_with('~') || inside.ends_with('~') {
            return None;
        }
        pieces.extend(template[start..hole.start - 2].split_inclusive('\n').map(Piece::Literal));
        pieces.push(Piece::Hole(inside));
        start = hole.end + 1;
    }
    pieces.extend(template[start..].split_inclusive('\n').map(Piece::Literal));
    if indented {
        outdent(&mut pieces);
    }

    let mut parts = Vec::new();
    for piece in pieces {
        match piece {
            Piece::Literal(text) => {
                push_literal(&mut parts, &text.replace("$${", "${").replace("%%{", "%{"));
            }
            Piece::Hole(source) => {
                let source = source.trim().replace("\r\n", "\n");
                // Comments and line breaks at the edges need the braces around them.
                let source = Source::parse(&source).ok()?;
                parts.push(Part::Hole(source));
            }
        }
    }
    Some(from_parts(parts))
}

enum Piece<'t> {
    /// A line or a part of one.
    Literal(&'t str),
    Hole(&'t str),
}

/// Takes away the indentation that all lines share, as HCL does: lines of nothing but space neither count
/// nor change.
fn outdent(pieces: &mut [Piece<'_>]) {
    let is_blank = |line: &str| line.ends_with('\n') && line.trim_start().is_empty();
    let mut shared = usize::MAX;
    let mut line_starts = true;
    for piece in &*pieces {
        match piece {
            Piece::Literal(line) => {
                if line_starts && !is_blank(line) {
                    shared = shared.min(line.chars().take_while(|c| c.is_whitespace()).count());
                }
                line_starts = line.ends_with('\n');
            }
            Piece::Hole(_) => {
                if line_starts {
                    shared = 0;
                }
                line_starts = false;
            }
        }
    }
    line_starts = true;
    for piece in pieces {
        match piece {
            Piece::Literal(line) => {
                let ends = line.ends_with('\n');
                if line_starts && !is_blank(line) {
                    let cut = line.char_indices().nth(shared).map_or(line.len(), |(at, _)| at);
                    *line = &line[cut..];
                }
                line_starts = ends;
            }
            Piece::Hole(_) => line_starts = false,
        }
    }
}
