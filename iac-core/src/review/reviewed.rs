//! The review as a value: what every output is written from.
//!
//! Everything in it that comes from a plan is masked already, so an output has no secrets to keep; values are texts for
//! people. It is also the JSON output, whose schema is [`schema`].

use super::finding::Severity;
use crate::environment::Tier;
use schemars::JsonSchema;
use serde::Serialize;
use std::fmt;

/// A review of the plans of one or more environments.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Review {
    /// Version of this format: `iac.review/1`; fields may be added to it, none removed.
    pub format: &'static str,
    /// What is to be done with the plans.
    pub verdict: Verdict,
    /// One review for each plan, in the order given.
    pub environments: Vec<Reviewed>,
}

/// What is to be done with a plan.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// It may be applied.
    Fine,
    /// Somebody has to approve it.
    ApprovalNeeded,
    /// It must not be applied.
    Blocked,
    /// It isn't the whole plan: planning failed, or is not complete.
    Incomplete,
}

/// The review of one plan.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct Reviewed {
    /// The environment.
    pub name: String,
    /// What the environment promises, which decides how bad findings are.
    pub tier: Tier,
    /// What is to be done with this plan.
    pub verdict: Verdict,
    /// The program that planned, with its version.
    pub planned_by: Option<String>,
    /// When it was planned.
    pub planned_at: Option<String>,
    /// SHA-256 of the plan's JSON, in hexadecimal.
    pub plan_sha256: Option<String>,
    /// Whether planning failed half-way.
    pub errored: bool,
    /// Whether nothing is left to plan after applying it; none before Terraform 1.8 and in OpenTofu.
    pub complete: Option<bool>,
    /// How much of everything there is.
    pub counts: Counts,
    /// The dangers, the worst first.
    pub findings: Vec<ReviewedFinding>,
    /// What is done to each object that isn't left alone, by address.
    pub changes: Vec<ReviewedChange>,
    /// Addresses of the objects that are left alone.
    pub unchanged: Vec<String>,
    /// What happens to the outputs, by name.
    pub outputs: Vec<ReviewedChange>,
    /// What was changed outside of Terraform, by address.
    pub drift: Vec<ReviewedChange>,
    /// What can't be planned yet.
    pub deferred: Vec<ReviewedChange>,
    /// Conditions that don't hold, or aren't known to.
    pub checks: Vec<ReviewedCheck>,
    /// Provider actions that applying runs.
    pub invocations: Vec<String>,
}

/// How much of everything there is in a plan.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, JsonSchema)]
pub struct Counts {
    /// Objects that are imported.
    pub import: usize,
    /// Objects that are created.
    pub create: usize,
    /// Objects that are changed in place.
    pub update: usize,
    /// Objects that are replaced.
    pub replace: usize,
    /// Objects that are destroyed.
    pub delete: usize,
    /// Objects that Terraform stops managing.
    pub forget: usize,
    /// Objects that move to another address.
    #[serde(rename = "move")]
    pub moved: usize,
    /// Data that is read, and ephemeral objects that are opened, while applying.
    pub read: usize,
    /// Objects with an action that isn't known.
    pub unknown: usize,
    /// Objects that are left alone.
    pub unchanged: usize,
    /// Outputs that change.
    pub outputs: usize,
    /// Objects that were changed outside of Terraform.
    pub drift: usize,
    /// Objects that can't be planned yet.
    pub deferred: usize,
    /// Conditions that don't hold.
    pub failed_checks: usize,
    /// Provider actions.
    pub invocations: usize,
}

/// A danger in a plan.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReviewedFinding {
    /// The code of the rule, which `iac explain` takes.
    pub rule: &'static str,
    /// The rule in one line.
    pub title: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// The object; none for the whole plan.
    pub address: Option<String>,
    /// Its deposed key.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposed: Option<String>,
    /// What is dangerous.
    pub message: String,
    /// What to do about it.
    pub fix: String,
    /// Why it is accepted, if it is: it doesn't count for the verdict then.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub waived: Option<String>,
}

/// What is done to one object.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub struct ReviewedChange {
    /// The address, or the name of an output.
    pub address: String,
    /// The key of an object that an earlier replacement left over.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub deposed: Option<String>,
    /// The address that it moves from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub previous_address: Option<String>,
    /// The type; empty for an output.
    #[serde(rename = "type")]
    pub kind: String,
    /// What is done.
    pub action: Done,
    /// Whether it is imported.
    pub imported: bool,
    /// Why, in the plan's word.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Paths that force a replacement.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub replace_paths: Vec<String>,
    /// How bad the worst finding about it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub severity: Option<Severity>,
    /// Whether a drift matters to what is planned.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub relevant: bool,
    /// What changes in it; nothing is listed of an object that goes away.
    pub edits: Vec<Edit>,
}

