//! The edits of a change as the lines of a diff, which Markdown and the terminal share.

use super::visible::line;
use crate::review::counted;
use crate::review::reviewed::{Edit, ReviewedChange, What};

/// How many lines are shown of one change.
pub(super) const MOST_LINES: usize = 150;

/// The lines of a diff, each with `+`, `-`, `!` or a space in front; nothing in them can be mistaken for more than text.
pub(super) fn lines(change: &ReviewedChange) -> Vec<String> {
    let mut lines = Vec::new();
    let mut unknown = Vec::new();
    for edit in &change.edits {
        if let What::Value { before, after } = &edit.what
            && after == "(known after apply)"
            && (before == "(unset)" || (computed(&edit.path) && !edit.forces_replacement))
        {
            unknown.push(line(&edit.path));
        } else {
            one(edit, &mut lines);
        }
    }
    if !unknown.is_empty() {
        lines.push(format!("  known after apply: {}", unknown.join(", ")));
    }
    if lines.len() > MOST_LINES {
        let rest = lines.len() - MOST_LINES;
        lines.truncate(MOST_LINES);
        lines.push(format!("  … {}; the JSON output has all", counted(rest, "more line")));
    }
    lines
}

/// Whether a replacement always gives the attribute another value, which is no news.
fn computed(path: &str) -> bool {
    matches!(path, "arn" | "dns_name" | "id" | "tags_all" | "unique_id")
}

fn one(edit: &Edit, lines: &mut Vec<String>) {
    let path = line(&edit.path);
    let forces = if edit.forces_replacement { "  # forces replacement" } else { "" };
    match &edit.what {
        What::Value { before, after } if before == "(unset)" => {
            lines.push(format!("+ {path} = {}{forces}", line(after)));
        }
        What::Value { before, after } if after == "(unset)" => {
            lines.push(format!("- {path} = {}{forces}", line(before)));
        }
        What::Value { before, after } => {
            lines.push(format!("- {path} = {}", line(before)));
            lines.push(format!("+ {path} = {}{forces}", line(after)));
        }
        What::Sensitive => lines.push(format!("! {path} = (sensitive value changes){forces}")),
        What::Order => lines.push(format!("! {path}: the same elements in another order{forces}")),
        What::Spelling => lines.push(format!("! {path}: written differently, means the same{forces}")),
        What::Lines { lines: text } => {
            lines.push(format!("! {path}:{forces}"));
            lines.extend(text.iter().map(|text| {
                let mut characters = text.chars();
                let sign = characters.next().unwrap_or(' ');
                format!("{sign}   {}", line(characters.as_str()))
            }));
        }
        What::Permissions { added, removed } => {
            lines.push(format!("! {path}:{forces}"));
            lines.extend(removed.iter().map(|text| format!("-   {}", line(text))));
            lines.extend(added.iter().map(|text| format!("+   {}", line(text))));
        }
        What::Items { added, removed } => {
            lines.push(format!("! {path}:{forces}"));
            lines.extend(removed.iter().map(|text| format!("-   {}", line(text))));
            lines.extend(added.iter().map(|text| format!("+   {}", line(text))));
        }
    }
}
