//! What is wrong, and where.

use crate::Version;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;

/// Something wrong in a file, at its place.
///
/// Displayed as `path:line:column: message; help`, and without the place if it is about the interface alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// The file, as its [`Source`](crate::Source) names it; empty if the problem is in no file, such as an input
    /// that no body uses.
    pub path: String,
    /// The line, from 1; 0 without a file.
    pub line: usize,
    /// The column in characters, from 1; 0 without a file.
    pub column: usize,
    /// The bytes of the text (after a byte order mark) that the problem is about.
    pub span: Range<usize>,
    /// What kind of problem it is, such as `unknown-argument`.
    pub code: &'static str,
    /// What is wrong, in one sentence without a full stop.
    pub message: String,
    /// What to write instead, where that can be said.
    pub help: Option<String>,
    /// The input or output that a problem of the interface is about.
    pub name: Option<String>,
}

impl Problem {
    /// A problem of the interface, which is in no file.
    pub(super) fn of_interface(
        code: &'static str,
        name: &str,
        message: String,
        help: Option<String>,
    ) -> Self {
        let name = Some(name.to_owned());
        Self { path: String::new(), line: 0, column: 0, span: 0..0, code, message, help, name }
    }

    pub(super) fn in_order(&self, other: &Self) -> Ordering {
        let key = |problem: &Self| (problem.line, problem.column, problem.span.start);
        self.path.cmp(&other.path).then_with(|| key(self).cmp(&key(other)))
    }

    /// Whether both say the same, whatever help they give.
    fn is_same(&self, other: &Self) -> bool {
        self.code == other.code
            && self.span == other.span
            && self.path == other.path
            && self.message == other.message
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if !self.path.is_empty() {
            write!(formatter, "{}:{}:{}: ", self.path, self.line, self.column)?;
        }
        formatter.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(formatter, "; {help}"),
            None => Ok(()),
        }
    }
}

/// What a check found.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Report {
    /// Every problem, by path, line and column.
    pub problems: Vec<Problem>,
    /// The known provider versions that the files are valid for, of the providers that they use.
    pub valid_for: Vec<Version>,
    /// The types that were not checked because no facts are known of their provider, sorted.
    pub unchecked: Vec<String>,
}

/// Reports a problem of several versions once, and says which if it isn't in all that are declared.
pub(super) fn merge(found: Vec<(Version, Vec<Problem>)>) -> Vec<Problem> {
    let mut merged: Vec<(Problem, Vec<Version>)> = Vec::new();
    let all: Vec<Version> = found.iter().map(|(version, _)| *version).collect();
    for (version, problems) in found {
        for problem in problems {
            match merged.iter_mut().find(|(other, _)| other.is_same(&problem)) {
                Some((_, versions)) if versions.last() == Some(&version) => {}
                Some((_, versions)) => versions.push(version),
                None => merged.push((problem, vec![version])),
            }
        }
    }
    merged
        .into_iter()
        .map(|(mut problem, versions)| {
            let of_provider = |version: &&Version| version.provider() == versions[0].provider();
            let others: Vec<Version> = all
                .iter()
                .filter(of_provider)
                .filter(|version| !versions.contains(version))
                .copied()
                .collect();
            if !others.is_empty() {
                problem.message = format!("in {}: {}", list(&versions), problem.message);
                problem.help = Some(format!("it is fine in {}", list(&others)));
            }
            problem
        })
        .collect()
}

/// `aws 5.100.0 and 6.25.0`.
fn list(versions: &[Version]) -> String {
    let numbers: Vec<&str> = versions.iter().map(|version| version.number()).collect();
    let provider = versions.first().map_or("", |version| version.provider());
    match numbers.as_slice() {
        [] => String::new(),
        [only] => format!("{provider} {only}"),
        [first @ .., last] => format!("{provider} {} and {last}", first.join(", ")),
    }
}
