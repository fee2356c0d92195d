//! A database of production leaves a snapshot when it goes.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "final-snapshot",
    title: "a database of production leaves a snapshot when it goes",
    explain: include_str!("final-snapshot.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    if !expected.protection {
        return Vec::new();
    }
    let sources =
        plan.of_type("aws_db_instance").filter(|database| !database.at("replicate_source_db").is_set());
    let weaknesses = sources.flat_map(|database| {
        let named = plan.is_given(database, "final_snapshot_identifier");
        [
            database.unless(
                "skip_final_snapshot",
                |value| !value.is_true(),
                "no snapshot is left",
                "set `skip_final_snapshot = false`",
            ),
            (!named).then(|| {
                database.weak(
                    "final_snapshot_identifier",
                    "the last snapshot has no name, so RDS refuses to make it",
                    "set `final_snapshot_identifier`",
                )
            }),
            database.unless(
                "delete_automated_backups",
                Value::is_false,
                "the automated backups go with the instance",
                "set `delete_automated_backups = false`",
            ),
        ]
    });
    weaknesses.flatten().collect()
}
