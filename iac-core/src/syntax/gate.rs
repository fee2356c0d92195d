//! The last gate: finished text, read again by a lexer that shares nothing with the writers.
//!
//! It finds every `${` and `%{` that Terraform would evaluate and compares them, in order and by their
//! source, with the holes and expressions the writer meant. A bug in escaping becomes an error here, never
//! a text that runs what somebody typed.

use std::borrow::Cow;
use std::ops::Range;

use super::WriteError;
use super::lexer::{Lexer, QUOTED, Stop, Until, is_live, skip};

/// What a writer meant to be live, in the order of the text.
#[derive(Debug, Default)]
pub(super) struct Meant<'a> {
    /// The sources between `${` and `}`.
    pub(super) live: Vec<Cow<'a, str>>,
    /// JSON strings that hold `${` or `%{` where Terraform reads no templates: where they start.
    pub(super) inert: Vec<usize>,
}

/// Checks HCL.
pub(super) fn hcl(text: &str, meant: &Meant<'_>) -> Result<(), WriteError> {
    let mut expected = Expected::new(&meant.live);
    let mut lexer = Lexer::new(text);
    let end = lexer.code(0, Until::End, &mut |range| expected.meet(&text[range.clone()], range.start));
    expected.finish(end, text)
}

/// Checks Terraform JSON.
pub(super) fn json(text: &str, meant: &Meant<'_>) -> Result<(), WriteError> {
    let mut expected = Expected::new(&meant.live);
    let end = json_strings(text, &meant.inert, &mut expected);
    expected.finish(end, text)
}

/// The live markers of one expression's source.
pub(super) fn live_in(source: &str) -> Vec<&str> {
    let mut found = Vec::new();
    if source.contains("${") || source.contains("%{") {
        let mut lexer = Lexer::new(source);
        // A source that this lexer can't read ends the list early, and the comparison fails.
        let _ = lexer.code(0, Until::End, &mut |range| {
            found.push(&source[range]);
            Ok(())
        });
    }
    found
}

/// Where the insides of the live markers of a template are; `None` if one isn't closed.
pub(super) fn holes_in_template(template: &str) -> Option<Vec<Range<usize>>> {
    let mut holes = Vec::new();
    let mut lexer = Lexer::new(template);
    lexer
        .template(&mut |range| {
            holes.push(range);
            Ok(())
        })
        .ok()?;
    Some(holes)
}

struct Expected<'m> {
    left: std::slice::Iter<'m, Cow<'m, str>>,
}

impl<'m> Expected<'m> {
    fn new(live: &'m [Cow<'m, str>]) -> Self {
        Self { left: live.iter() }
    }

    fn meet(&mut self, found: &str, offset: usize) -> Result<(), Stop> {
        match self.left.next() {
            Some(meant) if same(found, meant) => Ok(()),
            meant => Err(Stop::Difference {
                offset,
                found: found.to_owned(),
                meant: meant.map_or_else(|| "nothing live".to_owned(), |meant| meant.clone().into_owned()),
            }),
        }
    }

    fn finish(mut self, end: Result<usize, Stop>, text: &str) -> Result<(), WriteError> {
        let stop = match end {
            Ok(_) => match self.left.next() {
                None => return Ok(()),
                Some(meant) => Stop::Difference {
                    offset: text.len(),
                    found: "the end".to_owned(),
                    meant: meant.clone().into_owned(),
                },
            },
            Err(stop) => stop,
        };
        Err(match stop {
            Stop::Difference { offset, found, meant } => WriteError::Escaping { offset, found, meant },
            Stop::Broken { offset } => WriteError::Escaping {
                offset,
                found: "text that can't be read again".to_owned(),
                meant: "a complete document".to_owned(),
            },
        })
    }
}

/// Equal but for the indentation of lines, which the HCL writer adapts to the place.
fn same(found: &str, meant: &str) -> bool {
    let (found, meant) = (found.trim(), meant.trim());
    found == meant || found.lines().map(str::trim_start).eq(meant.lines().map(str::trim_start))
}

/// Reads every string of a JSON text, but for the inert ones.
fn json_strings(text: &str, inert: &[usize], expected: &mut Expected<'_>) -> Result<usize, Stop> {
    let bytes = text.as_bytes();
    let mut inert = inert.iter().peekable();
    let mut decoded = String::new();
    let mut at = 0;
    while let Some(length) = bytes[at..].iter().position(|byte| *byte == b'"') {
        let start = at + length + 1;
        let mut live = false;
        at = start;
        loop {
            at = skip(bytes, at, &QUOTED);
            match (bytes.get(at), bytes.get(at + 1)) {
                (Some(b'"'), _) => break,
                (Some(b'\\'), Some(b'u')) => {
                    // No writer spells `$`, `%` or `{` this way, which would hide a marker from this lexer.
                    match unicode(bytes, at) {
                        None | Some(0x24 | 0x25 | 0x7b) => return Err(Stop::Broken { offset: at }),
                        Some(_) => at += 6,
                    }
                }
                (Some(b'\\'), Some(_)) => at += 2,
                (Some(b'{'), _) => {
                    live |= is_live(&bytes[start..at]);
                    at += 1;
                }
                _ => return Err(Stop::Broken { offset: at }),
            }
        }
        let end = at;
        at += 1;
        if inert.next_if(|inert| **inert == start).is_some() || !live {
            continue;
        }
        decode(&text[start..end], &mut decoded);
        let mut lexer = Lexer::new(&decoded);
        lexer.template(&mut |range| expected.meet(&decoded[range], start)).map_err(|stop| stop.at(start))?;
    }
    Ok(bytes.len())
}

