//! The load balancer speaks TLS 1.2 and 1.3 only.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "tls-policy",
    title: "the load balancer speaks TLS 1.2 and 1.3 only",
    explain: include_str!("tls-policy.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let modern = |value: &Value| {
        value.text().is_some_and(|policy| {
            policy.starts_with("ELBSecurityPolicy-TLS13-1-2-")
                || policy.starts_with("ELBSecurityPolicy-TLS13-1-3-")
        })
    };
    let listeners =
        plan.of_type("aws_lb_listener").filter(|listener| listener.at("protocol").is_text("HTTPS"));
    listeners
        .filter_map(|listener| {
            listener.unless(
                "ssl_policy",
                modern,
                "old versions of TLS are spoken",
                "set it to \"ELBSecurityPolicy-TLS13-1-2-2021-06\"",
            )
        })
        .collect()
}
