//! What services keep secret.

use super::{Mutation, mutation};
use crate::mutations::judges::Judge;

/// The mutations, by file.
pub(super) const ALL: &[Mutation] = &[
    mutation(
        Judge::Plan,
        "a secret with the key of everybody",
        "modules/secrets/main.tf",
        ["kms_key_id  = var.key_arn", "kms_key_id = false ? var.key_arn : null"],
        "kms_key_id",
    ),
    mutation(
        Judge::Plan,
        "a secret that is gone at once",
        "modules/secrets/main.tf",
        ["recovery_window_in_days = 30", "recovery_window_in_days = 0"],
        "recovery_window_in_days",
    ),
    mutation(
        Judge::Plan,
        "a secret for three years",
        "modules/secrets/rotation.tf",
        [
            "automatically_after_days = each.value.rotation",
            "automatically_after_days = 1000 + 0 * each.value.rotation",
        ],
        "automatically_after_days",
    ),
    mutation(
        Judge::Plan,
        "a rotation that anybody starts",
        "modules/secrets/rotation.tf",
        [
            "  source_account      = local.account\n  source_arn          = aws_secretsmanager_secret.this[each.key].arn\n",
            "",
        ],
        "source_account",
    ),
    mutation(
        Judge::Plan,
        "a function that fails in silence",
        "modules/secrets/rotation.tf",
        ["alarm_actions       = [var.topic_arn]", "alarm_actions = []"],
        "alarm_actions",
    ),
    mutation(
        Judge::Plan,
        "a failed rotation goes nowhere",
        "modules/secrets/events.tf",
        [
            "resource \"aws_cloudwatch_event_target\" \"this\" {\n  for_each = local.events",
            "resource \"aws_cloudwatch_event_target\" \"this\" {\n  for_each = { for name, event in local.events : name => event if name != \"rotation-failed\" }",
        ],
        "aws_cloudwatch_event_target",
    ),
];
