//! The review for a terminal.

use super::edits;
use super::visible::line;
use crate::review::assemble::alike;
use crate::review::finding::Severity;
use crate::review::reviewed::{Done, Review, Reviewed, ReviewedChange, Verdict};
use std::fmt::Write as _;

/// Whether a text has colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Paint {
    /// It has: escape sequences as every terminal knows them.
    Colour,
    /// It has none.
    Plain,
}

/// How many addresses a group names.
const MOST_ADDRESSES: usize = 20;

/// The review for a terminal, the riskiest last, where the eye is when it scrolled by.
pub fn text(review: &Review, paint: Paint) -> String {
    let mut text = String::new();
    for one in &review.environments {
        environment(one, paint, &mut text);
    }
    writeln!(text, "{}", paint.verdict(review.verdict)).expect("a string takes text");
    text
}

impl Paint {
    fn with(self, code: &str, text: &str) -> String {
        match self {
            Self::Colour => format!("\u{1b}[{code}m{text}\u{1b}[0m"),
            Self::Plain => text.to_owned(),
        }
    }

    fn severity(self, severity: Severity) -> String {
        let code = match severity {
            Severity::Critical => "1;31",
            Severity::High => "31",
            Severity::Medium => "33",
            Severity::Low => "36",
            Severity::Info => "2",
        };
        self.with(code, &severity.to_string())
    }

    fn verdict(self, verdict: Verdict) -> String {
        let code = match verdict {
            Verdict::Fine => "1;32",
            Verdict::ApprovalNeeded => "1;33",
            Verdict::Blocked | Verdict::Incomplete => "1;31",
        };
        self.with(code, &verdict.to_string())
    }

    fn line(self, line: &str) -> String {
        match line.as_bytes().first() {
            Some(b'+') => self.with("32", line),
            Some(b'-') => self.with("31", line),
            Some(b'!') => self.with("33", line),
            _ => line.to_owned(),
        }
    }

    fn action(self, action: Done) -> String {
        let code = match action {
            Done::Delete | Done::Replace | Done::ReplaceCreateFirst | Done::Unknown => "31",
            Done::Update | Done::Forget | Done::ForgetCreate => "33",
            Done::Create => "32",
            Done::Read | Done::Open | Done::Nothing => "36",
        };
        self.with(code, action.word())
    }
}

fn environment(one: &Reviewed, paint: Paint, text: &mut String) {
    let write = "a string takes text";
    writeln!(text, "{} ({})", paint.with("1", &line(&one.name)), paint.verdict(one.verdict)).expect(write);
    let mut changes = one.by_risk();
    changes.reverse();
    let mut groups = alike(&changes, |change| change);
    groups.sort_by_key(|group| (group[0].severity, std::cmp::Reverse(group[0].action)));
    for group in groups {
        write_group(&group, paint, text);
    }
    for (title, changes) in [
        ("outputs", &one.outputs),
        ("changed outside of Terraform", &one.drift),
        ("not planned yet", &one.deferred),
    ] {
        if !changes.is_empty() {
            writeln!(text, "\n{title}:").expect(write);
            for change in changes {
                write_group(&[change], paint, text);
            }
        }
    }
    for invocation in &one.invocations {
        writeln!(text, "\napplying runs the action {}", line(invocation)).expect(write);
    }
    for check in &one.checks {
        writeln!(text, "\ncheck {} is {}", line(&check.address), paint.with("31", &line(&check.status)))
            .expect(write);
        for problem in &check.problems {
            writeln!(text, "    {}", line(problem)).expect(write);
        }
    }
    if !one.findings.is_empty() {
        text.push_str("\nfindings:\n");
    }
    for finding in one.findings.iter().rev() {
        let object = finding.address.as_deref().map_or_else(|| "the plan".to_owned(), line);
        writeln!(
            text,
            "  {} {} {object}: {}",
            paint.severity(finding.severity),
            finding.rule,
            line(&finding.message)
        )
        .expect(write);
        match &finding.waived {
            Some(reason) => writeln!(text, "      waived: {}", line(reason)).expect(write),
            None => writeln!(text, "      {}", line(&finding.fix)).expect(write),
        }
    }
    text.push('\n');
    summary(one, text);
}

fn summary(one: &Reviewed, text: &mut String) {
    let write = "a string takes text";
    if one.errored {
        text.push_str("Planning failed: this is only a part, and can't be applied.\n");
    } else if one.complete == Some(false) || !one.deferred.is_empty() {
        text.push_str("The plan is not complete: applying it leaves something to plan.\n");
    }
    let counts = &one.counts;
    let parts: Vec<String> = [
        (counts.import, "to import"),
        (counts.create, "to create"),
        (counts.update, "to update"),
        (counts.replace, "to replace"),
        (counts.delete, "to delete"),
        (counts.forget, "to forget"),
        (counts.moved, "to move"),
        (counts.read, "to read"),
        (counts.unknown, "with an unknown action"),
        (counts.drift, "changed outside of Terraform"),
        (counts.unchanged, "left alone"),
    ]
    .iter()
    .filter(|(count, _)| *count > 0)
    .map(|(count, what)| format!("{count} {what}"))
    .collect();
    let parts = if parts.is_empty() { "nothing to do".to_owned() } else { parts.join(", ") };
    writeln!(text, "{}: {parts}", line(&one.name)).expect(write);
}

fn write_group(group: &[&ReviewedChange], paint: Paint, text: &mut String) {
    let write = "a string takes text";
    let first = group[0];
    let severity =
        first.severity.map(|severity| format!(" [{}]", paint.severity(severity))).unwrap_or_default();
    let import = match (first.imported, first.action) {
        (false, _) => "",
        (true, Done::Nothing) if first.previous_address.is_none() => "import",
        (true, _) => "import and ",
    };
    for change in group.iter().take(MOST_ADDRESSES) {
        let deposed =
            change.deposed.as_deref().map(|key| format!(" (deposed {})", line(key))).unwrap_or_default();
        let from = change
            .previous_address
            .as_deref()
            .map(|from| format!(" (from {})", line(from)))
            .unwrap_or_default();
        let action = match change.action {
            Done::Nothing if !from.is_empty() => paint.with("36", "move"),
            Done::Nothing => String::new(),
            action => paint.action(action),
        };
        writeln!(text, "\n{import}{action} {}{deposed}{from}{severity}", line(&change.address)).expect(write);
    }
    if group.len() > MOST_ADDRESSES {
        writeln!(text, "and {} more", group.len() - MOST_ADDRESSES).expect(write);
    }
    if let Some(reason) = &first.reason {
        writeln!(text, "    because: {}", line(&reason.replace('_', " "))).expect(write);
    }
    for shown in edits::lines(first) {
        writeln!(text, "    {}", paint.line(&shown)).expect(write);
    }
}
