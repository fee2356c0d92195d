//! Backups of production are in a second region too.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "backup-second-region",
    title: "backups of production are in a second region too",
    explain: include_str!("backup-second-region.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let Some(database) =
        plan.of_type("aws_db_instance").find(|database| !database.at("replicate_source_db").is_set())
    else {
        return Vec::new();
    };
    if !expected.second_region {
        return Vec::new();
    }
    let mut weaknesses = Vec::new();
    if !plan.of_type("aws_backup_vault").any(|vault| plan.is_elsewhere(vault)) {
        weaknesses.push(database.weak(
            "aws_backup_vault.region",
            "no vault is in a second region",
            "add an `aws_backup_vault` in another region",
        ));
    }
    for backup in plan.of_type("aws_backup_plan") {
        if !backup.all("rule").iter().any(|rule| rule.at("copy_action").is_set()) {
            weaknesses.push(backup.weak(
                "rule.copy_action",
                "no backup is copied to the second region",
                "add a `copy_action` to a rule",
            ));
        }
    }
    if plan.of_type("aws_db_instance_automated_backups_replication").next().is_none() {
        weaknesses.push(database.weak(
            "aws_db_instance_automated_backups_replication",
            "automated backups stay in one region",
            "add the replication",
        ));
    }
    weaknesses
}
