//! A plan of backups covers the data.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::{Plan, Resource};
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "backup-plan",
    title: "a plan of backups covers the data",
    explain: include_str!("backup-plan.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    let plans: Vec<_> = plan.of_type("aws_backup_plan").collect();
    let data = plan.of_type("aws_db_instance").next();
    if let Some(database) = data.filter(|_| expected.restore_tests && plans.is_empty()) {
        weaknesses.push(database.weak(
            "aws_backup_plan",
            "no plan of backups covers the database",
            "add an `aws_backup_plan` with a selection",
        ));
    }
    for backup in plans {
        let selections = plan
            .of_type("aws_backup_selection")
            .filter(|selection| plan.refers(selection, "plan_id", backup));
        let covers = |selection: &Resource| {
            selection.at("resources").is_set()
                || selection.at("selection_tag").is_set()
                || selection.at("condition").is_set()
        };
        if !selections.into_iter().any(covers) {
            weaknesses.push(backup.weak(
                "aws_backup_selection",
                "the plan backs nothing up",
                "add an `aws_backup_selection` that names the data",
            ));
        }
        for rule in backup.all("rule") {
            if rule.at("lifecycle.delete_after").fails(|days| days.number().is_some_and(|days| days > 0.0)) {
                weaknesses.push(backup.weak(
                    "rule.lifecycle.delete_after",
                    format!("the backups of {} have no end", rule.at("rule_name")),
                    "say how many days they are kept",
                ));
            }
        }
    }
    let keyless = plan.of_type("aws_backup_vault").filter(|vault| !plan.is_given(vault, "kms_key_arn"));
    weaknesses.extend(keyless.map(|vault| {
        vault.weak("kms_key_arn", "the vault has the key that AWS keeps for everybody", "set `kms_key_arn`")
    }));
    weaknesses
}
