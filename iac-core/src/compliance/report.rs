//! The report as a value: what every output is written from, and the JSON output itself.

use crate::compliance::status::status;
use crate::compliance::{Framework, Part, Status};
use schemars::JsonSchema;
use serde::Serialize;
use std::collections::BTreeMap;

/// What of some standards some environments meet.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Report {
    /// Version of this format: `iac.compliance/1`; fields may be added to it, none removed.
    format: &'static str,
    /// What this report is not.
    limits: Vec<&'static str>,
    /// The environments, in the order asked for.
    environments: Vec<Subject>,
    /// The standards with every control of theirs.
    standards: Vec<Standard>,
}

/// An environment that is reported on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Subject {
    /// Its name.
    pub name: String,
    /// What it promises.
    pub tier: String,
    /// Its Region.
    pub region: String,
}

/// A standard, and what came of its controls.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Standard {
    /// The word for it: `cis` or `soc2`.
    pub id: &'static str,
    /// Its name.
    pub name: &'static str,
    /// The edition.
    pub version: &'static str,
    /// Who publishes it.
    pub publisher: &'static str,
    /// Where it can be read.
    pub source: &'static str,
    /// What a status means for it that its word alone doesn't say.
    pub reading: &'static str,
    /// How many controls have which status, by environment.
    pub summary: Vec<Summary>,
    /// Every control, in the order of the standard.
    pub controls: Vec<Judged>,
}

/// How many controls of a standard have which status.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Summary {
    /// The environment.
    pub environment: String,
    /// The counts.
    pub counts: Counts,
}

/// How many controls have which status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
#[expect(missing_docs, reason = "each field is the number of controls with the status of its name")]
pub struct Counts {
    pub met: usize,
    pub partly: usize,
    pub gap: usize,
    pub elsewhere: usize,
    pub not_used: usize,
    pub not_ours: usize,
}

/// A control, and what came of it.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Judged {
    /// Its number in the standard.
    pub id: &'static str,
    /// The section that it stands in, such as `CC6`.
    pub section: &'static str,
    /// What is asked, in our words.
    pub title: &'static str,
    /// What came of it, by environment.
    pub answers: Vec<Answer>,
}

/// What came of a control in an environment.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema)]
pub struct Answer {
    environment: String,
    status: Status,
    parts: Vec<Part>,
}

/// What a report is not, for whoever takes it for more.
const LIMITS: [&str; 4] = [
    "It is no audit and no opinion of an auditor: it says what is rendered, and where.",
    "It does not look at AWS: whether what is rendered was applied, and what others changed or made since, is not in it.",
    "Which resource shows what is our reading of the standards, whose text is not repeated here: titles are in our words.",
    "What people do is listed with who has to do it, and is never counted as met.",
];

impl Report {
    /// The report on `environments`, of which `answer` says what came of each control: by framework, number of the
    /// control and place of the environment.
    pub fn new(
        environments: Vec<Subject>,
        frameworks: &[Framework],
        answer: impl Fn(Framework, &'static str, usize) -> Vec<Part>,
    ) -> Self {
        let standards = frameworks.iter().map(|framework| {
            let judged = |section: &'static str, control: &crate::compliance::Control| Judged {
                id: control.id,
                section,
                title: control.title,
                answers: environments
                    .iter()
                    .enumerate()
                    .map(|(place, one)| Answer::new(one.name.clone(), answer(*framework, control.id, place)))
                    .collect(),
            };
            let controls: Vec<Judged> = framework
                .sections()
                .iter()
                .flat_map(|section| section.controls.iter().map(move |control| (section.id, control)))
                .map(|(section, control)| judged(section, control))
                .collect();
            let summary = environments.iter().enumerate().map(|(place, one)| Summary {
                environment: one.name.clone(),
                counts: controls.iter().map(|control| control.answers[place].status).collect(),
            });
            Standard {
                id: framework.id(),
                name: framework.name(),
                version: framework.version(),
                publisher: framework.publisher(),
                source: framework.source(),
                reading: framework.reading(),
                summary: summary.collect(),
                controls,
            }
        });
        let standards = standards.collect();
        Self { format: "iac.compliance/1", limits: LIMITS.to_vec(), environments, standards }
    }

    /// What this report is not.
    pub fn limits(&self) -> &[&'static str] {
        &self.limits
    }

    /// The environments, in the order asked for.
    pub fn environments(&self) -> &[Subject] {
        &self.environments
    }

    /// The standards with every control of theirs.
    pub fn standards(&self) -> &[Standard] {
        &self.standards
    }

    /// What came of the controls of `environment`, with their numbers.
    pub fn answers(&self, environment: &str) -> impl Iterator<Item = (&Judged, &Answer)> {
        let controls = self.standards.iter().flat_map(|standard| &standard.controls);
        let environment = environment.to_owned();
        controls.flat_map(move |control| {
            let own = control.answers.iter().filter(|answer| answer.environment == environment);
            own.map(move |answer| (control, answer)).collect::<Vec<_>>()
        })
    }

    /// The report as JSON, which [`schema`] describes.
    ///
    /// # Panics
    ///
    /// Never: all of it is text, numbers and lists.
    pub fn json(&self) -> String {
        serde_json::to_string_pretty(self).expect("it is JSON") + "\n"
    }
}

impl Answer {
    /// What `parts` make of a control in `environment`.
    fn new(environment: String, parts: Vec<Part>) -> Self {
        Self { environment, status: status(&parts), parts }
    }

    /// The environment.
    pub fn environment(&self) -> &str {
        &self.environment
    }

    /// How far it is met.
    pub fn status(&self) -> Status {
        self.status
    }

    /// What it takes, and what came of that.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }
}

impl Counts {
    /// How many have `status`.
    pub fn of(&self, status: Status) -> usize {
        match status {
            Status::Met => self.met,
            Status::Partly => self.partly,
            Status::Gap => self.gap,
            Status::Elsewhere => self.elsewhere,
            Status::NotUsed => self.not_used,
            Status::NotOurs => self.not_ours,
        }
    }
}

impl FromIterator<Status> for Counts {
    fn from_iter<I: IntoIterator<Item = Status>>(statuses: I) -> Self {
        let mut counts: BTreeMap<Status, usize> = BTreeMap::new();
        for status in statuses {
            *counts.entry(status).or_default() += 1;
        }
        let of = |status| counts.get(&status).copied().unwrap_or_default();
        Self {
            met: of(Status::Met),
            partly: of(Status::Partly),
            gap: of(Status::Gap),
            elsewhere: of(Status::Elsewhere),
            not_used: of(Status::NotUsed),
            not_ours: of(Status::NotOurs),
        }
    }
}

/// The JSON Schema of the JSON output.
///
/// # Panics
///
/// Never: a schema is JSON.
pub fn schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(Report)).expect("a schema is JSON")
}
