//! Texts: JSON by meaning, scripts and other long texts line by line.

use super::{Differ, NULL, Place, Sides};
use crate::review::counted;
use crate::review::policy::{Comparison, Grant, Policy, compare};
use crate::review::reviewed::What;
use crate::review::secrets::MASK;
use crate::review::value::Value;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use similar::{ChangeTag, TextDiff};
use std::borrow::Cow;

/// How many lines of a diff are shown.
const MOST_LINES: usize = 120;

/// How many characters of a line are shown.
const LONGEST_LINE: usize = 300;

/// How many permissions of a policy are shown of each side.
const MOST_PERMISSIONS: usize = 100;

/// Beyond this product of line counts, a line diff costs more than it tells.
const MOST_WORK: usize = 4_000_000;

impl Differ<'_> {
    pub(super) fn texts(&mut self, place: &Place, before: &str, after: &str) {
        // A marked text that is a whole JSON document is masked as a whole, not by its fields.
        if !before.is_empty() && self.secrets.mask(before) == MASK
            || !after.is_empty() && self.secrets.mask(after) == MASK
        {
            return self.push(place, What::Sensitive);
        }
        if self.json(place, before, after) {
            return;
        }
        let (before, after) = if encodes(&place.name) {
            match (decoded(before), decoded(after)) {
                (Some(before), Some(after)) => (before, after),
                _ => (before.into(), after.into()),
            }
        } else {
            (before.into(), after.into())
        };
        if before.contains('\n') || after.contains('\n') {
            let lines = self.lines(&before, &after);
            let what = if lines.is_empty() { What::Sensitive } else { What::Lines { lines } };
            return self.push(place, what);
        }
        let (before, after) = self.pair(&before, &after);
        // What differs is behind the masks.
        if before == after {
            return self.push(place, What::Sensitive);
        }
        self.push(place, What::Value { before, after });
    }

    /// Compares two JSON documents, or one with nothing, by what they mean.
    fn json(&mut self, place: &Place, before: &str, after: &str) -> bool {
        let (one, two) = (Value::embedded(before), Value::embedded(after));
        let (one, two) = match (&one, &two) {
            (Some(one), Some(two)) => (one, two),
            (Some(one), None) if after.is_empty() => (one, NULL),
            (None, Some(two)) if before.is_empty() => (NULL, two),
            _ => return false,
        };
        let policy = |value: &Value<'_>| match value {
            Value::Null => Some(None),
            value => Policy::read(value).map(Some),
        };
        if let (Some(one), Some(two)) = (policy(one), policy(two)) {
            let nothing = Policy::default();
            let Comparison { granted, loosened, revoked, undenied, denied } =
                compare(one.as_ref().unwrap_or(&nothing), two.as_ref().unwrap_or(&nothing));
            let texts = |mut grants: Vec<Grant>, others: Vec<Vec<Grant>>| -> Vec<String> {
                grants.extend(others.into_iter().flatten());
                let rest = grants.len().saturating_sub(MOST_PERMISSIONS);
                let shown = grants.iter().take(MOST_PERMISSIONS);
                let mut texts: Vec<String> = shown.map(|one| self.text(&one.to_string())).collect();
                if rest > 0 {
                    texts.push(format!("… ({rest} more)"));
                }
                texts
            };
            let added = texts(granted, vec![loosened, denied]);
            let removed = texts(revoked, vec![undenied]);
            let what = if added.is_empty() && removed.is_empty() {
                What::Spelling
            } else {
                What::Permissions { added, removed }
            };
            self.push(place, what);
            return true;
        }
        let edits = self.edits.len();
        self.walk(
            place,
            Sides { before: one, after: two, unknown: NULL, before_marks: NULL, after_marks: NULL },
        );
        if self.edits.len() == edits {
            // `{}` out of nothing is more than another spelling.
            if *one == Value::Null || *two == Value::Null {
                return false;
            }
            self.push(place, What::Spelling);
        }
        true
    }

    /// The lines that differ, with three lines around them.
    fn lines(&self, before: &str, after: &str) -> Vec<String> {
        let (before, after) = (self.secrets.mask(before), self.secrets.mask(after));
        let (one, two) = (before.lines().count(), after.lines().count());
        if one.saturating_mul(two) > MOST_WORK {
            return vec![format!("- ({})", counted(one, "line")), format!("+ ({})", counted(two, "line"))];
        }
        let diff = TextDiff::from_lines(&*before, &*after);
        let mut lines = Vec::new();
        for (number, group) in diff.grouped_ops(3).iter().enumerate() {
            if number > 0 {
                lines.push(" …".to_owned());
            }
            for operation in group {
                for change in diff.iter_changes(operation) {
                    let sign = match change.tag() {
                        ChangeTag::Delete => '-',
                        ChangeTag::Insert => '+',
                        ChangeTag::Equal => ' ',
                    };
                    let line = change.value().trim_end_matches(['\n', '\r']);
                    let shown: String = line.chars().take(LONGEST_LINE).collect();
                    let cut = if shown.len() < line.len() { "…" } else { "" };
                    lines.push(format!("{sign}{shown}{cut}"));
                }
            }
        }
        if lines.len() > MOST_LINES {
            let rest = lines.len() - MOST_LINES;
            lines.truncate(MOST_LINES);
            lines.push(format!(" … ({})", counted(rest, "more line")));
        }
        lines
    }
}

/// Whether the attribute `name` holds an encoded script.
fn encodes(name: &str) -> bool {
    ["user_data", "custom_data", "base64", "_b64", "startup_script"].iter().any(|part| name.contains(part))
}

/// The text in base64, or what can be said of it; the text itself if it isn't encoded.
fn decoded(text: &str) -> Option<Cow<'_, str>> {
    if text.is_empty() {
        return Some("".into());
    }
    if text.len() == 40 && text.bytes().all(|byte| byte.is_ascii_hexdigit()) {
        return Some(format!("(text with the SHA-1 {text})").into());
    }
    let compact: String = text.split_ascii_whitespace().collect();
    match STANDARD.decode(compact) {
        Ok(bytes) if bytes.starts_with(&[0x1F, 0x8B]) => {
            Some(format!("(compressed, {} bytes)", bytes.len()).into())
        }
        Ok(bytes) => String::from_utf8(bytes).ok().map(Cow::Owned),
        Err(_) => Some(text.into()),
    }
}
