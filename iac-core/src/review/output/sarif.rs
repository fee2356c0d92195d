//! Findings as SARIF 2.1.0, which code scanning takes.
//!
//! The few structures are written out here: `serde-sarif` generates all of the standard by a build script, which would
//! put a code generator and a second `syn` into every build of a tool that is trusted with plans. It is a dependency of
//! the tests instead, where it reads what is written here.

use super::markdown::Origin;
use super::visible::line;
use crate::review::counted;
use crate::review::finding::Severity;
use crate::review::reviewed::{Review, ReviewedFinding};
use crate::review::rules;
use crate::review::secrets::Secrets;
use serde::Serialize;
use std::collections::BTreeMap;
use std::fmt::Write as _;

/// How many results GitHub takes of one run; a file with more is refused whole.
const MOST_RESULTS: usize = 25_000;

/// How many characters of a message are kept, so that a full run stays below the 10 MB that GitHub takes compressed.
const MOST_CHARACTERS: usize = 1000;

/// How many characters a description of a rule may have.
const MOST_DESCRIPTION: usize = 1024;

/// The findings as SARIF, the worst first: what is beyond the limits of code scanning is counted, and named in the log's
/// own notification.
///
/// The texts of rules are our own, but a secret may be a piece of them, so they go through `secrets` too.
///
/// # Panics
///
/// Never: the log is made of texts and numbers.
pub fn sarif(review: &Review, origin: &Origin, secrets: &Secrets) -> String {
    let mut findings: Vec<(usize, &ReviewedFinding)> = Vec::new();
    for (environment, one) in review.environments.iter().enumerate() {
        findings.extend(one.findings.iter().map(|finding| (environment, finding)));
    }
    findings.sort_by_key(|(_, finding)| (finding.waived.is_some(), std::cmp::Reverse(finding.severity)));
    let left_out = findings.len().saturating_sub(MOST_RESULTS);
    findings.truncate(MOST_RESULTS);
    let mut codes: Vec<&str> = findings.iter().map(|(_, finding)| finding.rule).collect();
    codes.sort_unstable();
    codes.dedup();
    let mut seen = BTreeMap::new();
    let results = findings
        .iter()
        .map(|(environment, finding)| result(review, origin, *environment, finding, &codes, &mut seen))
        .collect();
    let run = Run {
        tool: Tool {
            driver: Driver {
                name: "iac review",
                semantic_version: env!("CARGO_PKG_VERSION"),
                rules: codes.iter().filter_map(|code| descriptor(code, secrets)).collect(),
            },
        },
        automation_details: Automation { id: category(review, origin) },
        column_kind: "unicodeCodePoints",
        invocations: vec![Invocation {
            execution_successful: review.environments.iter().all(|one| !one.errored),
            tool_execution_notifications: if left_out == 0 {
                Vec::new()
            } else {
                vec![Notification {
                    level: "warning",
                    message: Message {
                        text: format!(
                            "no room for {}; the JSON output has all",
                            counted(left_out, "more finding")
                        ),
                    },
                }]
            },
        }],
        results,
    };
    let log =
        Log { schema: "https://json.schemastore.org/sarif-2.1.0.json", version: "2.1.0", runs: vec![run] };
    let mut text = serde_json::to_string(&log).expect("a log is JSON");
    text.push('\n');
    text
}

/// What keeps the alerts of one comment apart from those of another: the stack and the environments.
fn category(review: &Review, origin: &Origin) -> String {
    let names: Vec<String> = review.environments.iter().map(|one| line(&one.name)).collect();
    let stack = origin.stack.as_deref().map(|stack| format!("{}/", line(stack))).unwrap_or_default();
    // What follows the last slash names the run, and GitHub takes what is before it as the category.
    format!("iac-review/{stack}{}/", names.join("+"))
}

fn descriptor(code: &str, secrets: &Secrets) -> Option<Descriptor> {
    let rule = rules::find(code)?;
    let title = secrets.mask(rule.title).into_owned();
    let explained = secrets.mask(&rules::explain(rule)).into_owned();
    Some(Descriptor {
        id: rule.code,
        short_description: Message { text: clipped(&title, MOST_DESCRIPTION) },
        full_description: Message {
            text: clipped(&format!("{title}: {}", secrets.mask(rule.fix)), MOST_DESCRIPTION),
        },
        help: Help { text: explained.clone(), markdown: explained },
        default_configuration: Configuration { level: level(rule.severity) },
        properties: Properties {
            tags: ["security", "infrastructure"],
            precision: "high",
            security_severity: match rule.severity {
                Severity::Critical => "9.5",
                Severity::High => "8.0",
                Severity::Medium => "5.0",
                Severity::Low => "3.0",
                Severity::Info => "0.1",
            },
        },
    })
}

