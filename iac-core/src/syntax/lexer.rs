//! A lexer of HCL that knows strings, comments and heredocs, and takes everything else as it comes.

use std::ops::Range;

/// Why reading stopped: a difference, or text that isn't what a writer writes.
pub(super) enum Stop {
    Difference { offset: usize, found: String, meant: String },
    Broken { offset: usize },
}

#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Until {
    End,
    /// The `}` that closes a hole.
    Brace,
}

/// Told where the inside of each live marker is that isn't itself inside another.
pub(super) type Found<'f> = &'f mut dyn FnMut(Range<usize>) -> Result<(), Stop>;

/// A text that is read once from its start.
pub(super) struct Lexer<'t> {
    text: &'t str,
    depth: usize,
}

/// Bytes of code that change how the following ones are read.
const CODE: [bool; 256] = table(b"\"#/<{}");
/// Bytes in quotes that may end the string or be live.
pub(super) const QUOTED: [bool; 256] = table(b"\"\\{\n");
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

/// Where the next byte of the table is.
pub(super) fn skip(bytes: &[u8], mut at: usize, table: &[bool; 256]) -> usize {
    // Eight at a time: most bytes mean nothing here, and one branch for each would be most of the cost.
    while let Some(chunk) = bytes.get(at..at + 8) {
        if chunk.iter().fold(false, |any, byte| any | table[usize::from(*byte)]) {
            break;
        }
        at += 8;
    }
    let rest = bytes.get(at..).unwrap_or_default();
    rest.iter().position(|byte| table[usize::from(*byte)]).map_or(bytes.len(), |skipped| at + skipped)
}

/// What is wrong where [`broken`] found something.
pub(super) const BROKEN: &str =
    "a text in quotes has to end on its line, or a comment, heredoc or brace is left open";

/// Where HCL that the parser accepts is none to Terraform: the parser lets a line end inside of quotes.
pub(super) fn broken(text: &str) -> Option<usize> {
    match Lexer::new(text).code(0, Until::End, &mut |_| Ok(())) {
        Ok(_) => None,
        Err(Stop::Broken { offset } | Stop::Difference { offset, .. }) => Some(offset.min(text.len())),
    }
}

/// The line and column of a byte, both counted from one, the column in characters.
pub(super) fn place(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..text.floor_char_boundary(offset)];
    let line_start = before.rfind('\n').map_or(0, |newline| newline + 1);
    (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
}

impl<'t> Lexer<'t> {
    pub(super) fn new(text: &'t str) -> Self {
        Self { text, depth: 0 }
    }

    /// Reads code from `at` and returns where it ends.
    pub(super) fn code(&mut self, mut at: usize, until: Until, found: Found<'_>) -> Result<usize, Stop> {
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

    /// Reads a text that is a template from end to end, without quotes around it or escapes in it.
    pub(super) fn template(&mut self, found: Found<'_>) -> Result<(), Stop> {
        let bytes = self.text.as_bytes();
        let (mut floor, mut at) = (0, 0);
        while let Some(length) = bytes[at..].iter().position(|byte| *byte == b'{') {
            at += length + 1;
            if is_live(&bytes[floor..at - 1]) {
                at = self.hole(at, &mut *found)?;
                floor = at;
            }
        }
        Ok(())
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
pub(super) fn is_live(before: &[u8]) -> bool {
    match before {
        [.., a, b @ (b'$' | b'%')] => a != b,
        [b'$' | b'%'] => true,
        _ => false,
    }
}