impl Stop {
    /// The same, at an offset of the whole text.
    fn at(mut self, whole: usize) -> Self {
        match &mut self {
            Self::Difference { offset, .. } | Self::Broken { offset } => *offset = whole,
        }
        self
    }
}

/// The code of the `\uXXXX` at `at`.
fn unicode(bytes: &[u8], at: usize) -> Option<u32> {
    let digits = std::str::from_utf8(bytes.get(at + 2..at + 6)?).ok()?;
    u32::from_str_radix(digits, 16).ok()
}

/// What a JSON string holds. Its escapes were found to be complete before.
fn decode(text: &str, out: &mut String) {
    out.clear();
    let mut rest = text;
    while let Some(backslash) = rest.find('\\') {
        out.push_str(&rest[..backslash]);
        rest = &rest[backslash + 1..];
        let mut length = 1;
        match rest.as_bytes().first() {
            Some(b'n') => out.push('\n'),
            Some(b'r') => out.push('\r'),
            Some(b't') => out.push('\t'),
            Some(b'u') => {
                length = 5;
                out.push(
                    rest.get(1..5)
                        .and_then(|digits| u32::from_str_radix(digits, 16).ok())
                        .and_then(char::from_u32)
                        .unwrap_or(char::REPLACEMENT_CHARACTER),
                );
            }
            _ => out.push_str(rest.get(..1).unwrap_or_default()),
        }
        rest = rest.get(length..).unwrap_or_default();
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{Meant, hcl, json};

    fn meant<'a>(live: &[&'a str]) -> Meant<'a> {
        Meant { live: live.iter().map(|source| (*source).into()).collect(), inert: Vec::new() }
    }

    #[test]
    fn what_is_live_in_hcl() {
        for (text, live) in [
            (r#"a = "b""#, &[][..]),
            (r#"a = "${b}""#, &["b"]),
            (r#"a = "$${b} %%{c} $$${d} $ {e}""#, &[]),
            (r#"a = "%${b}$%{if c}""#, &["b", "if c"]),
            (r#"a = "\\${b}\"${c}""#, &["b", "c"]),
            (r#"a = "${f("}${c}", { d = "}" })}e""#, &[r#"f("}${c}", { d = "}" })"#]),
            (r#"a = "${b}${"$"}${c}""#, &["b", "\"$\"", "c"]),
            ("# ${a}\na = 1 // \"${b}\n/* \"${c} */ b = \"${d}\"", &["d"]),
            ("a = <<-E\n  ${b} \"\n  $${c}\n  E\nb = \"${d}\"", &["b", "d"]),
        ] {
            assert!(hcl(text, &meant(live)).is_ok(), "{text}");
            assert!(hcl(text, &meant(&[live, &["x"]].concat())).is_err(), "{text}");
            if !live.is_empty() {
                assert!(hcl(text, &meant(&live[1..])).is_err(), "{text}");
            }
        }
    }

    #[test]
    fn what_is_live_in_json() {
        for (text, live) in [
            (r#"{"a": "b"}"#, &[][..]),
            (r#"{"${a}": "${b}"}"#, &["a", "b"]),
            (r#"["$${b} %%{c} $$${d}", "\\${e}\\"]"#, &["e"]),
            (r#"["${f(\"}${c}\", \"\\\"}\")}\n%{ if x }"]"#, &["f(\"}${c}\", \"\\\"}\")", " if x "]),
            (r#"["${ { a = 1 } }"]"#, &["{ a = 1 }"]),
        ] {
            assert!(json(text, &meant(live)).is_ok(), "{text}");
            assert!(json(text, &meant(&[live, &["x"]].concat())).is_err(), "{text}");
            if !live.is_empty() {
                assert!(json(text, &meant(&live[1..])).is_err(), "{text}");
            }
        }
        let inert = Meant { live: Vec::new(), inert: vec![7] };
        assert!(json(r#"{"a": "${b}"}"#, &inert).is_ok());
        assert!(json(r#"{"a": "${b}", "c": "${d}"}"#, &inert).is_err());
    }

    #[test]
    fn text_that_is_not_ours() {
        for text in ["a = \"b", "a = \"${b\"", "a = \"b\nc\"", "a = }", "/* a", "a = \"\\", "<<E\na"] {
            let error = hcl(text, &meant(&[])).expect_err("unfinished").to_string();
            assert!(error.starts_with("escaping failed, a bug in iac: at byte "), "{error}");
        }
        for text in [r#"{"a"#, r#"["\u0024{b}"]"#, r#"["$\u007bb}"]"#, r#"["${b"]"#, "[\"\\", "[\"\\u00"] {
            assert!(json(text, &meant(&[])).is_err(), "{text}");
        }
    }
}