/// What is done, in one word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Done {
    /// It is destroyed.
    Delete,
    /// It is destroyed, then another one is created.
    Replace,
    /// Another one is created, then it is destroyed.
    ReplaceCreateFirst,
    /// The plan has words for it that aren't known.
    Unknown,
    /// Terraform stops managing it.
    Forget,
    /// Terraform stops managing it and creates another one.
    ForgetCreate,
    /// It is changed in place.
    Update,
    /// It is created.
    Create,
    /// It is read while applying.
    Read,
    /// It is opened while applying.
    Open,
    /// Nothing but what else the row says: it moves, or is imported.
    Nothing,
}

/// What changes at one path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
pub struct Edit {
    /// The path, such as `tags["team"]`.
    pub path: String,
    /// Whether it forces the replacement.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub forces_replacement: bool,
    /// What changes there.
    #[serde(flatten)]
    pub what: What,
}

/// What changes at a path.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, JsonSchema)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum What {
    /// A value; `(unset)` stands for null, `""`, `[]` and missing.
    Value {
        /// The value before.
        before: String,
        /// The value after.
        after: String,
    },
    /// A value that isn't shown.
    Sensitive,
    /// Lines of a text, each with `+`, `-` or a space before it.
    Lines {
        /// The lines.
        lines: Vec<String>,
    },
    /// Permissions of a policy.
    Permissions {
        /// What the policy says now and didn't before.
        added: Vec<String>,
        /// What the policy said before and doesn't now.
        removed: Vec<String>,
    },
    /// Elements of a list or set.
    Items {
        /// Elements that weren't there before.
        added: Vec<String>,
        /// Elements that aren't there any more.
        removed: Vec<String>,
    },
    /// The elements are the same, in another order.
    Order,
    /// The text means the same, and is written differently.
    Spelling,
}

/// A condition that doesn't hold, or isn't known to.
#[derive(Debug, Clone, Serialize, JsonSchema)]
pub struct ReviewedCheck {
    /// What is checked.
    pub address: String,
    /// `fail`, `error` or `unknown`.
    pub status: String,
    /// What doesn't hold, in the author's words.
    pub problems: Vec<String>,
}

impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Fine => "OK",
            Self::ApprovalNeeded => "APPROVAL NEEDED",
            Self::Blocked => "BLOCKED",
            Self::Incomplete => "INCOMPLETE PLAN",
        })
    }
}

impl Done {
    /// The word for people.
    pub fn word(self) -> &'static str {
        match self {
            Self::Delete => "delete",
            Self::Replace => "replace",
            Self::ReplaceCreateFirst => "replace (create first)",
            Self::Unknown => "unknown action",
            Self::Forget => "forget",
            Self::ForgetCreate => "forget and create",
            Self::Update => "update",
            Self::Create => "create",
            Self::Read => "read",
            Self::Open => "open",
            Self::Nothing => "keep",
        }
    }

    /// Whether the object that is there now is destroyed.
    pub fn destroys(self) -> bool {
        matches!(self, Self::Delete | Self::Replace | Self::ReplaceCreateFirst)
    }
}

impl Reviewed {
    /// The worst finding that isn't waived.
    pub fn worst(&self) -> Option<Severity> {
        self.findings.iter().filter(|finding| finding.waived.is_none()).map(|finding| finding.severity).max()
    }

    /// The changes, the riskiest first: by the worst finding, then by what is done, then by address.
    pub fn by_risk(&self) -> Vec<&ReviewedChange> {
        let mut changes: Vec<&ReviewedChange> = self.changes.iter().collect();
        changes.sort_by(|one, two| {
            let key = |change: &ReviewedChange| (std::cmp::Reverse(change.severity), change.action);
            key(one).cmp(&key(two)).then_with(|| one.address.cmp(&two.address))
        });
        changes
    }
}

/// The JSON Schema of a review.
///
/// # Panics
///
/// Never: a schema is always JSON.
pub fn schema() -> serde_json::Value {
    serde_json::to_value(schemars::schema_for!(Review)).expect("a schema is JSON")
}
