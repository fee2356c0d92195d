//! Rules that are the direction of an attribute.

use super::turn::Turn;

use crate::review::change::Change;
use crate::review::finding::{Report, Severity};

/// One direction that one attribute of some types may not take.
#[derive(Debug)]
pub(super) struct Row {
    types: &'static [&'static str],
    path: &'static str,
    turn: Turn,
    severity: Option<Severity>,
}

impl Row {
    /// The attribute at `path`, steps separated by dots, through all blocks on the way.
    pub(super) const fn of(types: &'static [&'static str], path: &'static str, turn: Turn) -> Self {
        Self { types, path, turn, severity: None }
    }

    /// The object itself.
    pub(super) const fn whole(types: &'static [&'static str], turn: Turn) -> Self {
        Self::of(types, "", turn)
    }

    /// The same at a severity of its own.
    pub(super) const fn at(self, severity: Severity) -> Self {
        Self { severity: Some(severity), ..self }
    }

    /// Whether it looks at an object that is destroyed or replaced, whatever its attributes.
    pub(super) fn is_about_destruction(&self) -> bool {
        matches!(self.turn, Turn::Destroyed | Turn::Replaced)
    }

    pub(super) fn types(&self) -> &'static [&'static str] {
        self.types
    }
}

/// One report of what the rows find in `change`, at the worst of their severities.
pub(super) fn judge(rows: &[Row], change: &Change<'_, '_>, usual: Severity) -> Option<Report> {
    let mut worst: Option<Severity> = None;
    let mut messages: Vec<String> = Vec::new();
    let mut paths: Vec<&'static str> = Vec::new();
    for row in rows.iter().filter(|row| row.types.contains(&change.kind())) {
        let Some(message) = row.turn.judge(row.path, change) else { continue };
        let severity = row.severity.unwrap_or(usual);
        worst = worst.max(Some(severity));
        // The first row of an attribute says it best; the others only weigh it.
        if !paths.contains(&row.path) {
            paths.push(row.path);
            messages.push(message);
        }
    }
    worst.map(|severity| Report { paths, ..Report::new(messages.join("; ")).at(severity) })
}
