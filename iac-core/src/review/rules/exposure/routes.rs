//! Ways to and from the Internet.

use crate::review::action::Action;
use crate::review::change::Change;
use crate::review::finding::Report;
use crate::review::rules::Scope;
use crate::review::rules::addresses::is_internet;
use crate::review::value::Value;

/// A load balancer that the Internet reaches: it was internal, or the spec gives it no domain.
pub(super) fn load_balancer(change: &Change<'_, '_>, scope: &Scope<'_, '_>) -> Vec<Report> {
    if change.turned_off("internal") {
        return vec![Report::new("the load balancer turns from internal to public, and its address changes")];
    }
    let is_internal = scope.model.is_some_and(|model| model.environment.domain.is_none());
    let is_public = change.after("internal").and_then(Value::as_bool) == Some(false);
    if is_internal && is_public && *change.action() == Action::Create {
        return vec![Report::new("a public load balancer is created, and the spec names no domain for one")];
    }
    Vec::new()
}

/// A route to the Internet where there was none.
pub(super) fn to_internet(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let leads_out = |route: &Value<'_>| {
        let text = |field: &str| route.field(field).and_then(Value::as_str).unwrap_or_default();
        let anywhere =
            ["cidr_block", "destination_cidr_block", "destination_ipv6_cidr_block", "ipv6_cidr_block"]
                .iter()
                .any(|field| is_internet(text(field)));
        anywhere && text("gateway_id").starts_with("igw-")
    };
    let any = |value: &Value<'_>| {
        leads_out(value) || value.field("route").is_some_and(|routes| routes.items().iter().any(leads_out))
    };
    Report::when(
        any(change.whole_after()) && !any(change.whole_before()),
        "a route to an internet gateway is new: what is in these subnets becomes public",
    )
}
