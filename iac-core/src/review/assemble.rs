//! From plans to a review.

use super::action::{Action, Order};
use super::change::Change;
use super::diff;
use super::drift::Drift;
use super::finding::{Finding, Severity};
use super::model::Model;
use super::plan::{Deferred, Plan, Row};
use super::read::NotAPlan;
use super::reviewed::{
    Counts, Done, Review, Reviewed, ReviewedChange, ReviewedCheck, ReviewedFinding, Verdict,
};
use super::rules::{Dispatch, Scope};
use super::secrets::Secrets;
use super::waiver::{Day, Reviewing};
use crate::environment::Tier;
use std::collections::BTreeMap;
use std::num::NonZero;
use std::thread;

/// The version of what a review is written as.
const FORMAT: &str = "iac.review/1";

/// A plan to be reviewed, with what the caller knows of it.
#[derive(Debug)]
pub struct Source<'a> {
    /// The name of the environment, for people.
    pub name: String,
    /// The plan.
    pub plan: Plan<'a>,
    /// SHA-256 of its text, in hexadecimal.
    pub sha256: Option<String>,
    /// What the environment promises.
    pub tier: Tier,
    /// The environment in the model and what it renders to, if a spec was given.
    pub model: Option<&'a Model>,
    /// What the spec says about reviews, if one was given.
    pub reviewing: Option<&'a Reviewing>,
}

/// Which findings stop a plan.
#[derive(Debug, Clone)]
pub struct Gate {
    /// The mildest severity that blocks; none if nothing does.
    pub fail_on: Option<Severity>,
    /// The mildest severity that needs somebody's approval; none if nothing does.
    pub ask_on: Option<Severity>,
    /// Whether a plan that leaves something to plan, such as one with `-target`, is accepted.
    pub incomplete: Incomplete,
    /// Now as RFC 3339, such as `2026-11-25T23:00:00Z`: plans get old, and waivers expire.
    pub now: Option<String>,
}

/// What an incomplete plan leads to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Incomplete {
    /// It stops the plan.
    Stops,
    /// It is accepted.
    Passes,
}

impl Gate {
    /// Today, if the caller says when it is.
    pub fn today(&self) -> Option<Day> {
        self.now.as_deref()?.get(..10)?.parse().ok()
    }
}

impl Default for Gate {
    fn default() -> Self {
        Self {
            fail_on: Some(Severity::Critical),
            ask_on: Some(Severity::High),
            incomplete: Incomplete::Stops,
            now: None,
        }
    }
}

/// A plan that can't be reviewed.
#[derive(Debug, thiserror::Error)]
#[error("the plan of {name} can't be reviewed")]
pub struct Unreviewable {
    /// The environment.
    pub name: String,
    /// Why.
    #[source]
    pub problem: NotAPlan,
}

