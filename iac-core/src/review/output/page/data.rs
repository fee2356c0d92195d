//! The data of the page: what it shows, in the order of risk, with each diff once.

use crate::review::address;
use crate::review::dependencies::Dependencies;
use crate::review::finding::Severity;
use crate::review::output::edits;
use crate::review::output::visible::line;
use crate::review::reviewed::{Done, Review, Reviewed, ReviewedChange, ReviewedFinding};
use serde::Serialize;
use std::collections::BTreeMap;

/// What the page shows.
#[derive(Serialize)]
struct Data<'r> {
    verdict: String,
    severities: Vec<String>,
    environments: Vec<Environment<'r>>,
    /// The lines of every diff: identical ones stand here once.
    diffs: Vec<Vec<String>>,
}

#[derive(Serialize)]
struct Environment<'r> {
    name: String,
    tier: crate::environment::Tier,
    verdict: String,
    note: &'static str,
    counts: [(&'static str, usize); 11],
    provenance: Vec<String>,
    findings: Vec<Found<'r>>,
    checks: Vec<String>,
    invocations: Vec<String>,
    rows: Vec<Row>,
    /// Changed resources by address without keys.
    nodes: Vec<String>,
    /// Pairs of nodes: the first depends on the second.
    edges: Vec<(usize, usize)>,
}

#[derive(Serialize)]
struct Found<'r> {
    rule: &'r str,
    title: &'r str,
    severity: Severity,
    address: Option<String>,
    message: String,
    fix: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    waived: Option<String>,
}

/// A change, output, drift or deferred change.
#[derive(Serialize)]
struct Row {
    address: String,
    /// The word by which rows are filtered.
    action: &'static str,
    /// The words that are shown, if they say more.
    #[serde(skip_serializing_if = "Option::is_none")]
    words: Option<String>,
    #[serde(rename = "type", skip_serializing_if = "String::is_empty")]
    kind: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    module: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    severity: Option<Severity>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    notes: Vec<String>,
    /// Its findings, by place in the environment's.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    findings: Vec<usize>,
    diff: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    node: Option<usize>,
}

/// The data as JSON that can't end the element that it stands in.
pub(super) fn json(review: &Review, dependencies: &[Dependencies]) -> String {
    let mut diffs = Diffs::default();
    let nothing = Dependencies::new();
    let environments = review
        .environments
        .iter()
        .enumerate()
        .map(|(index, one)| environment(one, dependencies.get(index).unwrap_or(&nothing), &mut diffs))
        .collect();
    let data = Data {
        verdict: review.verdict.to_string(),
        severities: Severity::ALL.iter().rev().map(ToString::to_string).collect(),
        environments,
        diffs: diffs.all,
    };
    serde_json::to_string(&data)
        .expect("the data is texts and numbers")
        // Outside of texts JSON has none of them, and within a text it takes the escape for the character.
        .replace('<', "\\u003c")
        .replace('>', "\\u003e")
        .replace('&', "\\u0026")
}

#[derive(Default)]
struct Diffs {
    all: Vec<Vec<String>>,
    places: BTreeMap<Vec<String>, usize>,
}

impl Diffs {
    fn place(&mut self, lines: Vec<String>) -> usize {
        if let Some(place) = self.places.get(&lines) {
            return *place;
        }
        self.all.push(lines.clone());
        self.places.insert(lines, self.all.len() - 1);
        self.all.len() - 1
    }
}