fn result(
    review: &Review,
    origin: &Origin,
    environment: usize,
    finding: &ReviewedFinding,
    codes: &[&str],
    seen: &mut BTreeMap<String, usize>,
) -> Outcome {
    let name = &review.environments[environment].name;
    let object = finding.address.as_deref().unwrap_or("the plan");
    let place = origin.places.get(environment);
    let file = place.map_or("plan.json", |place| &place.file);
    // The address and not the message: a count in it may change while the danger is the same.
    let deposed = finding.deposed.as_deref().unwrap_or_default();
    let print =
        fingerprint(&[origin.stack.as_deref().unwrap_or_default(), name, finding.rule, object, deposed]);
    let number = seen.entry(print.clone()).or_default();
    *number += 1;
    Outcome {
        rule_id: finding.rule,
        rule_index: codes.binary_search(&finding.rule).unwrap_or_default(),
        level: level(finding.severity),
        message: Message {
            text: plain(&format!(
                "{} ({}, {name}): {}. {}",
                object, finding.severity, finding.message, finding.fix
            )),
        },
        locations: [Location {
            physical_location: Physical {
                artifact_location: Artifact { uri: uri(file) },
                region: Region { start_line: place.and_then(|place| place.line).unwrap_or(1) },
            },
            logical_locations: finding
                .address
                .iter()
                .map(|address| Logical { fully_qualified_name: line(address), kind: "resource" })
                .collect(),
        }],
        partial_fingerprints: Fingerprints { primary_location_line_hash: format!("{print}:{number}") },
        suppressions: finding
            .waived
            .iter()
            .map(|reason| Suppression { kind: "external", status: "accepted", justification: plain(reason) })
            .collect(),
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Critical | Severity::High => "error",
        Severity::Medium => "warning",
        Severity::Low | Severity::Info => "note",
    }
}

/// `text` as a message: brackets are links in SARIF, and nothing of a plan may become one.
fn plain(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for character in clipped(&line(text), MOST_CHARACTERS).chars() {
        if matches!(character, '[' | ']' | '\\') {
            shown.push('\\');
        }
        shown.push(character);
    }
    shown
}

fn clipped(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let mut clipped: String = text.chars().take(most - 1).collect();
    clipped.push('…');
    clipped
}

/// A path as a reference: relative as it is, absolute with its scheme.
fn uri(path: &str) -> String {
    let path = path.replace('\\', "/");
    let mut uri = String::from(if path.starts_with('/') { "file://" } else { "" });
    for byte in path.trim_start_matches("./").bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            uri.push(char::from(byte));
        } else {
            write!(uri, "%{byte:02X}").expect("a string takes text");
        }
    }
    uri
}

/// By what a finding is known again in the next plan: 64-bit FNV-1a, which tells findings apart and guards nothing.
fn fingerprint(parts: &[&str]) -> String {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for byte in parts.iter().flat_map(|part| part.bytes().chain([0])) {
        hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    format!("{hash:016x}")
}

#[derive(Serialize)]
struct Log {
    #[serde(rename = "$schema")]
    schema: &'static str,
    version: &'static str,
    runs: Vec<Run>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Run {
    tool: Tool,
    automation_details: Automation,
    column_kind: &'static str,
    invocations: Vec<Invocation>,
    results: Vec<Outcome>,
}

#[derive(Serialize)]
struct Tool {
    driver: Driver,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Driver {
    name: &'static str,
    semantic_version: &'static str,
    rules: Vec<Descriptor>,
}

#[derive(Serialize)]
struct Automation {
    id: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Invocation {
    execution_successful: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tool_execution_notifications: Vec<Notification>,
}

#[derive(Serialize)]
struct Notification {
    level: &'static str,
    message: Message,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Descriptor {
    id: &'static str,
    short_description: Message,
    full_description: Message,
    help: Help,
    default_configuration: Configuration,
    properties: Properties,
}

#[derive(Serialize)]
struct Help {
    text: String,
    markdown: String,
}

#[derive(Serialize)]
struct Configuration {
    level: &'static str,
}

#[derive(Serialize)]
struct Properties {
    tags: [&'static str; 2],
    precision: &'static str,
    #[serde(rename = "security-severity")]
    security_severity: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Outcome {
    rule_id: &'static str,
    rule_index: usize,
    level: &'static str,
    message: Message,
    locations: [Location; 1],
    partial_fingerprints: Fingerprints,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    suppressions: Vec<Suppression>,
}

#[derive(Serialize)]
struct Message {
    text: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Location {
    physical_location: Physical,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    logical_locations: Vec<Logical>,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Physical {
    artifact_location: Artifact,
    region: Region,
}

#[derive(Serialize)]
struct Artifact {
    uri: String,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Region {
    start_line: usize,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Logical {
    fully_qualified_name: String,
    kind: &'static str,
}

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Fingerprints {
    primary_location_line_hash: String,
}

#[derive(Serialize)]
struct Suppression {
    kind: &'static str,
    status: &'static str,
    justification: String,
}
