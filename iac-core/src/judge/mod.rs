//! The judge of what is about to be applied: Terraform plans, module bodies and roots that somebody may have edited.
//!
//! It reads Terraform's own texts and knows neither how they were written nor the syntax of a spec, so that a
//! hand-written configuration gets the same judgement as a rendered one. What scanners don't look at is what it looks
//! at first: whether a deployment is watched, undone, drained and in time.
//!
//! ```
//! use iac_core::environment::Tier;
//! use iac_core::judge;
//!
//! let plan = r#"{"format_version": "1.2", "resource_changes": [{
//!     "address": "aws_kms_key.this", "mode": "managed", "type": "aws_kms_key", "name": "this",
//!     "change": {"actions": ["create"], "after": {"enable_key_rotation": false}, "after_unknown": {}}
//! }]}"#;
//! let report = judge::plan(plan, Tier::Development)?;
//! assert_eq!(report.findings[0].rule.code, "key-rotation");
//! assert_eq!(report.findings[0].property, "enable_key_rotation");
//! # Ok::<(), judge::NotJudged>(())
//! ```

mod bodies;
mod expected;
mod finding;
mod gates;
mod not_judged;
mod plan;
mod references;
mod root;
pub mod rules;
mod value;

pub use expected::Expected;
pub use finding::Finding;
pub use not_judged::NotJudged;
pub use root::{Difference, NotARoot, Overlay, Root, overlay};

use bodies::Bodies;
use iac_schema::Source;
use plan::Plan;

/// What the judge says of a plan.
#[derive(Debug, Clone, PartialEq)]
pub struct Report {
    /// What is wrong, in the order of the rules.
    pub findings: Vec<Finding>,
    /// How many planned resources were looked at.
    pub resources: usize,
    /// Whether the plan covers the whole configuration; one that is limited by `-target` does not.
    pub complete: bool,
}

/// Judges the text that `terraform show -json PLAN` prints.
///
/// `expected` is what the environment promises: its [`Tier`](crate::environment::Tier), or more where it is known.
/// A value that is known only after apply breaks no rule.
///
/// # Errors
///
/// [`NotJudged`] if the text is something else, with what it is.
pub fn plan(text: &str, expected: impl Into<Expected>) -> Result<Report, NotJudged> {
    let plan = Plan::read(text)?;
    let expected = expected.into();
    let findings = rules::ALL.iter().flat_map(|rule| rule.of_plan(&plan, &expected)).collect();
    Ok(Report { findings, resources: plan.resources.len(), complete: plan.complete })
}

/// Judges the files of one module: what its plan can't show, such as `lifecycle` blocks.
///
/// A file that can't be parsed is left to [`schema::check`](iac_schema::check), which says where.
///
/// ```
/// use iac_core::judge;
/// use iac_core::schema::Source;
///
/// let text = "resource \"aws_autoscaling_group\" \"hosts\" {\n  min_size = 2\n  max_size = 4\n}\n";
/// let findings = judge::bodies(&[Source { path: "hosts.tf", text }]);
/// assert_eq!(findings[0].rule.code, "ignored-changes");
/// assert_eq!(findings[0].place, "hosts.tf:1:1");
/// ```
pub fn bodies(sources: &[Source<'_>]) -> Vec<Finding> {
    let bodies = Bodies::read(sources);
    rules::ALL.iter().flat_map(|rule| rule.of_bodies(&bodies)).collect()
}
