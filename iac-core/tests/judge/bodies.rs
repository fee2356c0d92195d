//! Each rule over bodies: a body that keeps it, and one that doesn't.

use iac_core::judge::{self, rules};
use iac_core::schema::Source;
use std::collections::BTreeSet;

/// A rule, the property that has to be named, and a body that breaks the rule and one that doesn't.
const ROWS: &[(&str, &str, &str, &str)] = &[
    (
        "ignored-changes",
        "lifecycle.ignore_changes.desired_capacity",
        "resource \"aws_autoscaling_group\" \"this\" {\n  lifecycle {\n    ignore_changes = [tag]\n  }\n}\n",
        "resource \"aws_autoscaling_group\" \"this\" {\n  lifecycle {\n    ignore_changes = [desired_capacity]\n  }\n}\n",
    ),
    (
        "ignored-changes",
        "lifecycle.ignore_changes.desired_count",
        "resource \"aws_ecs_service\" \"this\" {\n  lifecycle {\n    postcondition {\n      condition = self.task_definition == 1\n    }\n  }\n}\nresource \"aws_appautoscaling_target\" \"this\" {}\n",
        "resource \"aws_ecs_service\" \"this\" {\n  lifecycle {\n    ignore_changes = [desired_count]\n    postcondition {\n      condition = self.task_definition == 1\n    }\n  }\n}\nresource \"aws_appautoscaling_target\" \"this\" {}\n",
    ),
    (
        "ignored-changes",
        "lifecycle.ignore_changes.action",
        "resource \"aws_lb_listener_rule\" \"this\" {\n  action {\n    forward {\n      target_group {}\n      target_group {}\n    }\n  }\n}\n",
        "resource \"aws_lb_listener_rule\" \"this\" {\n  action {\n    forward {\n      target_group {}\n      target_group {}\n    }\n  }\n  lifecycle {\n    ignore_changes = [action]\n  }\n}\n",
    ),
    (
        "ignored-changes",
        "lifecycle.ignore_changes.action",
        "resource \"aws_lb_listener_rule\" \"this\" {\n  action {\n    forward {\n      dynamic \"target_group\" {\n        for_each = var.groups\n        content {}\n      }\n    }\n  }\n}\n",
        "resource \"aws_lb_listener_rule\" \"this\" {\n  action {\n    target_group_arn = var.only\n  }\n}\n",
    ),
    (
        "failed-apply",
        "lifecycle.postcondition",
        "resource \"aws_ecs_service\" \"this\" {\n  lifecycle {\n    postcondition {\n      condition = self.id != \"\"\n    }\n  }\n}\n",
        "resource \"aws_ecs_service\" \"this\" {\n  lifecycle {\n    postcondition {\n      condition = self.task_definition == aws_ecs_task_definition.this.arn\n    }\n  }\n}\n",
    ),
    (
        "replaced-in-use",
        "lifecycle.create_before_destroy",
        "resource \"aws_security_group\" \"this\" {\n  lifecycle {\n    create_before_destroy = false\n  }\n}\n",
        "resource \"aws_security_group\" \"this\" {\n  lifecycle {\n    create_before_destroy = true\n  }\n}\n",
    ),
    (
        "rights-first",
        "depends_on",
        "resource \"aws_ecs_service\" \"this\" {\n  depends_on = []\n  lifecycle {\n    postcondition {\n      condition = self.task_definition == 1\n    }\n  }\n}\nresource \"aws_ecs_task_definition\" \"this\" {\n  task_role_arn = aws_iam_role.task.arn\n}\nresource \"aws_iam_role_policy\" \"task\" {\n  role = aws_iam_role.task.id\n}\n",
        "resource \"aws_ecs_service\" \"this\" {\n  depends_on = [aws_iam_role_policy.task]\n  lifecycle {\n    postcondition {\n      condition = self.task_definition == 1\n    }\n  }\n}\nresource \"aws_ecs_task_definition\" \"this\" {\n  task_role_arn = aws_iam_role.task.arn\n}\nresource \"aws_iam_role_policy\" \"task\" {\n  role = aws_iam_role.task.id\n}\nresource \"aws_iam_role_policy\" \"other\" {\n  role = aws_iam_role.other.id\n}\n",
    ),
    (
        "narrow-rights",
        "policy.Action",
        "resource \"aws_iam_role_policy\" \"this\" {\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", Action = [\"s3:GetObject\", \"iam:*\"], Resource = var.arn }] })\n}\n",
        "resource \"aws_iam_role_policy\" \"this\" {\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", Action = [\"s3:GetObject\", \"s3:*\"], Resource = var.arn }, { Effect = \"Deny\", Action = \"*\", Resource = \"*\" }] })\n}\n",
    ),
    (
        "narrow-rights",
        "policy.Action",
        "locals {\n  rights = [{ Effect = \"Allow\", Action = \"*\", Resource = \"*\" }]\n}\n",
        "locals {\n  key = [{ Effect = \"Allow\", Principal = { AWS = var.root }, Action = \"kms:*\", Resource = \"*\" }]\n}\n",
    ),
    (
        "narrow-rights",
        "policy.NotAction",
        "resource \"aws_iam_role_policy\" \"this\" {\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", NotAction = [\"iam:*\"], Resource = \"*\" }] })\n}\n",
        "resource \"aws_iam_policy\" \"limit\" {\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", NotAction = [\"iam:*\"], Resource = \"*\" }] })\n}\n",
    ),
    (
        "narrow-rights",
        "policy.Resource",
        "resource \"aws_iam_role_policy\" \"this\" {\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"iam:PassRole\", Resource = \"*\" }] })\n}\n",
        "resource \"aws_iam_role_policy\" \"this\" {\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"iam:PassRole\", Resource = var.roles }] })\n}\n",
    ),
    (
        "whole-secret",
        "policy.Resource",
        "resource \"aws_iam_role_policy\" \"this\" {\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"secretsmanager:GetSecretValue\", Resource = [\"arn:aws:secretsmanager:${local.region}:${local.account}:secret:*\"] }] })\n}\n",
        "resource \"aws_iam_role_policy\" \"this\" {\n  policy = jsonencode({ Statement = [{ Effect = \"Allow\", Action = \"secretsmanager:GetSecretValue\", Resource = var.arns }] })\n}\n",
    ),
    (
        "literal-password",
        "password",
        "resource \"aws_db_instance\" \"this\" {\n  password = \"correct-horse\"\n}\n",
        "resource \"aws_db_instance\" \"this\" {\n  password = var.password\n}\n",
    ),
];

fn found(text: &str) -> Vec<judge::Finding> {
    judge::bodies(&[Source { path: "module/main.tf", text }])
}

#[test]
fn each_rule_is_broken_and_kept() {
    for (code, property, bad, good) in ROWS {
        let findings = found(bad);
        let [finding] = findings.as_slice() else { panic!("{code}: {findings:#?}") };
        assert_eq!((finding.rule.code, finding.property.as_str()), (*code, *property));
        assert_eq!(finding.place, "module/main.tf:1:1");
        assert_eq!(found(good), [], "{code}");
    }
}

#[test]
fn every_rule_over_bodies_has_an_example() {
    let examples: BTreeSet<&str> = ROWS.iter().map(|(code, ..)| *code).collect();
    let rules: BTreeSet<&str> =
        rules::ALL.iter().filter(|rule| !rule.is_of_plans()).map(|rule| rule.code).collect();
    assert_eq!(examples, rules);
}

#[test]
fn a_password_is_never_told() {
    let told =
        found("resource \"aws_db_instance\" \"this\" {\n  password = \"correct-horse\"\n}\n")[0].to_string();
    assert!(!told.contains("correct-horse"), "{told}");
}

#[test]
fn a_file_that_cant_be_parsed_is_left_to_others() {
    assert_eq!(found("resource {"), []);
}
