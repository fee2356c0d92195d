//! The comment on a pull request.

use super::budget::Budget;
use super::edits;
use super::visible::{code, fence, marker, prose};
use crate::review::assemble::alike;
use crate::review::reviewed::{Done, Review, Reviewed, ReviewedChange, ReviewedFinding};
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How long a comment may be.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Characters; GitHub takes 65,536.
    pub characters: usize,
    /// Bytes in UTF-8; GitHub was seen to refuse less than its 262,144.
    pub bytes: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self { characters: 60_000, bytes: 200_000 }
    }
}

impl Limits {
    /// The summary of a job: GitHub drops one of more than 1 MiB.
    pub const SUMMARY: Self = Self { characters: 1_000_000, bytes: 1_000_000 };
}

/// What an output says about where it comes from.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// The stack that was planned, if a repository has several.
    pub stack: Option<String>,
    /// The file that each environment is shown at, in their order.
    pub places: Vec<Place>,
}

/// A place in a file of the repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The path.
    pub file: String,
    /// The line, from 1; none for the whole file.
    pub line: Option<usize>,
}

/// How many findings the table has rows for.
const MOST_FINDINGS: usize = 50;

/// How many addresses a list names.
const MOST_ADDRESSES: usize = 20;

/// Room for the note that says what was left out.
const NOTE: usize = 700;

/// The comment: findings first, then changes from the riskiest on, as many as fit.
///
/// It begins with a marker by which the comment for the same environments and stack is found again.
pub fn markdown(review: &Review, origin: &Origin, limits: Limits) -> String {
    let mut comment = Budget::new(limits.characters, limits.bytes);
    let mut left_out = LeftOut::default();
    comment.take(&head(review, origin));
    comment.reserve(NOTE);
    comment.take(&matrix(review));
    findings(review, &mut comment, &mut left_out);
    for part in [incomplete(review), checks(review), destroyed(review)] {
        if !part.is_empty() && !comment.take(&part) {
            left_out.sections += 1;
        }
    }
    changes(review, &mut comment, &mut left_out);
    for part in [outputs(review), drift(review), other(review)] {
        if !part.is_empty() && !comment.take(&part) {
            left_out.sections += 1;
        }
    }
    comment.release(NOTE);
    comment.take(&left_out.note());
    comment.take(&provenance(review));
    comment.finish()
}

/// What didn't fit.
#[derive(Default)]
struct LeftOut {
    findings: usize,
    changes: usize,
    sections: usize,
}

impl LeftOut {
    fn note(&self) -> String {
        let mut parts = Vec::new();
        for (count, one, many) in [
            (self.findings, "finding", "findings"),
            (self.changes, "change", "changes"),
            (self.sections, "section", "sections"),
        ] {
            match count {
                0 => {}
                1 => parts.push(format!("1 {one}")),
                count => parts.push(format!("{count} {many}")),
            }
        }
        if parts.is_empty() {
            return String::new();
        }
        format!("\n> **Left out for want of room:** {}. The JSON output has everything.\n", parts.join(", "))
    }
}

fn head(review: &Review, origin: &Origin) -> String {
    let mut head = String::from("<!-- iac:review:v1");
    let names: Vec<String> = review.environments.iter().map(|one| marker(&one.name)).collect();
    write!(head, " env={}", names.join(",")).expect("a string takes text");
    if let Some(stack) = &origin.stack {
        write!(head, " stack={}", marker(stack)).expect("a string takes text");
    }
    head.push_str(" -->\n");
    let worst = review.environments.iter().flat_map(|one| &one.findings).filter(|one| one.waived.is_none());
    let mut counts = BTreeMap::new();
    for finding in worst {
        *counts.entry(finding.severity).or_insert(0_usize) += 1;
    }
    let counts: Vec<String> =
        counts.iter().rev().map(|(severity, count)| format!("{count} {severity}")).collect();
    let counts = if counts.is_empty() { "no findings".to_owned() } else { counts.join(", ") };
    writeln!(head, "## Plan review: {}\n\n{counts}.\n", review.verdict).expect("a string takes text");
    head
}

