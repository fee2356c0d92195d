//! The last gate: finished text, read again by a lexer that shares nothing with the writers.
//!
//! It finds every `${` and `%{` that Terraform would evaluate and compares them, in order and by their
//! source, with the holes and expressions the writer meant. A bug in escaping becomes an error here, never
//! a text that runs what somebody typed.

use std::borrow::Cow;
use std::ops::Range;

use super::WriteError;

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
    let mut lexer = Lexer { text, depth: 0 };
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
        let mut lexer = Lexer { text: source, depth: 0 };
        // A source that this lexer can't read ends the list early, and the comparison fails.
        let _ = lexer.code(0, Until::End, &mut |range| {
            found.push(&source[range]);
            Ok(())
        });
    }
    found
}

/// Why reading stopped: a difference, or text that isn't what a writer writes.
enum Stop {
    Difference { offset: usize, found: String, meant: String },
    Broken { offset: usize },
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

#[derive(Clone, Copy, PartialEq, Eq)]
enum Until {
    End,
    /// The `}` that closes a hole.
    Brace,
}

/// Told where the inside of each live marker is that isn't itself inside another.
type Found<'f> = &'f mut dyn FnMut(Range<usize>) -> Result<(), Stop>;

/// A lexer of HCL that knows strings, comments and heredocs, and takes everything else as it comes.
struct Lexer<'t> {
    text: &'t str,
    depth: usize,
}

/// Bytes of code that change how the following ones are read.
const CODE: [bool; 256] = table(b"\"#/<{}");
/// Bytes in quotes that may end the string or be live.
const QUOTED: [bool; 256] = table(b"\"\\{\n");
/// Strings in holes in strings in holes: far more than the parser accepts.
const MAX_DEPTH: usize = 200;

const fn table(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

fn skip(bytes: &[u8], at: usize, table: &[bool; 256]) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().position(|byte| table[usize::from(*byte)]).map_or(bytes.len(), |skipped| at + skipped)
}

impl Lexer<'_> {
    /// Reads code from `at` and returns where it ends.
    fn code(&mut self, mut at: usize, until: Until, found: Found<'_>) -> Result<usize, Stop> {
        let bytes = self.text.as_bytes();
        let mut braces = 0_usize;
        loop {
            at = skip(bytes, at, &CODE);
            let Some(byte) = bytes.get(at) else {
                return if until == Until::End { Ok(at) } else { Err(Stop::Broken { offset: at }) };
            };
            match (byte, bytes.get(at + 1)) {
                (b'"', _) => at = self.quoted(at + 1, &mut *found)?,
                (b'#', _) | (b'/', Some(b'/')) => at = self.line_end(at),
                (b'/', Some(b'*')) => match self.text[at + 2..].find("*/") {
                    Some(length) => at += length + 4,
                    None => return Err(Stop::Broken { offset: at }),
                },
                (b'<', Some(b'<')) => at = self.heredoc(at + 2, &mut *found)?,
                (b'{', _) => {
                    braces += 1;
                    at += 1;
                }
                (b'}', _) if until == Until::Brace && braces == 0 => return Ok(at),
                (b'}', _) => {
                    braces = braces.checked_sub(1).ok_or(Stop::Broken { offset: at })?;
                    at += 1;
                }
                _ => at += 1,
            }
        }
    }

    /// Reads a string from behind its opening quote and returns where it goes on behind the closing one.
    fn quoted(&mut self, mut at: usize, found: Found<'_>) -> Result<usize, Stop> {
        let bytes = self.text.as_bytes();
        let mut floor = at;
        loop {
            at = skip(bytes, at, &QUOTED);
            match bytes.get(at) {
                Some(b'"') => return Ok(at + 1),
                Some(b'\\') => at += 2,
                Some(b'{') if is_live(&bytes[floor..at]) => {
                    at = self.hole(at + 1, &mut *found)?;
                    floor = at;
                }
                Some(b'{') => at += 1,
                _ => return Err(Stop::Broken { offset: at }),
            }
        }
    }

    /// Reads the inside of a live marker and returns where it goes on behind its `}`.
    fn hole(&mut self, start: usize, found: Found<'_>) -> Result<usize, Stop> {
        if self.depth == MAX_DEPTH {
            return Err(Stop::Broken { offset: start });
        }
        self.depth += 1;
        // What is live inside belongs to this marker's own source.
        let end = self.code(start, Until::Brace, &mut |_| Ok(()))?;
        self.depth -= 1;
        found(start..end)?;
        Ok(end + 1)
    }

    /// Reads a heredoc from behind its `<<`.
    fn heredoc(&mut self, start: usize, found: Found<'_>) -> Result<usize, Stop> {
        let first_end = self.line_end(start);
        let word = self.text[start..first_end].trim_start_matches('-').trim();
        let mut at = first_end;
        while at < self.text.len() {
            at += 1;
            let mut end = self.line_end(at);
            if self.text[at..end].trim_start().strip_prefix(word).is_some_and(|rest| {
                !rest.starts_with(|next: char| next.is_alphanumeric() || next == '_' || next == '-')
            }) {
                let line = &self.text[at..end];
                return Ok(at + (line.len() - line.trim_start().len()) + word.len());
            }
            let mut floor = at;
            while let Some(brace) = self.text[at..end].find('{').map(|offset| at + offset) {
                at = brace + 1;
                if is_live(&self.text.as_bytes()[floor..brace]) {
                    at = self.hole(at, &mut *found)?;
                    floor = at;
                    end = self.line_end(at);
                }
            }
            at = end;
        }
        Err(Stop::Broken { offset: start })
    }

    fn line_end(&self, at: usize) -> usize {
        self.text[at..].find('\n').map_or(self.text.len(), |length| at + length)
    }
}

/// Whether `{` behind these bytes opens a hole or directive: behind one `$` or `%`, not behind two of them.
fn is_live(before: &[u8]) -> bool {
    match before {
        [.., a, b @ (b'$' | b'%')] => a != b,
        [b'$' | b'%'] => true,
        _ => false,
    }
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
        let mut lexer = Lexer { text: &decoded, depth: 0 };
        let bytes = decoded.as_bytes();
        let (mut floor, mut inside) = (0, 0);
        while let Some(length) = bytes[inside..].iter().position(|byte| *byte == b'{') {
            inside += length + 1;
            if is_live(&bytes[floor..inside - 1]) {
                inside = lexer
                    .hole(inside, &mut |range| expected.meet(&decoded[range], start))
                    .map_err(|stop| stop.at(start))?;
                floor = inside;
            }
        }
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
