//! Findings as annotations of GitHub: workflow commands on standard output.

use super::markdown::Origin;
use super::visible::line;
use crate::review::counted;
use crate::review::finding::Severity;
use crate::review::reviewed::{Review, ReviewedFinding};
use std::fmt::Write as _;

/// How many annotations of each type GitHub shows of one step; it drops the others without a word.
const MOST: usize = 10;

/// How many characters of a message are kept.
const MOST_CHARACTERS: usize = 1000;

/// The findings as annotations, the worst first, then the verdict as a line of the log.
///
/// Of each type there are at most ten; where there would be more, the tenth says how many.
pub fn annotations(review: &Review, origin: &Origin) -> String {
    let mut text = String::new();
    let mut findings: Vec<(usize, &ReviewedFinding)> = Vec::new();
    for (environment, one) in review.environments.iter().enumerate() {
        let counted = one.findings.iter().filter(|finding| finding.waived.is_none());
        findings.extend(counted.map(|finding| (environment, finding)));
    }
    findings.sort_by_key(|(_, finding)| std::cmp::Reverse(finding.severity));
    for command in ["error", "warning", "notice"] {
        let of_type: Vec<_> =
            findings.iter().filter(|(_, one)| self::command(one.severity) == command).collect();
        let shown = if of_type.len() > MOST { MOST - 1 } else { of_type.len() };
        for (environment, finding) in &of_type[..shown] {
            annotation(command, review, origin, *environment, finding, &mut text);
        }
        if of_type.len() > shown {
            writeln!(
                text,
                "::{command} title={}::GitHub shows ten of a step. The job summary and the JSON output have all.",
                counted(of_type.len() - shown, "more finding")
            )
            .expect("a string takes text");
        }
    }
    for one in &review.environments {
        let counts = &one.counts;
        // Never first in its line: a name could be a command.
        writeln!(
            text,
            "Plan review of {}: {}; {} to create, {} to update, {} to replace, {} to delete, {}",
            line(&one.name),
            one.verdict,
            counts.create,
            counts.update,
            counts.replace,
            counts.delete,
            counted(one.findings.len(), "finding")
        )
        .expect("a string takes text");
    }
    text
}

fn annotation(
    command: &str,
    review: &Review,
    origin: &Origin,
    environment: usize,
    finding: &ReviewedFinding,
    text: &mut String,
) {
    let mut properties = Vec::new();
    if let Some(place) = origin.places.get(environment) {
        properties.push(format!("file={}", property(&place.file)));
        properties.extend(place.line.map(|line| format!("line={line}")));
    }
    let title = format!("{} {}: {}", finding.severity, finding.rule, finding.title);
    properties.push(format!("title={}", property(&title)));
    let object = finding.address.as_deref().unwrap_or("the plan");
    let place = match review.environments.len() {
        1 => String::new(),
        _ => format!(" in {}", review.environments[environment].name),
    };
    let message: String = line(&format!("{object}{place}: {}. {}", finding.message, finding.fix))
        .chars()
        .take(MOST_CHARACTERS)
        .collect();
    writeln!(text, "::{command} {}::{}", properties.join(","), data(&message)).expect("a string takes text");
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "notice",
    }
}

/// `text` as the message of a command, as GitHub's own toolkit escapes it.
fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// `text` as a property of a command.
fn property(text: &str) -> String {
    data(&line(text)).replace(':', "%3A").replace(',', "%2C")
}