/// Reviews `sources` as one, with the secrets that no output may hold.
///
/// # Errors
///
/// [`Unreviewable`] if a value of a plan can't be read.
pub fn review(sources: &[Source<'_>], gate: &Gate) -> Result<(Review, Secrets), Unreviewable> {
    // A secret of one plan may stand unmarked in another.
    let mut secrets = Secrets::default();
    for source in sources {
        secrets.collect(&source.plan);
    }
    let secrets = secrets.ready();
    let dispatch = Dispatch::new();
    let environments = sources
        .iter()
        .map(|source| {
            let assembly = Assembly { source, gate, secrets: &secrets, dispatch: &dispatch };
            let unreviewable = |problem| Unreviewable { name: source.name.clone(), problem };
            assembly.reviewed().map_err(unreviewable)
        })
        .collect::<Result<Vec<_>, _>>()?;
    let verdict = environments.iter().map(|one| one.verdict).max().unwrap_or(Verdict::Fine);
    Ok((Review { format: FORMAT, verdict, environments }, secrets))
}

/// Fewer rows than these aren't worth a thread.
const SHARE: usize = 1000;

/// What a row says.
enum Looked {
    /// Nothing is done to the object at this address.
    Unchanged(String),
    /// Something is, and rules found this in it.
    Changed(ReviewedChange, Vec<Finding>),
}

struct Assembly<'s, 'a> {
    source: &'s Source<'a>,
    gate: &'s Gate,
    secrets: &'s Secrets,
    dispatch: &'s Dispatch,
}

impl<'a> Assembly<'_, 'a> {
    fn reviewed(&self) -> Result<Reviewed, NotAPlan> {
        let plan = &self.source.plan;
        let scope = Scope {
            plan,
            tier: self.source.tier,
            model: self.source.model,
            secrets: self.secrets,
            now: self.gate.now.as_deref(),
        };
        let mut counts = Counts::default();
        let mut findings = self.dispatch.plan(&scope);
        let (mut changes, mut unchanged) = (Vec::new(), Vec::new());
        for row in self.rows(&scope, &mut counts)? {
            match row {
                Looked::Unchanged(address) => unchanged.push(address),
                Looked::Changed(change, found) => {
                    changes.push(change);
                    findings.extend(found);
                }
            }
        }
        changes.sort_by(|one, two| (&one.address, &one.deposed).cmp(&(&two.address, &two.deposed)));
        unchanged.sort_unstable();
        let drift = self.drift(&scope, &mut findings)?;
        let deferred = self.deferred()?;
        let outputs = self.outputs();
        let checks = self.checks();
        counts.outputs = outputs.len();
        counts.drift = drift.len();
        counts.deferred = plan.deferred_changes.len();
        counts.failed_checks =
            checks.iter().filter(|check| matches!(&*check.status, "fail" | "error")).count();
        let invocations: Vec<String> =
            plan.action_invocations.iter().map(|one| self.text(&one.address)).collect();
        counts.invocations = invocations.len() + plan.deferred_action_invocations.len();
        if let Some(reviewing) = self.source.reviewing {
            let today = self.gate.today();
            reviewing.apply(&mut findings, &self.source.name, today.as_ref(), self.source.sha256.as_deref());
        }
        // A rule over the whole plan may mean an object.
        for finding in &findings {
            let Some(address) = &finding.address else { continue };
            let address = self.text(address);
            let key = |one: &ReviewedChange| (&one.address, &one.deposed).cmp(&(&address, &finding.deposed));
            if let Ok(place) = changes.binary_search_by(key) {
                changes[place].severity = changes[place].severity.max(Some(finding.severity));
            }
        }
        let mut reviewed = Reviewed {
            name: self.text(&self.source.name),
            tier: self.source.tier,
            verdict: Verdict::Fine,
            planned_by: self.planned_by(),
            planned_at: plan.timestamp.as_ref().map(|text| self.text(text)),
            plan_sha256: self.source.sha256.clone(),
            errored: plan.errored == Some(true),
            complete: plan.complete,
            counts,
            findings: self.findings(findings),
            changes,
            unchanged,
            outputs,
            drift,
            deferred,
            checks,
            invocations,
        };
        reviewed.verdict = self.verdict(&reviewed);
        Ok(reviewed)
    }

    /// What each row says, in their order. Rows know nothing of each other, so that processors share a big plan.
    fn rows(&self, scope: &Scope<'_, 'a>, counts: &mut Counts) -> Result<Vec<Looked>, NotAPlan> {
        let rows = &self.source.plan.resource_changes;
        for row in rows {
            count(&Change::new(row), counts);
        }
        let share = rows.len().div_ceil(thread::available_parallelism().map_or(1, NonZero::get)).max(SHARE);
        let looked = |part: &[Row<'a>]| part.iter().map(|row| self.row(row, scope)).collect();
        if rows.len() <= share {
            return looked(rows);
        }
        let parts: Vec<Result<Vec<Looked>, NotAPlan>> = thread::scope(|threads| {
            let started: Vec<_> =
                rows.chunks(share).map(|part| threads.spawn(move || looked(part))).collect();
            let ended = started.into_iter().map(thread::ScopedJoinHandle::join);
            ended.map(|part| part.unwrap_or_else(|panic| std::panic::resume_unwind(panic))).collect()
        });
        let parts: Vec<Vec<Looked>> = parts.into_iter().collect::<Result<_, _>>()?;
        Ok(parts.into_iter().flatten().collect())
    }

    fn row(&self, row: &Row<'a>, scope: &Scope<'_, 'a>) -> Result<Looked, NotAPlan> {
        let change = Change::new(row);
        if does_nothing(&change) {
            return Ok(Looked::Unchanged(self.text(&row.address)));
        }
        change.check_depth().map_err(|_| NotAPlan::TooDeep)?;
        let found = self.dispatch.change(&change, scope);
        let severity = found.iter().map(|one| one.severity).max();
        Ok(Looked::Changed(self.change(&change, severity), found))
    }

    fn verdict(&self, reviewed: &Reviewed) -> Verdict {
        let incomplete = reviewed.complete == Some(false) || !reviewed.deferred.is_empty();
        let worst = reviewed.worst();
        let reaches =
            |limit: Option<Severity>| limit.is_some_and(|limit| worst.is_some_and(|worst| worst >= limit));
        if reviewed.errored || incomplete && self.gate.incomplete == Incomplete::Stops {
            Verdict::Incomplete
        } else if reaches(self.gate.fail_on) || reviewed.counts.unknown > 0 {
            Verdict::Blocked
        } else if reaches(self.gate.ask_on) {
            Verdict::ApprovalNeeded
        } else {
            Verdict::Fine
        }
    }

    fn text(&self, text: &str) -> String {
        self.secrets.mask(text).into_owned()
    }

    fn optional(&self, text: Option<&str>) -> Option<String> {
        text.map(|text| self.text(text))
    }

    /// The program and its version; the plan of OpenTofu is told by its registry or by a field that it lacks.
    fn planned_by(&self) -> Option<String> {
        let plan = &self.source.plan;
        let version = plan.terraform_version.as_deref()?;
        let registry = |row: &Row<'_>| {
            row.provider_name.as_deref().is_some_and(|name| name.starts_with("registry.opentofu.org/"))
        };
        let mut numbers = version.split('.').map(|part| part.parse::<u32>().unwrap_or(0));
        let modern = (numbers.next(), numbers.next()) >= (Some(1), Some(8));
        let opentofu = plan.resource_changes.iter().any(registry) || plan.applyable.is_none() && modern;
        let name = if opentofu { "OpenTofu" } else { "Terraform" };
        Some(self.text(&format!("{name} {version}")))
    }

    fn change(&self, change: &Change<'_, 'a>, severity: Option<Severity>) -> ReviewedChange {
        let row = change.row();
        let shows_edits =
            !matches!(change.action(), Action::Delete | Action::Forget | Action::NoOp | Action::Open);
        ReviewedChange {
            address: self.text(&row.address),
            deposed: self.optional(row.deposed.as_deref()),
            previous_address: self.optional(row.previous_address.as_deref()),
            kind: self.text(&row.kind),
            action: done(change.action()),
            imported: change.imports(),
            reason: match change.action() {
                Action::Unknown(words) => Some(self.text(&format!("the plan says: {words}"))),
                _ => self.optional(row.action_reason.as_deref()),
            },
            replace_paths: change.replace_paths().iter().map(|path| self.text(path)).collect(),
            severity,
            relevant: false,
            edits: if shows_edits { diff::edits(change, self.secrets) } else { Vec::new() },
        }
    }

    /// What was changed outside of Terraform; what is dangerous in it, and stays, is added to `findings`.
    fn drift(
        &self,
        scope: &Scope<'_, 'a>,
        findings: &mut Vec<Finding>,
    ) -> Result<Vec<ReviewedChange>, NotAPlan> {
        let plan = &self.source.plan;
        let about = Drift::new(plan);
        let mut drift = Vec::new();
        for row in &plan.resource_drift {
            let change = Change::new(row);
            change.check_depth().map_err(|_| NotAPlan::TooDeep)?;
            let found = if about.stays(&change) { self.dispatch.drift(&change, scope) } else { Vec::new() };
            let severity = found.iter().map(|one| one.severity).max();
            findings.extend(found);
            drift.push(ReviewedChange { relevant: about.matters(&change), ..self.change(&change, severity) });
        }
        drift.sort_by(|one, two| (&one.address, &one.deposed).cmp(&(&two.address, &two.deposed)));
        Ok(drift)
    }

    fn deferred(&self) -> Result<Vec<ReviewedChange>, NotAPlan> {
        let mut all = Vec::new();
        for Deferred { reason, resource_change } in &self.source.plan.deferred_changes {
            let Some(row) = resource_change else { continue };
            let change = Change::new(row);
            change.check_depth().map_err(|_| NotAPlan::TooDeep)?;
            all.push(ReviewedChange {
                reason: self.optional(reason.as_deref()),
                ..self.change(&change, None)
            });
        }
        Ok(all)
    }

    fn outputs(&self) -> Vec<ReviewedChange> {
        let plan = &self.source.plan;
        let root = plan.configuration.as_ref().map(|configuration| &configuration.root_module);
        let state = plan.prior_state.as_ref().and_then(|state| state.values.as_ref());
        let mut outputs = Vec::new();
        for (name, body) in &plan.output_changes {
            let action = body.action();
            if action == Action::NoOp {
                continue;
            }
            // Before Terraform 0.15 the change itself doesn't say.
            let sensitive =
                root.and_then(|root| root.outputs.get(name)).is_some_and(|output| output.sensitive)
                    || state.and_then(|state| state.outputs.get(name)).is_some_and(|output| output.sensitive);
            outputs.push(ReviewedChange {
                address: self.text(name),
                deposed: None,
                previous_address: None,
                kind: String::new(),
                action: done(&action),
                imported: false,
                reason: None,
                replace_paths: Vec::new(),
                severity: None,
                relevant: false,
                edits: diff::output(name, body, sensitive, self.secrets),
            });
        }
        outputs
    }

    fn checks(&self) -> Vec<ReviewedCheck> {
        let mut checks = Vec::new();
        for check in self.source.plan.checks.iter().filter(|check| &*check.status != "pass") {
            let problems = check.instances.iter().flat_map(|instance| &instance.problems);
            let problems: Vec<String> = problems.map(|problem| self.text(&problem.message)).collect();
            // Before it is applied, most conditions are unknown; that is no news.
            if &*check.status != "unknown" || !problems.is_empty() {
                let (address, status) = (self.text(&check.address.to_display), self.text(&check.status));
                checks.push(ReviewedCheck { address, status, problems });
            }
        }
        checks
    }

    fn findings(&self, mut findings: Vec<Finding>) -> Vec<ReviewedFinding> {
        findings.sort_by(|one, two| {
            let waived = |finding: &Finding| finding.waived.is_some();
            (
                waived(one),
                std::cmp::Reverse(one.severity),
                one.rule.code,
                &one.address,
                &one.deposed,
                &one.message,
            )
                .cmp(&(
                    waived(two),
                    std::cmp::Reverse(two.severity),
                    two.rule.code,
                    &two.address,
                    &two.deposed,
                    &two.message,
                ))
        });
        let reviewed = |finding: Finding| ReviewedFinding {
            rule: finding.rule.code,
            title: finding.rule.title,
            severity: finding.severity,
            address: self.optional(finding.address.as_deref()),
            deposed: self.optional(finding.deposed.as_deref()),
            message: self.text(&finding.message),
            fix: self.text(&finding.fix),
            waived: self.optional(finding.waived.as_deref()),
        };
        findings.into_iter().map(reviewed).collect()
    }
}

