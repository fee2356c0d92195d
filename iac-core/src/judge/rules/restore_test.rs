//! Restoring is tested, not hoped for.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "restore-test",
    title: "restoring is tested, not hoped for",
    explain: include_str!("restore-test.md"),
    check: Check::Plan(check),
};

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    let plans: Vec<_> = plan.of_type("aws_backup_restore_testing_plan").collect();
    if let Some(backup) =
        plan.of_type("aws_backup_plan").next().filter(|_| expected.restore_tests && plans.is_empty())
    {
        weaknesses.push(backup.weak(
            "aws_backup_restore_testing_plan",
            "no restore is ever tested",
            "add an `aws_backup_restore_testing_plan` with a selection",
        ));
    }
    for test in plans {
        if !plan
            .of_type("aws_backup_restore_testing_selection")
            .any(|selection| plan.refers(selection, "restore_testing_plan_name", test))
        {
            weaknesses.push(test.weak(
                "aws_backup_restore_testing_selection",
                "the test restores nothing",
                "add an `aws_backup_restore_testing_selection`",
            ));
        }
    }
    weaknesses
}
