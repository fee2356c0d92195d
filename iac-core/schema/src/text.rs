//! The facts as text: records found by binary search, lines read in place.
//!
//! A record is a line such as `resource aws_vpc` and the indented lines after it. Records are sorted, so that
//! nothing has to be decoded, indexed or allocated to find one.

use std::cmp::Ordering;

use crate::{Kind, Version};

static AWS: &str = include_str!("../facts/aws.txt");
static RAILWAY: &str = include_str!("../facts/railway.txt");

/// The facts of the provider of `version`.
fn facts(version: Version) -> &'static str {
    if version.provider() == "aws" { AWS } else { RAILWAY }
}

/// One line of the facts.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Line {
    /// Without its indentation and mark.
    pub(crate) words: &'static str,
    /// The text after the line.
    pub(crate) rest: &'static str,
    /// The letters of the versions that the line holds in; empty if its parent says it.
    marks: &'static str,
}

impl Line {
    /// Reads the first line of `text`.
    fn read(text: &'static str) -> Option<Self> {
        let (_, line, rest) = split(text)?;
        // Nothing but a mark has the character.
        let (words, marks) = match line.rfind('@') {
            Some(at) => (line[..at].trim_end(), &line[at + 1..]),
            None => (line, ""),
        };
        Some(Self { words, rest, marks })
    }

    fn holds_in(&self, version: Version) -> bool {
        self.marks.is_empty() || self.marks.contains(version.mark())
    }

    pub(crate) fn name(&self) -> &'static str {
        self.words.split(' ').next().unwrap_or_default()
    }
}

/// The indentation of the first line of `text`, the line and what is after it.
fn split(text: &'static str) -> Option<(usize, &'static str, &'static str)> {
    let end = text.find('\n')?;
    let depth = text.bytes().take_while(|byte| *byte == b'\t').count();
    Some((depth, &text[depth..end], &text[end + 1..]))
}

/// The lines at `depth` from the start of `text` that hold in `version`, until the text is indented less.
pub(crate) fn lines(text: &'static str, depth: usize, version: Version) -> impl Iterator<Item = Line> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (found, _, after) = split(rest)?;
            if found < depth {
                return None;
            }
            let line = if found == depth { Line::read(rest) } else { None };
            rest = after;
            if let Some(line) = line.filter(|line| line.holds_in(version)) {
                return Some(line);
            }
        }
    })
}

/// A record, which may hold in some versions only.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Record {
    head: Line,
}

impl Record {
    /// Finds the record of a type in the facts of a version's provider.
    pub(crate) fn find(version: Version, kind: Kind, name: &str) -> Option<Self> {
        let text = facts(version);
        let head = Line::read(&text[first_at_or_after(text, kind, name)..])?;
        (key(head.words) == (kind.keyword(), name)).then_some(Self { head })
    }

    /// The text below the head, if the record holds in `version`.
    pub(crate) fn body(self, version: Version) -> Option<&'static str> {
        self.head.holds_in(version).then_some(self.head.rest)
    }
}

/// The names of the records of `kind` that hold in `version`.
pub(crate) fn names(version: Version, kind: Kind) -> impl Iterator<Item = &'static str> {
    let text = facts(version);
    lines(&text[first_at_or_after(text, kind, "")..], 0, version)
        .map(|line| key(line.words))
        .take_while(move |(keyword, _)| *keyword == kind.keyword())
        .map(|(_, name)| name)
}

/// The two words of a record's head.
fn key(words: &str) -> (&str, &str) {
    words.split_once(' ').unwrap_or((words, ""))
}

/// Where the first record starts that is not before `kind` and `name`.
fn first_at_or_after(text: &'static str, kind: Kind, name: &str) -> usize {
    // Everything before `low` is smaller, `high` is the end or a record that is not.
    let (mut low, mut high) = (0, text.len());
    while low < high {
        let middle = start_of_record(text, low + (high - low) / 2);
        let Some(head) = Line::read(&text[middle..]) else { break };
        match key(head.words).cmp(&(kind.keyword(), name)) {
            Ordering::Less => low = end_of_record(text, text.len() - head.rest.len()),
            Ordering::Equal | Ordering::Greater => high = middle,
        }
    }
    high
}

/// The start of the record that the byte at `position` belongs to.
fn start_of_record(text: &str, position: usize) -> usize {
    let bytes = text.as_bytes();
    // Any position is the start of a character: facts are ASCII (tested).
    let mut start = text[..position].rfind('\n').map_or(0, |newline| newline + 1);
    while start > 0 && bytes[start] == b'\t' {
        start = text[..start - 1].rfind('\n').map_or(0, |newline| newline + 1);
    }
    start
}

/// The end of the record one of whose lines ends just before `position`.
fn end_of_record(text: &str, position: usize) -> usize {
    let bytes = text.as_bytes();
    let mut end = position;
    while bytes.get(end) == Some(&b'\t') {
        end += text[end..].find('\n').map_or(text.len() - end, |newline| newline + 1);
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXTS: [&str; 2] = [AWS, RAILWAY];

    #[test]
    fn facts_are_printable_ascii_lines() {
        for text in TEXTS {
            assert!(text.ends_with('\n'));
            assert!(text.bytes().all(|byte| matches!(byte, b'\n' | b'\t' | b' '..=b'~')));
        }
    }

    #[test]
    fn records_are_sorted_and_unique() {
        for text in TEXTS {
            let heads: Vec<_> = text.lines().filter(|line| !line.starts_with(['\t', '#'])).map(key).collect();
            assert!(heads.windows(2).all(|pair| pair[0] < pair[1]));
        }
    }

    #[test]
    fn members_are_sorted_and_held_by_their_parents() {
        for text in TEXTS {
            // Names and marks of the lines above, by depth.
            let mut above: Vec<(&str, &str)> = vec![];
            let mut rest = text;
            while let (Some((depth, ..)), Some(line)) = (split(rest), Line::read(rest)) {
                rest = line.rest;
                if depth < above.len() {
                    assert!(depth == 0 || above[depth].0 <= line.name(), "{}", line.words);
                }
                above.truncate(depth);
                assert_eq!(above.len(), depth, "{} skips a level", line.words);
                let outer = above.iter().rev().map(|(_, marks)| *marks).find(|marks| !marks.is_empty());
                if let Some(outer) = outer {
                    assert!(line.marks.chars().all(|mark| outer.contains(mark)), "{}", line.words);
                    assert_ne!(line.marks, outer, "{} repeats its parent's mark", line.words);
                }
                above.push((line.name(), line.marks));
            }
        }
    }
}
