//! What a rule found in a change.

use super::rules::Rule;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::fmt;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Good to know.
    Info,
    /// Worth a look.
    Low,
    /// To be looked at before it is applied.
    Medium,
    /// Likely to hurt.
    High,
    /// Data, access or the whole environment is at stake.
    Critical,
}

impl Severity {
    /// All, from the mildest to the worst.
    pub const ALL: [Self; 5] = [Self::Info, Self::Low, Self::Medium, Self::High, Self::Critical];
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        })
    }
}

/// What a rule says of a change, before it is said whose it is and how bad.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report {
    /// What is dangerous here, with the values, as one sentence without a full stop.
    pub message: String,
    /// What to do about it; none for the rule's own advice.
    pub fix: Option<String>,
    /// How bad it is, if that differs from the rule's own severity.
    pub severity: Option<Severity>,
    /// The object, if the rule judges the plan and means one.
    pub address: Option<String>,
    /// The attributes that it is about.
    pub paths: Vec<&'static str>,
}

impl Report {
    /// A report with the rule's own severity and advice.
    pub fn new(message: impl Into<String>) -> Self {
        Self { message: message.into(), fix: None, severity: None, address: None, paths: Vec::new() }
    }

    /// The only report if `holds`, and none otherwise.
    pub fn when(holds: bool, message: impl Into<String>) -> Vec<Self> {
        if holds { vec![Self::new(message)] } else { Vec::new() }
    }

    /// The same at another severity.
    #[must_use]
    pub fn at(self, severity: Severity) -> Self {
        Self { severity: Some(severity), ..self }
    }

    /// The same with advice of its own.
    #[must_use]
    pub fn fix(self, fix: impl Into<String>) -> Self {
        Self { fix: Some(fix.into()), ..self }
    }

    /// The same about the object at `address`.
    #[must_use]
    pub fn about(self, address: impl Into<String>) -> Self {
        Self { address: Some(address.into()), ..self }
    }
}

/// A danger in a plan.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule.
    pub rule: &'static Rule,
    /// How bad it is here.
    pub severity: Severity,
    /// The object; none for the whole plan.
    pub address: Option<String>,
    /// Its deposed key, if it has one.
    pub deposed: Option<String>,
    /// What is dangerous, with the values.
    pub message: String,
    /// What to do about it.
    pub fix: String,
    /// Why it is accepted, if a waiver says so.
    pub waived: Option<String>,
}
