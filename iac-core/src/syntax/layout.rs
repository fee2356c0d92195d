//! What `terraform fmt` has an opinion on: what stands on one line, and how wide it is.

use unicode_segmentation::UnicodeSegmentation;

use super::{Key, Part, Value};

/// A list of plain values stays on one line up to about this many bytes.
const LINE: usize = 90;

/// Whether a key has a `=` of its own, in brackets, which `terraform fmt` takes for that of the line and then
/// doesn't align.
pub(super) fn assigns(key: &Key) -> bool {
    let Key::Expression(source) = key else { return false };
    let mut quoted = false;
    let mut before = b' ';
    let bytes = source.as_str().as_bytes();
    bytes.iter().enumerate().any(|(at, byte)| {
        let comparison =
            matches!(before, b'=' | b'!' | b'<' | b'>') || matches!(bytes.get(at + 1), Some(b'=' | b'>'));
        quoted ^= *byte == b'"' && before != b'\\';
        before = *byte;
        *byte == b'=' && !quoted && !comparison
    })
}

/// Whether a value ends with a heredoc, or may.
pub(super) fn has_heredoc(value: &Value) -> bool {
    matches!(value, Value::Expression(source) if source.has_heredoc())
}

/// Whether a value is written on one line.
pub(super) fn fits(value: &Value) -> bool {
    match value {
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::Text(_) => true,
        Value::Template(parts) => parts.iter().all(|part| match part {
            Part::Literal(_) => true,
            Part::Hole(source) => !source.as_str().contains('\n'),
        }),
        Value::Expression(source) | Value::Type(source) => !source.as_str().contains('\n'),
        Value::Object(entries) => entries.is_empty(),
        Value::List(values) => {
            let mut width = 0;
            values.iter().all(|value| {
                width += match value {
                    Value::Null | Value::Bool(_) | Value::Number(_) | Value::Template(_) => 10,
                    Value::Text(text) => text.len() + 4,
                    Value::Expression(source) | Value::Type(source) => source.as_str().len() + 2,
                    Value::Object(entries) if entries.is_empty() => 4,
                    Value::List(values) if values.is_empty() => 4,
                    Value::List(_) | Value::Object(_) => return false,
                };
                width <= LINE && fits(value)
            })
        }
    }
}

/// The width of source or of text between quotes in columns, as `terraform fmt` counts them.
///
/// It counts grapheme clusters of each token, and in quotes `$`, `%`, `$${` and `%%{` are tokens.
pub(super) fn columns(text: &str) -> usize {
    if text.is_ascii() {
        return text.len();
    }
    let mut width = 0;
    for (index, token) in text.split_inclusive(['$', '%']).enumerate() {
        let sign = usize::from(token.ends_with(['$', '%']));
        let token = &token[..token.len() - sign];
        // The braces of an escaped marker end its token.
        let braces = if index > 0 && token.starts_with('{') {
            1 + usize::from(token[1..].starts_with('~'))
        } else {
            0
        };
        width += sign + braces + clusters(&token[braces..]);
    }
    width
}

/// How many grapheme clusters a text has in Unicode 15.0, the version of Terraform's tables: consonants
/// joined by a virama are still two there.
fn clusters(text: &str) -> usize {
    let joined = |cluster: &str| {
        if !cluster.contains(is_virama) {
            return 0;
        }
        let starts = |c: &char| ["a", c.encode_utf8(&mut [0; 4])].concat().graphemes(true).count() == 2;
        cluster.chars().skip(1).filter(starts).count()
    };
    text.graphemes(true).map(|cluster| 1 + joined(cluster)).sum()
}

/// Whether a character joins the consonants around it.
const fn is_virama(c: char) -> bool {
    matches!(
        c as u32,
        0x94d
            | 0x9cd
            | 0xacd
            | 0xb4d
            | 0xc4d
            | 0xd4d
            | 0x1039
            | 0x17d2
            | 0x1a60
            | 0x1b44
            | 0x1bab
            | 0xa9c0
            | 0xaaf6
            | 0x10a3f
            | 0x11133
            | 0x113d0
            | 0x1193e
            | 0x11a47
            | 0x11a99
            | 0x11f42
    )
}
