//! An event that is caught is passed on.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "event-target",
    title: "an event that is caught is passed on",
    explain: include_str!("event-target.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let rules = plan.of_type("aws_cloudwatch_event_rule");
    let weaknesses = rules.flat_map(|rule| {
        let passed = plan
            .of_type("aws_cloudwatch_event_target")
            .any(|target| target.key().contains(rule.key()) && plan.refers(target, "rule", rule));
        [
            (!passed)
                .then(|| rule.weak("aws_cloudwatch_event_target", "the events go nowhere", "add a target")),
            rule.unless(
                "state",
                |value| !value.is_text("DISABLED"),
                "the rule is switched off",
                "set it to \"ENABLED\"",
            ),
        ]
    });
    weaknesses.flatten().collect()
}
