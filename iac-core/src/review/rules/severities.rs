//! How bad a finding is where nobody depends on the environment, and where everybody does.

use crate::environment::Tier;
use crate::review::finding::Severity;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt::{self, Write};

/// What a rule's danger endangers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Category {
    /// Data that can't be had back.
    DataLoss,
    /// The guards that keep a mistake from costing data.
    Protection,
    /// Who can reach something over a network, or without an account.
    Exposure,
    /// What is stored or sent in clear text.
    Encryption,
    /// Who may do what.
    Access,
    /// Whether it answers.
    Availability,
    /// Whether anybody sees what happened.
    Observability,
    /// What it costs.
    Cost,
    /// The plan itself.
    Meta,
}

/// By how many steps a severity moves in development, staging and production.
///
/// What a rule says is meant for staging, but for availability. Nobody depends on development, so what costs
/// only its own data or time weighs less there; who can get in and what the plan is worth is the same everywhere. In
/// production a lost guard and a blind spot weigh more.
const STEPS: [(Category, [i8; 3]); 9] = [
    (Category::DataLoss, [-1, 0, 0]),
    (Category::Protection, [-2, 0, 1]),
    (Category::Exposure, [0, 0, 0]),
    (Category::Encryption, [-1, 0, 0]),
    (Category::Access, [0, 0, 0]),
    (Category::Availability, [-2, -1, 0]),
    (Category::Observability, [-1, 0, 1]),
    (Category::Cost, [0, 0, 0]),
    (Category::Meta, [0, 0, 0]),
];

const TIERS: [Tier; 3] = [Tier::Development, Tier::Staging, Tier::Production];

/// `severity` of a finding of `category` in an environment of `tier`; what is good to know stays that.
pub(super) fn at_tier(severity: Severity, category: Category, tier: Tier) -> Severity {
    let tier = TIERS.iter().position(|one| *one == tier).expect("every tier is listed");
    let steps = STEPS.iter().find(|(one, _)| *one == category).map_or(0, |(_, steps)| steps[tier]);
    if severity == Severity::Info {
        return severity;
    }
    let all = &Severity::ALL[1..];
    let at = all.iter().position(|one| *one == severity).unwrap_or_default();
    all[at.saturating_add_signed(steps.into()).min(all.len() - 1)]
}

/// How a tier moves a severity, and every rule with its own severity, as tables in Markdown.
///
/// # Panics
///
/// Never: a text takes everything.
pub fn table() -> String {
    let mut table =
        "A rule says how bad its danger is; the tier of the environment moves that by so many steps.\n\n\
                     | category | development | staging | production |\n|---|---|---|---|\n"
            .to_owned();
    let word = |steps: &i8| match steps {
        0 => "as it is".to_owned(),
        1.. => format!("{steps} up"),
        _ => format!("{} down", steps.abs()),
    };
    for (category, steps) in &STEPS {
        let cells: Vec<_> = steps.iter().map(word).collect();
        writeln!(table, "| {category} | {} |", cells.join(" | ")).expect("a String takes everything");
    }
    table.push_str("\n| rule | severity | category | danger |\n|---|---|---|---|\n");
    for rule in super::ALL.iter() {
        let super::Rule { code, title, category, severity, .. } = rule;
        writeln!(table, "| {code} | {severity} | {category} | {title} |").expect("a String takes everything");
    }
    table
}

impl fmt::Display for Category {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::DataLoss => "data loss",
            Self::Protection => "protection",
            Self::Exposure => "exposure",
            Self::Encryption => "encryption",
            Self::Access => "access",
            Self::Availability => "availability",
            Self::Observability => "observability",
            Self::Cost => "cost",
            Self::Meta => "plan",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tier_moves_a_severity_and_never_out_of_the_scale() {
        let at = |severity, category, tier| at_tier(severity, category, tier);
        assert_eq!(at(Severity::High, Category::Availability, Tier::Development), Severity::Low);
        assert_eq!(at(Severity::Low, Category::Availability, Tier::Development), Severity::Low);
        assert_eq!(at(Severity::High, Category::Protection, Tier::Production), Severity::Critical);
        assert_eq!(at(Severity::Critical, Category::DataLoss, Tier::Production), Severity::Critical);
        assert_eq!(at(Severity::High, Category::Exposure, Tier::Development), Severity::High);
        assert_eq!(at(Severity::Info, Category::Protection, Tier::Production), Severity::Info);
    }
}
