//! What may be said of a control.

use schemars::JsonSchema;
use serde::Serialize;
use serde_json::Value;
use std::fmt;

/// How far an environment meets a control.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// Everything that infrastructure can do for it is there, with evidence.
    Met,
    /// Some of it is there, with evidence, and some is missing.
    Partly,
    /// Nothing of it is there.
    Gap,
    /// Nothing is missing here, and the rest belongs to the account, whose guards another root has.
    Elsewhere,
    /// Nothing of the kind that it is about is rendered.
    NotUsed,
    /// No infrastructure can meet it: people have to.
    NotOurs,
}

impl Status {
    /// Every status, in the order of a report.
    pub const ALL: [Self; 6] =
        [Self::Met, Self::Partly, Self::Gap, Self::Elsewhere, Self::NotUsed, Self::NotOurs];

    /// What the status means.
    pub const fn meaning(self) -> &'static str {
        match self {
            Self::Met => "everything that infrastructure can do for it is rendered, with evidence",
            Self::Partly => "some is rendered, with evidence, and some is missing",
            Self::Gap => "nothing of it is rendered",
            Self::Elsewhere => {
                "nothing is missing here; the rest belongs to the account, whose guards another root has"
            }
            Self::NotUsed => "nothing of the kind that it is about is rendered",
            Self::NotOurs => "no infrastructure can meet it: people have to",
        }
    }

    /// What `parts` make of a control.
    fn of(parts: &[Part]) -> Self {
        let any = |is: fn(&Outcome) -> bool| parts.iter().any(|part| is(&part.outcome));
        let shown = any(|outcome| matches!(outcome, Outcome::Shown { .. }));
        let elsewhere = any(|outcome| matches!(outcome, Outcome::Elsewhere { .. }));
        match any(|outcome| matches!(outcome, Outcome::Missing { .. })) {
            true if shown || elsewhere => Self::Partly,
            true => Self::Gap,
            false if elsewhere => Self::Elsewhere,
            false if shown => Self::Met,
            false if any(|outcome| matches!(outcome, Outcome::NotUsed { .. })) => Self::NotUsed,
            false => Self::NotOurs,
        }
    }
}

impl fmt::Display for Status {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Met => "met",
            Self::Partly => "partly",
            Self::Gap => "gap",
            Self::Elsewhere => "elsewhere",
            Self::NotUsed => "not used",
            Self::NotOurs => "not ours",
        })
    }
}

/// One thing that a control takes, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Part {
    /// What is claimed, or has to be done.
    claim: String,
    #[serde(flatten)]
    outcome: Outcome,
}

/// What came of a claim.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "outcome", rename_all = "snake_case")]
pub enum Outcome {
    /// It holds, as this shows.
    Shown {
        /// What shows it: never empty.
        evidence: Vec<Evidence>,
    },
    /// It doesn't hold.
    Missing {
        /// What would make it hold.
        remedy: String,
        /// The setting that would, if there is one.
        setting: Option<Setting>,
    },
    /// It is the account's, and another root has the guards of the account.
    Elsewhere {
        /// The environments whose roots may have them; empty, if none of the spec does.
        environments: Vec<String>,
    },
    /// Nothing of the kind is rendered.
    NotUsed {
        /// The type of resource that is not rendered.
        kind: String,
    },
    /// It is people's.
    Duty {
        /// Whose.
        who: String,
    },
}

/// A setting with its value.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Setting {
    /// Its path in the spec.
    pub path: String,
    /// Its value; null if it isn't set.
    pub value: Value,
}

/// What shows that a claim holds.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Evidence {
    /// A resource that is rendered.
    Resource {
        /// Its address; without a key it means every instance.
        address: String,
        /// The argument that proves it, if its being there isn't enough.
        attribute: Option<Attribute>,
    },
    /// A setting with a value that proves it.
    Setting(Setting),
}

/// An argument of a resource with the value that it has.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Attribute {
    /// Its path, with dots through nested blocks.
    pub path: String,
    /// Its value.
    pub value: Value,
    /// The setting that the value comes from, if it is one's.
    pub setting: Option<String>,
}

impl Part {
    /// A claim that `evidence` shows; none without any.
    pub fn shown(claim: impl Into<String>, evidence: Vec<Evidence>) -> Option<Self> {
        (!evidence.is_empty()).then(|| Self { claim: claim.into(), outcome: Outcome::Shown { evidence } })
    }

    /// A claim that doesn't hold.
    pub fn missing(claim: impl Into<String>, remedy: impl Into<String>, setting: Option<Setting>) -> Self {
        Self { claim: claim.into(), outcome: Outcome::Missing { remedy: remedy.into(), setting } }
    }

    /// A claim that only the roots of `environments` can show.
    pub fn elsewhere(claim: impl Into<String>, environments: Vec<String>) -> Self {
        Self { claim: claim.into(), outcome: Outcome::Elsewhere { environments } }
    }

    /// Nothing of type `kind` is rendered.
    pub fn not_used(claim: impl Into<String>, kind: impl Into<String>) -> Self {
        Self { claim: claim.into(), outcome: Outcome::NotUsed { kind: kind.into() } }
    }

    /// What `who` has to do.
    pub fn duty(claim: impl Into<String>, who: impl Into<String>) -> Self {
        Self { claim: claim.into(), outcome: Outcome::Duty { who: who.into() } }
    }

    /// What is claimed, or has to be done.
    pub fn claim(&self) -> &str {
        &self.claim
    }

    /// What came of it.
    pub fn outcome(&self) -> &Outcome {
        &self.outcome
    }

    /// What shows it; nothing unless it is shown.
    pub fn evidence(&self) -> &[Evidence] {
        match &self.outcome {
            Outcome::Shown { evidence } => evidence,
            _ => &[],
        }
    }
}

/// The status that `parts` make.
pub(super) fn status(parts: &[Part]) -> Status {
    Status::of(parts)
}

#[cfg(test)]
mod tests {
    use super::{Evidence, Part, Setting, Status, status};
    use serde_json::json;

    fn shown() -> Part {
        let setting = Setting { path: "multi_az".to_owned(), value: json!(true) };
        Part::shown("it is there", vec![Evidence::Setting(setting)]).expect("there is evidence")
    }

    fn missing() -> Part {
        Part::missing("it is there", "make it", None)
    }

    fn elsewhere() -> Part {
        Part::elsewhere("it is there", vec!["production".to_owned()])
    }

    #[test]
    fn nothing_is_shown_without_evidence() {
        assert_eq!(Part::shown("it is there", Vec::new()), None);
    }

    #[test]
    fn a_status_follows_from_the_parts() {
        let duty = || Part::duty("look at it", "people");
        let unused = || Part::not_used("there is none", "aws_efs_file_system");
        for (parts, expected) in [
            (vec![], Status::NotOurs),
            (vec![duty()], Status::NotOurs),
            (vec![duty(), unused()], Status::NotUsed),
            (vec![shown(), duty()], Status::Met),
            (vec![shown(), unused()], Status::Met),
            (vec![shown(), missing()], Status::Partly),
            (vec![elsewhere(), missing()], Status::Partly),
            (vec![missing(), duty()], Status::Gap),
            (vec![shown(), elsewhere()], Status::Elsewhere),
        ] {
            assert_eq!(status(&parts), expected, "{parts:?}");
        }
    }
}
