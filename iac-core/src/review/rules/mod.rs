//! Rules over the change that a plan makes.
//!
//! Each category is a folder: `mod.rs` is the table of its rules, `rules.md` beside it has a section for each of them,
//! with a change that is reported and one that isn't. Where a rule is the direction of an attribute, its entry holds
//! rows; where it needs thought, the thought is a function in a file beside the table. `iac explain CODE` prints the
//! section, and the tests run its two examples, and the reversed example of every rule that is about a direction.
//!
//! A rule judges a [`Change`] (it is asked only for its types, and only for rows that do something) or the whole
//! [`Plan`]. It looks at direction, from before to after, and never at names or addresses; what is unknown is not off.
//! It returns [`Report`]s; the engine adds code, address, fix and the severity for the tier, and masks secrets in the
//! message, so a rule may quote values.

mod addresses;
mod availability;
mod cost;
mod data_loss;
mod dispatch;
mod encryption;
mod exposure;
mod iam;
mod meta;
mod observability;
mod protection;
mod resource_types;
mod row;
mod severities;
mod text;
mod turn;

pub(crate) use dispatch::Dispatch;
pub use severities::{Category, table as severities};

use super::change::Change;
use super::finding::{Report, Severity};
use super::model::Model;
use super::plan::Plan;
use crate::environment::Tier;
use row::Row;
use std::sync::LazyLock;

/// Every rule, by category and code.
pub static ALL: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    CATEGORIES
        .iter()
        .flat_map(|(category, entries, sections)| {
            let sections = text::sections(sections);
            entries.iter().map(move |entry| Rule::new(*category, entry, &sections))
        })
        .collect()
});

/// The tables of rules, and what stands beside them.
static CATEGORIES: &[(Category, &[Entry], &str)] = &[
    (Category::DataLoss, data_loss::RULES, include_str!("data_loss/rules.md")),
    (Category::Protection, protection::RULES, include_str!("protection/rules.md")),
    (Category::Exposure, exposure::RULES, include_str!("exposure/rules.md")),
    (Category::Encryption, encryption::RULES, include_str!("encryption/rules.md")),
    (Category::Access, iam::RULES, include_str!("iam/rules.md")),
    (Category::Availability, availability::RULES, include_str!("availability/rules.md")),
    (Category::Observability, observability::RULES, include_str!("observability/rules.md")),
    (Category::Cost, cost::RULES, include_str!("cost/rules.md")),
    (Category::Meta, meta::RULES, include_str!("meta/rules.md")),
];

/// A rule over changes.
#[derive(Debug, Clone)]
pub struct Rule {
    /// The stable code, such as `DL001`: short, since it stands in comments and waivers.
    pub code: &'static str,
    /// The danger in one line.
    pub title: &'static str,
    /// What it endangers.
    pub category: Category,
    /// How bad it is before the tier is looked at; a report can have its own.
    pub severity: Severity,
    /// The advice, unless a report has its own.
    pub fix: &'static str,
    /// What it reports, why it matters, what to do, and the two examples.
    explain: String,
    /// Whether the reversed change is an improvement, which the tests prove it doesn't report.
    pub directional: bool,
    check: Check,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

/// A rule as its category's table holds it.
#[derive(Debug)]
struct Entry {
    code: &'static str,
    severity: Severity,
    directional: bool,
    check: Check,
}

/// What a rule judges.
#[derive(Debug, Clone, Copy)]
enum Check {
    /// Attributes of some types, each by a row.
    Rows(&'static [Row]),
    /// One change of one of these types, or of any.
    Change(&'static [&'static str], Judge),
    /// The whole plan, once.
    Plan(fn(&Plan<'_>, &Scope<'_, '_>) -> Vec<Report>),
    /// Whether the input is a plan at all, which reading it finds out.
    Reading,
}

/// What a rule says of one change.
type Judge = fn(&Change<'_, '_>, &Scope<'_, '_>) -> Vec<Report>;

impl Entry {
    const fn rows(code: &'static str, severity: Severity, rows: &'static [Row]) -> Self {
        Self { code, severity, directional: true, check: Check::Rows(rows) }
    }

    const fn change(
        code: &'static str,
        severity: Severity,
        types: &'static [&'static str],
        judge: Judge,
    ) -> Self {
        Self { code, severity, directional: true, check: Check::Change(types, judge) }
    }

    const fn plan(
        code: &'static str,
        severity: Severity,
        judge: fn(&Plan<'_>, &Scope<'_, '_>) -> Vec<Report>,
    ) -> Self {
        Self { code, severity, directional: false, check: Check::Plan(judge) }
    }

    /// The same rule, which reports a change whichever way it goes.
    const fn either_way(self) -> Self {
        Self { directional: false, ..self }
    }
}

impl Rule {
    fn new(category: Category, entry: &'static Entry, sections: &[text::Section]) -> Self {
        let section = sections.iter().find(|section| section.code == entry.code);
        let section = section.expect("the tests find a section for each rule");
        Self {
            code: entry.code,
            title: section.title,
            category,
            severity: entry.severity,
            fix: section.fix,
            explain: section.explain(),
            directional: entry.directional,
            check: entry.check,
        }
    }
}

/// What surrounds a change.
#[derive(Debug, Clone, Copy)]
pub struct Scope<'p, 'a> {
    /// The whole plan.
    pub plan: &'p Plan<'a>,
    /// What the environment promises.
    pub tier: Tier,
    /// The environment that the plan is for and what it renders to, if a spec was given.
    pub model: Option<&'p Model>,
    /// The secrets that are known by their marks.
    pub secrets: &'p super::secrets::Secrets,
    /// Now as RFC 3339, if the caller says: plans get stale.
    pub now: Option<&'p str>,
}

/// What `iac explain` prints of `rule`.
pub fn explain(rule: &Rule) -> String {
    let direction = if rule.directional { "; the reverse is never reported" } else { "" };
    format!(
        "{} ({}, {}{direction})\n\n{}.\n\n{}",
        rule.code,
        rule.severity,
        rule.category,
        rule.title,
        rule.explain.trim_end()
    )
}

/// The rule with `code`.
pub fn find(code: &str) -> Option<&'static Rule> {
    ALL.iter().find(|rule| rule.code.eq_ignore_ascii_case(code))
}

#[cfg(test)]
mod tests;
