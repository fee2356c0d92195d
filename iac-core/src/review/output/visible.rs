//! Texts of a plan, made harmless for the place where they are shown.
//!
//! Whoever can open a pull request can choose names, tags and values in a plan. Nothing of it may become Markdown, HTML,
//! a mention, a link, a command of CI or an escape sequence of a terminal.

use std::fmt::Write as _;

/// `text` in one line, with everything that can't be seen written out.
pub(super) fn line(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '\n' => shown.push_str("\\n"),
            '\t' => shown.push_str("\\t"),
            '\r' => shown.push_str("\\r"),
            other if hidden(other) => {
                write!(shown, "\\u{{{:x}}}", u32::from(other)).expect("a string takes text");
            }
            other => shown.push(other),
        }
    }
    shown
}

/// Whether a character is invisible, changes the direction of text, or steers a terminal.
fn hidden(character: char) -> bool {
    character.is_control()
        || matches!(character,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2060}'..='\u{206F}'
            | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF0}'..='\u{FFFB}'
            | '\u{1D173}'..='\u{1D17A}' | '\u{E0000}'..='\u{E0FFF}')
}

/// `text` as code in Markdown, also within a table or a summary.
///
/// The tag keeps the forge from finding mentions and references in it, and entities keep Markdown, tables and links from
/// seeing their characters; a span in backticks can't do that in a table.
pub(super) fn code(text: &str) -> String {
    format!("<code>{}</code>", escaped(&line(text)))
}

/// `text` as prose in Markdown, also within a table: what stands in backticks is code, and so are words that a forge could
/// take for a mention, a link or a reference, since a forge looks for them after entities are resolved.
pub(super) fn prose(text: &str) -> String {
    let text = line(text);
    let mut parts: Vec<&str> = text.split('`').collect();
    // Without its partner, the last backtick is only a character.
    let odd = if parts.len().is_multiple_of(2) { parts.pop() } else { None };
    let mut shown = String::new();
    for (number, part) in parts.into_iter().enumerate() {
        match (number % 2, part.is_empty()) {
            (_, true) => {}
            (0, false) => shown.push_str(&words(part)),
            _ => write!(shown, "<code>{}</code>", escaped(part)).expect("a string takes text"),
        }
    }
    if let Some(odd) = odd {
        shown.push_str(&escaped("`"));
        shown.push_str(&words(odd));
    }
    shown
}

fn words(text: &str) -> String {
    let shown: Vec<String> = text
        .split(' ')
        .map(|word| if refers(word) { format!("<code>{}</code>", escaped(word)) } else { escaped(word) })
        .collect();
    shown.join(" ")
}

/// Whether a forge could make a reference of `word`.
fn refers(word: &str) -> bool {
    let lower = word.to_ascii_lowercase();
    let digest = word.split(|character: char| !character.is_ascii_alphanumeric()).any(|part| {
        part.len() >= 7
            && part.bytes().all(|byte| byte.is_ascii_hexdigit())
            && part.bytes().any(|byte| byte.is_ascii_digit())
    });
    // A colon at the end is only a colon; `:smile:` and `https://` have others.
    word.trim_end_matches(':').contains(['@', '#', ':'])
        || lower.contains("gh-")
        || lower.contains("www.")
        || digest
}

fn escaped(text: &str) -> String {
    let mut shown = String::with_capacity(text.len() + 16);
    let mut before = ' ';
    let mut characters = text.chars().peekable();
    while let Some(character) = characters.next() {
        let next = characters.peek().copied().unwrap_or(' ');
        let steers = match character {
            // Within a word, an underscore is only a character.
            '_' => !before.is_alphanumeric() || !next.is_alphanumeric(),
            '.' => shown.len() >= 3 && shown.as_bytes()[shown.len() - 3..].eq_ignore_ascii_case(b"www"),
            other => "\\`*{}[]#+!|<>&~$:@^".contains(other),
        };
        if steers {
            write!(shown, "&#{};", u32::from(character)).expect("a string takes text");
        } else {
            shown.push(character);
        }
        before = character;
    }
    shown
}

/// A fence that is longer than any run of backticks in `lines`.
pub(super) fn fence(lines: &[String]) -> String {
    let longest = lines
        .iter()
        .flat_map(|line| line.split(|character| character != '`'))
        .map(str::len)
        .max()
        .unwrap_or(0);
    "`".repeat(longest.max(2) + 1)
}

/// `text` as a word of a comment in HTML: letters, digits, dots, underscores and single dashes.
pub(super) fn marker(text: &str) -> String {
    let mut word = String::new();
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric()
            || matches!(byte, b'.' | b'_')
            || byte == b'-' && !word.ends_with('-');
        if plain {
            word.push(char::from(byte));
        } else {
            write!(word, "%{byte:02X}").expect("a string takes text");
        }
    }
    word
}
