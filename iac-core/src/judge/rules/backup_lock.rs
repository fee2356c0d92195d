//! Backups of production can not be deleted before their time.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "backup-lock",
    title: "backups of production can not be deleted before their time",
    explain: include_str!("backup-lock.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let locks: Vec<_> = plan.of_type("aws_backup_vault_lock_configuration").collect();
    let some = |value: &Value| value.number().is_some_and(|days| days > 0.0);
    let open = plan.of_type("aws_backup_vault").filter(|vault| {
        expected.lock && !locks.iter().any(|lock| plan.refers(lock, "backup_vault_name", vault))
    });
    let open = open.map(|vault| {
        vault.weak(
            "aws_backup_vault_lock_configuration",
            "backups can be deleted before their time",
            "lock the vault",
        )
    });
    let idle = locks.iter().filter_map(|lock| {
        lock.unless("min_retention_days", some, "the lock keeps nothing", "set `min_retention_days`")
    });
    open.chain(idle).collect()
}