/// What is counted, with the name of its column.
fn columns(one: &Reviewed) -> [(&'static str, usize); 11] {
    let counts = &one.counts;
    [
        ("import", counts.import),
        ("create", counts.create),
        ("update", counts.update),
        ("replace", counts.replace),
        ("delete", counts.delete),
        ("forget", counts.forget),
        ("move", counts.moved),
        ("read", counts.read),
        ("unknown", counts.unknown),
        ("drift", counts.drift),
        ("failed checks", counts.failed_checks),
    ]
}

/// Environments by action.
fn matrix(review: &Review) -> String {
    // What happens nowhere has no column, but for the four that everybody looks for.
    let used = |name: &str| {
        matches!(name, "create" | "update" | "replace" | "delete")
            || review
                .environments
                .iter()
                .any(|one| columns(one).iter().any(|(column, count)| *column == name && *count > 0))
    };
    let mut table = String::from("| environment | verdict |");
    let Some(first) = review.environments.first() else { return String::new() };
    let names: Vec<&str> = columns(first).iter().map(|(name, _)| *name).filter(|name| used(name)).collect();
    for name in &names {
        write!(table, " {name} |").expect("a string takes text");
    }
    table.push_str("\n|---|---|");
    table.push_str(&"--:|".repeat(names.len()));
    table.push('\n');
    for one in &review.environments {
        write!(table, "| {} | {} |", code(&one.name), one.verdict).expect("a string takes text");
        for (_, count) in columns(one).iter().filter(|(name, _)| names.contains(name)) {
            let count = if *count == 0 { "·".to_owned() } else { count.to_string() };
            write!(table, " {count} |").expect("a string takes text");
        }
        table.push('\n');
    }
    table.push('\n');
    table
}

/// Which environments a line is about: nothing if there is only one.
fn place(review: &Review, names: &[&str]) -> String {
    if review.environments.len() == 1 {
        return String::new();
    }
    let names: Vec<String> = names.iter().map(|name| code(name)).collect();
    format!(" in {}", names.join(", "))
}

fn findings(review: &Review, comment: &mut Budget, left_out: &mut LeftOut) {
    // The same finding in several environments is one row.
    let mut rows: Vec<(&ReviewedFinding, Vec<&str>)> = Vec::new();
    let mut places = BTreeMap::new();
    for one in &review.environments {
        for finding in &one.findings {
            let same = (
                finding.severity,
                finding.rule,
                &finding.address,
                &finding.deposed,
                &finding.message,
                &finding.waived,
            );
            let place = *places.entry(same).or_insert_with(|| {
                rows.push((finding, Vec::new()));
                rows.len() - 1
            });
            rows[place].1.push(&one.name);
        }
    }
    if rows.is_empty() {
        return;
    }
    rows.sort_by_key(|(finding, _)| (finding.waived.is_some(), std::cmp::Reverse(finding.severity)));
    if !comment.take("### Findings\n\n| severity | what, why, and what to do |\n|---|---|\n") {
        left_out.findings += rows.len();
        return;
    }
    let mut rest: BTreeMap<&str, usize> = BTreeMap::new();
    for (number, (finding, names)) in rows.iter().enumerate() {
        let object = finding.address.as_deref().map_or_else(|| "the plan".to_owned(), code);
        let (severity, then) = match &finding.waived {
            Some(reason) => (finding.severity.to_string(), format!("Waived: {}", prose(reason))),
            None => (format!("**{}**", finding.severity), prose(&finding.fix)),
        };
        // Two columns, since a forge gives a comment less width than an address, a reason and an advice side by side take.
        let row = format!(
            "| {severity}<br>{} | {object}{}: {}.<br>{then} |\n",
            finding.rule,
            place(review, names),
            prose(&finding.message),
        );
        if number >= MOST_FINDINGS || !comment.take(&row) {
            left_out.findings += 1;
            *rest.entry(finding.rule).or_default() += 1;
        }
    }
    let rest: Vec<String> = rest.iter().take(30).map(|(rule, count)| format!("{rule} × {count}")).collect();
    if !rest.is_empty() {
        comment.take(&format!("\nMore findings: {}.\n", rest.join(", ")));
    }
    comment.take("\n");
}

fn incomplete(review: &Review) -> String {
    let mut text = String::new();
    for one in &review.environments {
        let place = place(review, &[&one.name]);
        if one.errored {
            writeln!(
                text,
                "> **Planning failed{place}**: what follows is only a part, and can't be applied.\n"
            )
            .expect("a string takes text");
        } else if one.complete == Some(false) || !one.deferred.is_empty() {
            writeln!(text, "> **The plan is not complete{place}**: applying it leaves something to plan.\n")
                .expect("a string takes text");
        }
    }
    text
}

fn checks(review: &Review) -> String {
    let mut text = String::new();
    for one in &review.environments {
        for check in &one.checks {
            let problems: Vec<String> = check.problems.iter().take(5).map(|problem| prose(problem)).collect();
            writeln!(
                text,
                "- check {}{} is **{}**{}{}",
                code(&check.address),
                place(review, &[&one.name]),
                prose(&check.status),
                if problems.is_empty() { "" } else { ": " },
                problems.join("; ")
            )
            .expect("a string takes text");
        }
    }
    if text.is_empty() { text } else { format!("### Checks\n\n{text}\n") }
}

fn destroyed(review: &Review) -> String {
    // The same in several environments is one line.
    let mut lines: Vec<(&ReviewedChange, Vec<&str>)> = Vec::new();
    let mut places = BTreeMap::new();
    for one in &review.environments {
        for change in one.by_risk().into_iter().filter(|change| change.action.destroys()) {
            let same =
                (&change.address, &change.deposed, change.action, &change.replace_paths, &change.reason);
            let place = *places.entry(same).or_insert_with(|| {
                lines.push((change, Vec::new()));
                lines.len() - 1
            });
            lines[place].1.push(&one.name);
        }
    }
    lines.sort_by_key(|(change, _)| (std::cmp::Reverse(change.severity), change.action));
    let mut text = String::new();
    for (change, names) in lines.iter().take(MOST_FINDINGS) {
        write!(text, "- {} {}{}", change.action.word(), object(change), place(review, names))
            .expect("a string takes text");
        if !change.replace_paths.is_empty() {
            let paths: Vec<String> = change.replace_paths.iter().take(8).map(|path| code(path)).collect();
            write!(text, ", forced by {}", paths.join(", ")).expect("a string takes text");
        }
        if let Some(reason) = &change.reason {
            write!(text, " ({})", prose(&reason.replace('_', " "))).expect("a string takes text");
        }
        text.push('\n');
    }
    if lines.len() > MOST_FINDINGS {
        writeln!(text, "- and {} more", lines.len() - MOST_FINDINGS).expect("a string takes text");
    }
    if text.is_empty() { text } else { format!("### Destroyed or replaced\n\n{text}\n") }
}

/// The address of a change, with its deposed key.
fn object(change: &ReviewedChange) -> String {
    match &change.deposed {
        Some(key) => format!("{} (deposed {})", code(&change.address), code(key)),
        None => code(&change.address),
    }
}

fn changes(review: &Review, comment: &mut Budget, left_out: &mut LeftOut) {
    let mut named: Vec<(&str, &ReviewedChange)> = Vec::new();
    for one in &review.environments {
        named.extend(one.by_risk().into_iter().map(|change| (&*one.name, change)));
    }
    named.sort_by_key(|(_, change)| (std::cmp::Reverse(change.severity), change.action));
    let mut begun = false;
    for group in alike(&named, |(_, change)| change) {
        let (_, first) = group[0];
        // The list of what is destroyed has it already.
        if first.edits.is_empty() && first.action.destroys() {
            continue;
        }
        if !begun {
            begun = comment.take("### Changes\n\n");
        }
        if !begun || !comment.take(&block(review, &group)) {
            left_out.changes += group.len();
        }
    }
}

fn block(review: &Review, group: &[(&str, &ReviewedChange)]) -> String {
    let (_, first) = group[0];
    let severity = first.severity.map(|severity| format!(" · **{severity}**")).unwrap_or_default();
    let what = match (first.action, first.imported, &first.previous_address) {
        (Done::Nothing, true, _) => "import".to_owned(),
        (Done::Nothing, false, Some(from)) => format!("move from {} to", code(from)),
        (action, true, _) => format!("import and {}", action.word()),
        (action, false, Some(from)) => format!("{} and move from {} to", action.word(), code(from)),
        (action, false, None) => action.word().to_owned(),
    };
    let lines = edits::lines(first);
    // One object in several environments is told by its address, several objects by their type.
    let one_object = group.iter().all(|(_, change)| object(change) == object(first));
    let title = if one_object {
        let names: Vec<&str> = group.iter().map(|(name, _)| *name).collect();
        format!("{what} {}{}{severity}", object(first), place(review, &names))
    } else {
        format!("{what} {} × {}{severity}", code(&first.kind), group.len())
    };
    if lines.is_empty() && one_object {
        return format!("- {title}\n\n");
    }
    let mut block = format!("<details><summary>{title}</summary>\n\n");
    if !one_object {
        for (name, change) in group.iter().take(MOST_ADDRESSES) {
            writeln!(block, "- {}{}", object(change), place(review, &[name])).expect("a string takes text");
        }
        if group.len() > MOST_ADDRESSES {
            writeln!(block, "- and {} more", group.len() - MOST_ADDRESSES).expect("a string takes text");
        }
        block.push('\n');
    }
    if !lines.is_empty() {
        block.push_str(&fenced(&lines));
    }
    block.push_str("</details>\n\n");
    block
}

fn fenced(lines: &[String]) -> String {
    let fence = fence(lines);
    format!("{fence}diff\n{}\n{fence}\n\n", lines.join("\n"))
}

fn outputs(review: &Review) -> String {
    let mut text = String::new();
    for one in review.environments.iter().filter(|one| !one.outputs.is_empty()) {
        let lines: Vec<String> = one.outputs.iter().flat_map(edits::lines).take(edits::MOST_LINES).collect();
        write!(
            text,
            "<details><summary>Outputs: {}{}</summary>\n\n",
            one.outputs.len(),
            place(review, &[&one.name])
        )
        .expect("a string takes text");
        text.push_str(&fenced(&lines));
        text.push_str("</details>\n\n");
    }
    text
}

fn drift(review: &Review) -> String {
    let mut text = String::new();
    for one in review.environments.iter().filter(|one| !one.drift.is_empty()) {
        // What this plan depends on is worth a look, the rest is folded.
        let (relevant, rest): (Vec<_>, Vec<_>) = one.drift.iter().partition(|change| change.relevant);
        for change in relevant.iter().take(MOST_ADDRESSES) {
            writeln!(
                text,
                "- **changed outside of Terraform, and this plan depends on it**: {}{}",
                object(change),
                place(review, &[&one.name])
            )
            .expect("a string takes text");
        }
        write!(
            text,
            "\n<details><summary>{} changed outside of Terraform{}</summary>\n\n",
            one.drift.len(),
            place(review, &[&one.name])
        )
        .expect("a string takes text");
        for change in relevant.iter().chain(&rest).take(MOST_ADDRESSES) {
            writeln!(text, "{} {}\n", change.action.word(), object(change)).expect("a string takes text");
            let lines = edits::lines(change);
            if !lines.is_empty() {
                text.push_str(&fenced(&lines));
            }
        }
        if one.drift.len() > MOST_ADDRESSES {
            writeln!(text, "and {} more\n", one.drift.len() - MOST_ADDRESSES).expect("a string takes text");
        }
        text.push_str("</details>\n\n");
    }
    text
}

fn other(review: &Review) -> String {
    let mut text = String::new();
    for one in &review.environments {
        let place = place(review, &[&one.name]);
        for change in one.deferred.iter().take(MOST_ADDRESSES) {
            let reason =
                change.reason.as_deref().map(|reason| format!(" ({})", prose(reason))).unwrap_or_default();
            writeln!(text, "- not planned yet{place}: {}{reason}", object(change))
                .expect("a string takes text");
        }
        for invocation in one.invocations.iter().take(MOST_ADDRESSES) {
            writeln!(text, "- applying runs the action{place}: {}", code(invocation))
                .expect("a string takes text");
        }
        if one.deferred.len() > MOST_ADDRESSES || one.invocations.len() > MOST_ADDRESSES {
            text.push_str("- and more\n");
        }
    }
    if text.is_empty() { text } else { format!("### Also\n\n{text}\n") }
}

fn provenance(review: &Review) -> String {
    let mut text = String::from("\n");
    for one in &review.environments {
        let mut parts = Vec::new();
        parts.extend(one.planned_by.as_deref().map(|by| format!("planned by {}", prose(by))));
        parts.extend(one.planned_at.as_deref().map(|at| format!("at {}", code(at))));
        parts.extend(one.plan_sha256.as_deref().map(|sum| format!("SHA-256 of the plan {}", code(sum))));
        parts.push(format!("{} left alone", one.counts.unchanged));
        writeln!(text, "<sub>{}{}.</sub>\n", code(&one.name), format_args!(": {}", parts.join(", ")))
            .expect("a string takes text");
    }
    text
}
