//! A secret is encrypted with a key of the environment, and one of production can be had back.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "secret-storage",
    title: "a secret is encrypted with a key of the environment, and one of production can be had back",
    explain: include_str!("secret-storage.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let weaknesses = plan.of_type("aws_secretsmanager_secret").flat_map(|secret| {
        let key = !plan.is_given(secret, "kms_key_id");
        // Without a number AWS keeps a deleted secret for 30 days.
        let gone = secret.unless(
            "recovery_window_in_days",
            |value| value.number() != Some(0.0),
            "a deleted secret is gone at once",
            "set it to 7 to 30",
        );
        [
            key.then(|| {
                secret.weak(
                    "kms_key_id",
                    "whoever may read secrets of the account may decrypt it, with the key that AWS keeps for everybody",
                    "set `kms_key_id` to a key of the environment",
                )
            }),
            gone.filter(|_| expected.protection),
        ]
    });
    weaknesses.flatten().collect()
}
