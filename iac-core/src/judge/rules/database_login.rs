//! Nobody knows a password of the database, and no state holds one.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "database-login",
    title: "nobody knows a password of the database, and no state holds one",
    explain: include_str!("database-login.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let sources =
        plan.of_type("aws_db_instance").filter(|database| !database.at("replicate_source_db").is_set());
    let managed = sources.flat_map(|database| {
        let password = database.at("password") != &Value::Null;
        [
            database.unless(
                "manage_master_user_password",
                Value::is_true,
                "somebody else than RDS makes the password",
                "set `manage_master_user_password = true`",
            ),
            // Never with the value.
            password.then(|| {
                database.weak(
                    "password",
                    "the password is in the plan, and will be in the state",
                    "remove it, and set `manage_master_user_password = true`",
                )
            }),
        ]
    });
    let tokens = plan.of_type("aws_db_instance").filter_map(|database| {
        database.unless(
            "iam_database_authentication_enabled",
            Value::is_true,
            "services need a password",
            "set it to true",
        )
    });
    managed.flatten().chain(tokens).collect()
}