/// Whether a row leaves its object alone, at its address.
fn does_nothing(change: &Change<'_, '_>) -> bool {
    *change.action() == Action::NoOp && !change.imports() && change.row().previous_address.is_none()
}

fn count(change: &Change<'_, '_>, counts: &mut Counts) {
    counts.import += usize::from(change.imports());
    counts.moved += usize::from(change.row().previous_address.is_some());
    counts.unchanged += usize::from(does_nothing(change));
    match change.action() {
        Action::NoOp => {}
        Action::Create => counts.create += 1,
        Action::Read | Action::Open => counts.read += 1,
        Action::Update => counts.update += 1,
        Action::Delete => counts.delete += 1,
        Action::Replace { .. } => counts.replace += 1,
        Action::Forget => counts.forget += 1,
        Action::ForgetCreate => {
            counts.forget += 1;
            counts.create += 1;
        }
        Action::Unknown(_) => counts.unknown += 1,
    }
}

fn done(action: &Action) -> Done {
    match action {
        Action::NoOp => Done::Nothing,
        Action::Create => Done::Create,
        Action::Read => Done::Read,
        Action::Update => Done::Update,
        Action::Delete => Done::Delete,
        Action::Replace { order: Order::DeleteFirst } => Done::Replace,
        Action::Replace { order: Order::CreateFirst } => Done::ReplaceCreateFirst,
        Action::Forget => Done::Forget,
        Action::ForgetCreate => Done::ForgetCreate,
        Action::Open => Done::Open,
        Action::Unknown(_) => Done::Unknown,
    }
}

/// Groups of items whose changes are the same but for the address, in the order in which they were given.
///
/// A move is always told alone, since its two addresses are all there is to it.
pub fn alike<'r, T: Copy>(items: &[T], change: impl Fn(T) -> &'r ReviewedChange) -> Vec<Vec<T>> {
    let mut groups: Vec<Vec<T>> = Vec::new();
    let mut places = BTreeMap::new();
    for item in items {
        let one = change(*item);
        if one.previous_address.is_some() {
            groups.push(vec![*item]);
            continue;
        }
        let same =
            (one.action, &*one.kind, one.severity, &one.reason, &one.replace_paths, one.imported, &one.edits);
        let place = *places.entry(same).or_insert_with(|| {
            groups.push(Vec::new());
            groups.len() - 1
        });
        groups[place].push(*item);
    }
    groups
}
