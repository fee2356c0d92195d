//! A database is encrypted with a key of its own.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "storage-encrypted",
    title: "a database is encrypted with a key of its own",
    explain: include_str!("storage-encrypted.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let weaknesses = plan.of_type("aws_db_instance").flat_map(|database| {
        // A replica has the key of its source, and RDS refuses to be told which.
        let replica = database.at("replicate_source_db").is_set();
        let key = !replica && !plan.is_given(database, "kms_key_id");
        [
            database.unless(
                "storage_encrypted",
                Value::is_true,
                "the storage is in plain text",
                "set `storage_encrypted = true`",
            ),
            key.then(|| {
                database.weak(
                    "kms_key_id",
                    "the storage has the key that AWS keeps for everybody",
                    "set `kms_key_id`",
                )
            }),
        ]
    });
    weaknesses.flatten().collect()
}
