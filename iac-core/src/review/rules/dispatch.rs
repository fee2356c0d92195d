//! Which rules are asked about a change.

use super::severities::at_tier;
use super::{ALL, Check, Rule, Scope, row};
use crate::review::action::Action;
use crate::review::change::Change;
use crate::review::finding::{Finding, Report};
use crate::review::model::without_keys;
use std::collections::{BTreeMap, BTreeSet};

/// The rules by the type that they judge, so that a plan of 100,000 changes doesn't ask all of them each time.
#[derive(Debug)]
pub(crate) struct Dispatch {
    plan: Vec<&'static Rule>,
    every_type: Vec<&'static Rule>,
    by_type: BTreeMap<&'static str, Vec<&'static Rule>>,
}

impl Dispatch {
    /// All rules.
    pub(crate) fn new() -> Self {
        let mut dispatch = Self { plan: Vec::new(), every_type: Vec::new(), by_type: BTreeMap::new() };
        for rule in ALL.iter() {
            let mut judges = |kind: &'static str| {
                let rules = dispatch.by_type.entry(kind).or_default();
                if rules.last() != Some(&rule) {
                    rules.push(rule);
                }
            };
            match rule.check {
                Check::Plan(_) => dispatch.plan.push(rule),
                Check::Change([], _) => dispatch.every_type.push(rule),
                Check::Change(types, _) => types.iter().copied().for_each(judges),
                Check::Rows(rows) => rows.iter().flat_map(row::Row::types).copied().for_each(&mut judges),
                Check::Reading => {}
            }
        }
        dispatch
    }

    /// What the rules say of `change`.
    pub(crate) fn change(&self, change: &Change<'_, '_>, scope: &Scope<'_, '_>) -> Vec<Finding> {
        let rules = self.every_type.iter().chain(self.of_type(change)).copied();
        rules.flat_map(|rule| found(rule, reports(rule, change, scope), change, scope)).collect()
    }

    /// What the rules say of a change that somebody made outside of Terraform.
    pub(crate) fn drift(&self, change: &Change<'_, '_>, scope: &Scope<'_, '_>) -> Vec<Finding> {
        let judged = |rule| {
            let reports = reports(rule, change, scope).into_iter();
            let by_somebody = reports.filter(|report| {
                report.paths.is_empty() || report.paths.iter().any(|path| !MOVES_BY_ITSELF.contains(path))
            });
            let told = by_somebody.map(|report| Report {
                message: format!("changed outside of Terraform: {}", report.message),
                ..report.fix("Have Terraform undo it, or take it over into the configuration knowingly.")
            });
            found(rule, told.collect(), change, scope)
        };
        self.of_type(change).iter().copied().flat_map(judged).collect()
    }

    /// The rules over the type of an object.
    fn of_type(&self, change: &Change<'_, '_>) -> &[&'static Rule] {
        // What an earlier replacement left over isn't the object any more, and what is only read isn't changed: only the
        // rules over every type look at them.
        let is_object = change.deposed().is_none() && !matches!(change.action(), Action::Read | Action::Open);
        self.by_type.get(change.kind()).filter(|_| is_object).map_or(&[], Vec::as_slice)
    }

    /// What the rules say of the whole plan.
    pub(crate) fn plan(&self, scope: &Scope<'_, '_>) -> Vec<Finding> {
        let mut findings = Vec::new();
        for rule in &self.plan {
            if let Check::Plan(judge) = rule.check {
                let reports = judge(scope.plan, scope);
                findings.extend(reports.into_iter().map(|report| finding(rule, report, None, scope)));
            }
        }
        findings
    }
}

/// Attributes that a service moves while it works: auto scaling isn't somebody.
const MOVES_BY_ITSELF: &[&str] = &["desired_capacity", "desired_count"];

fn reports(rule: &Rule, change: &Change<'_, '_>, scope: &Scope<'_, '_>) -> Vec<Report> {
    match rule.check {
        Check::Change(_, judge) => judge(change, scope),
        Check::Rows(rows) => row::judge(rows, change, rule.severity).into_iter().collect(),
        Check::Plan(_) | Check::Reading => Vec::new(),
    }
}

fn found(
    rule: &'static Rule,
    reports: Vec<Report>,
    change: &Change<'_, '_>,
    scope: &Scope<'_, '_>,
) -> Vec<Finding> {
    reports.into_iter().map(|report| finding(rule, report, Some(change), scope)).collect()
}

fn finding(
    rule: &'static Rule,
    report: Report,
    change: Option<&Change<'_, '_>>,
    scope: &Scope<'_, '_>,
) -> Finding {
    let fix = report.fix.unwrap_or_else(|| rule.fix.replace('\n', " "));
    let settings = change.map(|change| settings(change, &report.paths, scope)).unwrap_or_default();
    Finding {
        rule,
        severity: at_tier(report.severity.unwrap_or(rule.severity), rule.category, scope.tier),
        address: report.address.or_else(|| change.map(|change| change.address().to_owned())),
        deposed: change.and_then(Change::deposed).map(ToOwned::to_owned),
        message: report.message,
        fix: if settings.is_empty() {
            fix
        } else {
            format!("{fix} In the spec it is {}.", settings.join(", "))
        },
        waived: None,
    }
}

/// The settings of the spec that the attributes at `paths` come from.
fn settings(change: &Change<'_, '_>, paths: &[&str], scope: &Scope<'_, '_>) -> Vec<String> {
    let Some(rendered) = scope.model.and_then(|model| model.rendered.as_ref()) else { return Vec::new() };
    let Some(resource) = rendered.resources.get(&without_keys(change.address())) else { return Vec::new() };
    let origins = paths.iter().filter_map(|path| resource.attributes.get(*path));
    let settings: BTreeSet<&str> = origins.flat_map(|origin| origin.settings()).collect();
    settings.into_iter().map(|setting| format!("`{setting}`")).collect()
}
