//! Text between quotes: what is refused, and how the rest is escaped.

use super::error::{Fault, FaultKind};

/// Writes `text` so that Terraform, reading a template, gets exactly `text`: between the quotes of an HCL
/// string, and in a JSON string at a place of templates. The two need the same escapes.
pub(super) fn template(out: &mut String, text: &str) -> Result<(), Fault> {
    escape::<true>(out, text).map_err(|reason| FaultKind::Text(reason).into())
}

/// Writes `text` for a JSON string that Terraform takes as it is.
pub(super) fn literal(out: &mut String, text: &str) -> Result<(), Fault> {
    escape::<false>(out, text).map_err(|reason| FaultKind::Text(reason).into())
}

/// Writes source text for a JSON string: only JSON's own escapes, since whatever the source means there it
/// means in HCL too.
pub(super) fn source(out: &mut String, text: &str) {
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut at = 0;
    while at < bytes.len() {
        let length = match CLASSES[usize::from(bytes[at])] {
            PLAIN | BRACE => {
                at += 1;
                continue;
            }
            SPECIAL => 1,
            _ => {
                let character = character(text, at);
                if !invisible(character) {
                    at += character.len_utf8();
                    continue;
                }
                character.len_utf8()
            }
        };
        out.push_str(&text[start..at]);
        put(out, character(text, at));
        at += length;
        start = at;
    }
    out.push_str(&text[start..]);
}

/// What a comment can't hold, if `text` has any of it.
pub(super) fn comment_problem(text: &str) -> Option<&'static str> {
    text.chars().any(|c| c.is_control() && c != '\n' && c != '\t').then_some(CONTROL)
}

const CONTROL: &str = "the text has a control character, which no AWS API takes and terminals act on";
const BARE_CR: &str =
    "the text has a carriage return without a line feed, which HCL and JSON don't carry alike";
const MARK: &str = "the text starts with U+FEFF (a byte order mark), which Terraform drops in JSON only";
const FORM: &str = "the text is not in Unicode normalisation form C, which Terraform would make it";

const PLAIN: u8 = 0;
/// Escaped or refused.
const SPECIAL: u8 = 1;
/// `{`, which is special after `$` and `%` only.
const BRACE: u8 = 2;
/// Part of a longer character.
const WIDE: u8 = 3;

const CLASSES: [u8; 256] = {
    let mut classes = [PLAIN; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte {
            0x00..=0x1f | 0x22 | 0x5c | 0x7f => SPECIAL,
            0x7b => BRACE,
            0x80.. => WIDE,
            _ => PLAIN,
        };
        byte += 1;
    }
    classes
};

fn escape<const TEMPLATE: bool>(out: &mut String, text: &str) -> Result<(), &'static str> {
    let bytes = text.as_bytes();
    let mut wide_seen = false;
    let mut start = 0;
    let mut at = 0;
    while let Some(skipped) = bytes[at..].iter().position(|byte| CLASSES[usize::from(*byte)] != PLAIN) {
        at += skipped;
        match bytes[at] {
            b'{' => {
                // One more `$` or `%` before every marker, however many there are already.
                if TEMPLATE
                    && at > 0
                    && let marker @ (b'$' | b'%') = bytes[at - 1]
                {
                    out.push_str(&text[start..at]);
                    out.push(char::from(marker));
                    start = at;
                }
                at += 1;
                continue;
            }
            b'"' | b'\\' | b'\n' | b'\t' => {}
            b'\r' if bytes.get(at + 1) == Some(&b'\n') => {}
            b'\r' => return Err(BARE_CR),
            0x00..=0x7f => return Err(CONTROL),
            _ => {
                if !wide_seen {
                    wide_seen = true;
                    wide_problem(text)?;
                }
                let character = character(text, at);
                if !invisible(character) {
                    at += character.len_utf8();
                    continue;
                }
            }
        }
        let character = character(text, at);
        out.push_str(&text[start..at]);
        put(out, character);
        at += character.len_utf8();
        start = at;
    }
    out.push_str(&text[start..]);
    Ok(())
}

/// What is wrong with a text that isn't all ASCII.
fn wide_problem(text: &str) -> Result<(), &'static str> {
    if text.starts_with('\u{feff}') {
        return Err(MARK);
    }
    if text.chars().any(|c| matches!(c, '\u{80}'..='\u{9f}')) {
        return Err(CONTROL);
    }
    if !unicode_normalization::is_nfc(text) {
        return Err(FORM);
    }
    Ok(())
}

/// The character that starts at byte `at`.
fn character(text: &str, at: usize) -> char {
    text[at..].chars().next().expect("a byte was found here, so a character starts here")
}

/// Whether a reviewer couldn't see it, or would see the text around it in another order.
const fn invisible(c: char) -> bool {
    matches!(c,
        '\u{80}'..='\u{9f}' | '\u{ad}' | '\u{61c}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Writes one character as an escape that HCL and JSON both have.
fn put(out: &mut String, c: char) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        c => {
            let code = u32::from(c);
            out.push_str("\\u");
            for shift in [12, 8, 4, 0] {
                out.push(char::from_digit((code >> shift) & 0xf, 16).expect("four bits are one digit"));
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{literal, source, template};

    fn escaped(text: &str) -> String {
        let mut out = String::new();
        template(&mut out, text).expect("carried by both syntaxes");
        out
    }

    #[test]
    fn markers_get_one_more() {
        assert_eq!(escaped("${a}"), "$${a}");
        assert_eq!(escaped("$${a} %{b} %%{c}"), "$$${a} %%{b} %%%{c}");
        assert_eq!(escaped("a${x}%${1+1} $%{y}"), "a$${x}%$${1+1} $%%{y}");
        assert_eq!(escaped("$ % {} $$ 100%"), "$ % {} $$ 100%");
    }

    #[test]
    fn literal_and_source_keep_markers() {
        let mut out = String::new();
        literal(&mut out, "${a}\t").expect("carried");
        source(&mut out, "f(\"${a}\", \"\\n\")\n");
        assert_eq!(out, "${a}\\tf(\\\"${a}\\\", \\\"\\\\n\\\")\\n");
    }

    #[test]
    fn invisible_characters_are_shown() {
        assert_eq!(escaped("a\u{202e}b é\r\n"), "a\\u202eb é\\r\\n");
    }

    #[test]
    fn refused() {
        for text in ["\u{feff}a", "a\rb", "\0", "\u{1b}[0m", "\u{7f}", "\u{85}", "e\u{301}"] {
            assert!(template(&mut String::new(), text).is_err(), "{text:?}");
            assert!(literal(&mut String::new(), text).is_err(), "{text:?}");
        }
    }
}
