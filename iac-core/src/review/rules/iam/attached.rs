//! Policies of AWS that are attached.

use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::rules::Scope;
use crate::review::rules::turn::leaves;
use crate::review::value::Value;

/// Policies of AWS with which one may do everything, or give oneself everything.
const ADMINISTRATOR: [&str; 3] = ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"];

/// A policy of AWS that makes an administrator is attached.
pub(super) fn administrator(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let named = |value: &Value<'_>| -> Vec<&'static str> {
        let attached = ["managed_policy_arn", "managed_policy_arns", "policy_arn"]
            .iter()
            .flat_map(|path| leaves(value, path))
            .flat_map(|arns| arns.texts().into_iter().map(ToOwned::to_owned).collect::<Vec<_>>());
        let of_aws = |arn: String| {
            let name = arn.split_once("::aws:policy/")?.1.to_owned();
            ADMINISTRATOR.into_iter().find(|known| *known == name)
        };
        attached.filter_map(of_aws).collect()
    };
    let before = named(change.whole_before());
    let new: Vec<_> = named(change.whole_after()).into_iter().filter(|name| !before.contains(name)).collect();
    Report::when(!new.is_empty(), format!("{} is attached", new.join(", ")))
}
