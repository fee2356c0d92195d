//! Plain HTTP from the internet is only redirected.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::{Plan, Resource};
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "https-redirect",
    title: "plain HTTP from the internet is only redirected",
    explain: include_str!("https-redirect.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let public = |listener: &&Resource| {
        plan.of_type("aws_lb").any(|balancer| {
            !balancer.at("internal").is_true() && plan.refers(listener, "load_balancer_arn", balancer)
        })
    };
    let listeners = plan
        .of_type("aws_lb_listener")
        .filter(|listener| listener.at("protocol").is_text("HTTP"))
        .filter(public);
    let weaknesses = listeners.flat_map(|listener| {
        [
            listener.unless(
                "default_action.type",
                |value| value.is_text("redirect"),
                "port 80 answers in plain text",
                "redirect to HTTPS",
            ),
            listener.unless(
                "default_action.redirect.protocol",
                |value| value.is_text("HTTPS") || !listener.at("default_action.type").is_text("redirect"),
                "port 80 redirects elsewhere",
                "redirect to HTTPS",
            ),
        ]
    });
    weaknesses.flatten().collect()
}
