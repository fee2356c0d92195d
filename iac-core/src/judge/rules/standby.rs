//! The database of production has a standby in another zone.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "standby",
    title: "the database of production has a standby in another zone",
    explain: include_str!("standby.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    if !expected.standby {
        return Vec::new();
    }
    let sources =
        plan.of_type("aws_db_instance").filter(|database| !database.at("replicate_source_db").is_set());
    sources
        .filter_map(|database| {
            database.unless(
                "multi_az",
                Value::is_true,
                "the loss of a zone takes the database",
                "set `multi_az = true`",
            )
        })
        .collect()
}
