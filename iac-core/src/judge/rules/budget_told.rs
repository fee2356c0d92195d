//! Somebody hears of costs before they are too high.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "budget-told",
    title: "somebody hears of costs before they are too high",
    explain: include_str!("budget-told.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let weaknesses = plan.of_type("aws_budgets_budget").filter(|budget| {
        let heard = |notification: &&Value| {
            let who = ["subscriber_email_addresses", "subscriber_sns_topic_arns"];
            **notification == Value::Unknown || who.iter().any(|who| notification.at(who).is_set())
        };
        !budget.all("notification").iter().any(heard)
    });
    let weaknesses = weaknesses.map(|budget| {
        budget.weak("notification", "nobody hears when it is used up", "add a notification with a subscriber")
    });
    weaknesses.collect()
}
