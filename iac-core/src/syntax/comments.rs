//! The text of comments, out of the space between attributes and blocks.

/// The comments above the first entry of a document.
pub(super) struct Comments {
    /// Those that a blank line divides from what follows, up to the first such line.
    pub(super) notice: Option<String>,
    /// The others.
    pub(super) rest: Option<String>,
}

/// Divides comments at the first blank line.
pub(super) fn read(space: &str) -> Comments {
    let mut groups = groups(space);
    let notice = if groups.len() > 1 || ends_blank(space) {
        (!groups.is_empty()).then(|| groups.remove(0))
    } else {
        None
    };
    Comments { notice, rest: blocks(&groups) }
}

/// All comments, a blank line between those that one divides.
pub(super) fn all(space: &str) -> Option<String> {
    blocks(&groups(space))
}

/// Comments one below the other.
pub(super) fn join(comments: impl IntoIterator<Item = Option<String>>) -> Option<String> {
    comments.into_iter().flatten().reduce(|mut all, next| {
        all.push('\n');
        all.push_str(&next);
        all
    })
}

/// Groups of comments, an empty line between them.
fn blocks(groups: &[String]) -> Option<String> {
    (!groups.is_empty()).then(|| groups.join("\n\n"))
}

/// Whether a blank line stands between the last comment and what follows.
fn ends_blank(space: &str) -> bool {
    let end = space.trim_end_matches([' ', '\t', '\r', '\n']).len();
    space[end..].matches('\n').count() > 1
}

/// Comments without their marks, those of adjacent lines together.
fn groups(space: &str) -> Vec<String> {
    let mut groups: Vec<String> = Vec::new();
    let mut rest = space;
    let mut newlines = 2;
    loop {
        let trimmed = rest.trim_start_matches([' ', '\t', '\r', '\n']);
        newlines += rest[..rest.len() - trimmed.len()].matches('\n').count();
        rest = trimmed;
        let comment;
        if let Some(inside) = rest.strip_prefix("/*") {
            let end = inside.find("*/").unwrap_or(inside.len());
            let lines = inside[..end].trim().lines().map(|line| line.trim().trim_start_matches("* "));
            comment = lines.collect::<Vec<_>>().join("\n");
            rest = inside.get(end + 2..).unwrap_or_default();
        } else if let Some(line) = rest.strip_prefix('#').or_else(|| rest.strip_prefix("//")) {
            let end = line.find('\n').unwrap_or(line.len());
            let text = line[..end].strip_suffix('\r').unwrap_or(&line[..end]);
            comment = text.strip_prefix(' ').unwrap_or(text).to_owned();
            rest = &line[end..];
        } else {
            return groups;
        }
        match groups.last_mut() {
            Some(group) if newlines < 2 => {
                group.push('\n');
                group.push_str(&comment);
            }
            _ => groups.push(comment),
        }
        newlines = 0;
    }
}
