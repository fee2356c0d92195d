//! Policies that permit more than before.

use super::documents::{Pair, policies};
use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::policy::{Comparison, Grant, Scope as Elements};
use crate::review::rules::Scope;

/// Actions with which one can give oneself the others, after the list of Rhino Security Labs.
const ESCALATION: [&str; 27] = [
    "cloudformation:createstack",
    "cloudformation:updatestack",
    "ec2:associateiaminstanceprofile",
    "ec2:replaceiaminstanceprofileassociation",
    "glue:updatedevendpoint",
    "iam:addusertogroup",
    "iam:attachgrouppolicy",
    "iam:attachrolepolicy",
    "iam:attachuserpolicy",
    "iam:createaccesskey",
    "iam:createloginprofile",
    "iam:createpolicyversion",
    "iam:deleterolepermissionsboundary",
    "iam:deleteuserpermissionsboundary",
    "iam:passrole",
    "iam:putgrouppolicy",
    "iam:putrolepermissionsboundary",
    "iam:putrolepolicy",
    "iam:putuserpermissionsboundary",
    "iam:putuserpolicy",
    "iam:setdefaultpolicyversion",
    "iam:updateassumerolepolicy",
    "iam:updateloginprofile",
    "lambda:updatefunctioncode",
    "lambda:updatefunctionconfiguration",
    "ssm:sendcommand",
    "sts:assumerole",
];

/// The grants that are new in the policies of `change` that aren't about trust, or no longer conditional.
fn granted(change: &Change<'_, '_>) -> Vec<(Pair, Vec<Grant>)> {
    let new = |pair: Pair| {
        let Comparison { granted, loosened, .. } = pair.compare()?;
        Some((pair, [granted, loosened].concat()))
    };
    policies(change).into_iter().filter(|pair| !pair.is_trust()).filter_map(new).collect()
}

/// A report that lists grants, at most a few of them.
fn listed(what: &str, grants: &[Grant]) -> Vec<Report> {
    const SHOWN: usize = 5;
    if grants.is_empty() {
        return Vec::new();
    }
    let mut shown: Vec<String> = grants.iter().take(SHOWN).map(ToString::to_string).collect();
    if grants.len() > SHOWN {
        shown.push(format!("{} more", grants.len() - SHOWN));
    }
    vec![Report::new(format!("{what}: {}", shown.join("; ")))]
}

fn is_everything(grant: &Grant) -> bool {
    let every_action =
        matches!(&grant.action, Elements::Only(actions) if actions.contains("*") || actions.contains("*:*"));
    every_action && grant.is_for_every_resource()
}

/// Every action on every resource.
pub(super) fn administrator(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let all = granted(change).into_iter().any(|(_, grants)| grants.iter().any(is_everything));
    Report::when(all, "the holder may do everything")
}

/// An action with which one can become administrator.
pub(super) fn escalation(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let grants: Vec<Grant> = granted(change)
        .into_iter()
        .flat_map(|(_, grants)| grants)
        .filter(|grant| {
            grant.is_for_every_resource()
                && grant.conditions.is_empty()
                && !is_everything(grant)
                && ESCALATION.iter().any(|action| grant.may(action))
        })
        .collect();
    listed("the holder can become administrator", &grants)
}

/// Anything that no statement allowed before; a new policy is judged by what is in it, not for being new.
pub(super) fn more(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    policies(change)
        .iter()
        .filter(|pair| pair.is_old() && !pair.is_trust())
        .filter_map(Pair::compare)
        .flat_map(|comparison| listed("newly allowed", &comparison.granted))
        .collect()
}

/// A denial that is gone or narrower.
pub(super) fn no_longer_denied(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    policies(change)
        .iter()
        .filter_map(Pair::compare)
        .flat_map(|comparison| listed("no longer denied", &comparison.undenied))
        .collect()
}

/// A condition that is gone or wider.
pub(super) fn unconditional(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    policies(change)
        .iter()
        .filter_map(Pair::compare)
        .flat_map(|comparison| listed("allowed under fewer conditions", &comparison.loosened))
        .collect()
}

/// Everything but a list.
pub(super) fn everything_but(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let is_open = |grant: &Grant| {
        matches!(grant.action, Elements::Except(_)) || matches!(grant.resource, Some(Elements::Except(_)))
    };
    let grants: Vec<Grant> =
        granted(change).into_iter().flat_map(|(_, grants)| grants).filter(is_open).collect();
    listed("newly allowed", &grants)
}