fn environment<'r>(one: &'r Reviewed, dependencies: &Dependencies, diffs: &mut Diffs) -> Environment<'r> {
    let places: BTreeMap<&str, usize> =
        dependencies.keys().enumerate().map(|(place, node)| (node.as_str(), place)).collect();
    let edges = dependencies
        .iter()
        .enumerate()
        .flat_map(|(from, (_, on))| on.iter().map(move |on| (from, on)))
        .filter_map(|(from, on)| Some((from, *places.get(on.as_str())?)))
        .collect();
    let mut findings_of: BTreeMap<(&str, Option<&str>), Vec<usize>> = BTreeMap::new();
    for (place, finding) in one.findings.iter().enumerate() {
        if let Some(address) = &finding.address {
            findings_of.entry((address, finding.deposed.as_deref())).or_default().push(place);
        }
    }
    let mut rows = Vec::new();
    for change in one.by_risk() {
        rows.push(Row {
            findings: findings_of
                .get(&(&*change.address, change.deposed.as_deref()))
                .cloned()
                .unwrap_or_default(),
            node: places.get(address::in_configuration(&change.address).as_str()).copied(),
            ..row(change, action(change), diffs)
        });
    }
    rows.extend(one.drift.iter().map(|change| row(change, "drift", diffs)));
    rows.extend(one.deferred.iter().map(|change| row(change, "deferred", diffs)));
    rows.extend(one.outputs.iter().map(|change| row(change, "output", diffs)));
    let counts = &one.counts;
    Environment {
        name: line(&one.name),
        tier: one.tier,
        verdict: one.verdict.to_string(),
        note: if one.errored {
            "Planning failed: this is only a part, and can't be applied."
        } else if one.complete == Some(false) || !one.deferred.is_empty() {
            "The plan is not complete: applying it leaves something to plan."
        } else {
            ""
        },
        counts: [
            ("create", counts.create),
            ("update", counts.update),
            ("replace", counts.replace),
            ("delete", counts.delete),
            ("import", counts.import),
            ("move", counts.moved),
            ("forget", counts.forget),
            ("read", counts.read),
            ("unknown", counts.unknown),
            ("drift", counts.drift),
            ("left alone", counts.unchanged),
        ],
        provenance: [
            one.planned_by.as_ref().map(|by| format!("planned by {}", line(by))),
            one.planned_at.as_ref().map(|at| format!("at {}", line(at))),
            one.plan_sha256.as_ref().map(|sum| format!("SHA-256 of the plan {sum}")),
        ]
        .into_iter()
        .flatten()
        .collect(),
        findings: one.findings.iter().map(found).collect(),
        checks: one
            .checks
            .iter()
            .map(|check| {
                line(&format!("{} is {}: {}", check.address, check.status, check.problems.join("; ")))
            })
            .collect(),
        invocations: one.invocations.iter().map(|text| line(text)).collect(),
        rows,
        nodes: dependencies.keys().map(|node| line(node)).collect(),
        edges,
    }
}

fn found(finding: &ReviewedFinding) -> Found<'_> {
    Found {
        rule: finding.rule,
        title: finding.title,
        severity: finding.severity,
        address: finding.address.as_deref().map(line),
        message: line(&finding.message),
        fix: line(&finding.fix),
        waived: finding.waived.as_deref().map(line),
    }
}

fn row(change: &ReviewedChange, action: &'static str, diffs: &mut Diffs) -> Row {
    let mut notes = Vec::new();
    notes.extend(change.deposed.as_ref().map(|key| format!("deposed object {}", line(key))));
    notes.extend(change.previous_address.as_ref().map(|from| format!("moves from {}", line(from))));
    if change.imported {
        notes.push("is imported".to_owned());
    }
    if change.relevant {
        notes.push("this plan depends on what was changed".to_owned());
    }
    notes.extend(change.reason.as_ref().map(|reason| line(&reason.replace('_', " "))));
    if !change.replace_paths.is_empty() {
        notes.push(line(&format!("replacement is forced by {}", change.replace_paths.join(", "))));
    }
    let word = change.action.word();
    Row {
        address: line(&change.address),
        action,
        words: (word != action && change.action != Done::Nothing).then(|| word.to_owned()),
        kind: line(&change.kind),
        module: line(address::module(&change.address)),
        severity: change.severity,
        notes,
        findings: Vec::new(),
        diff: diffs.place(edits::lines(change)),
        node: None,
    }
}

/// The word by which people look for a change: both ways to replace are one.
fn action(change: &ReviewedChange) -> &'static str {
    match change.action {
        Done::Replace | Done::ReplaceCreateFirst => "replace",
        Done::Forget | Done::ForgetCreate => "forget",
        Done::Read | Done::Open => "read",
        Done::Nothing if change.imported => "import",
        Done::Nothing => "move",
        other => other.word(),
    }
}
