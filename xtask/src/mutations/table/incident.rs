//! What happens when users are hit, and who notices before they call.

use super::{Mutation, mutation};
use crate::mutations::judges::Judge;

/// The mutations, by file.
pub(super) const ALL: &[Mutation] = &[
    mutation(
        Judge::Plan,
        "an incident tells nobody",
        "modules/incident_response/main.tf",
        [
            "alarm_actions = concat(local.told, [for item in [local.ops_item] : item if var.ops_items])",
            "alarm_actions = [for item in [local.ops_item] : item if var.ops_items && length(local.told) == 0]",
        ],
        "alarm_actions",
    ),
    mutation(
        Judge::Plan,
        "an incident is written down nowhere",
        "modules/incident_response/main.tf",
        [
            "[for item in [local.ops_item] : item if var.ops_items]",
            "[for item in [local.ops_item] : item if var.ops_items && var.prefix == \"\"]",
        ],
        "alarm_actions",
    ),
    mutation(
        Judge::Plan,
        "a runbook leaves users between two versions",
        "modules/incident_response/runbook.tf",
        ["stopType = \"ROLLBACK\"", "stopType = \"ABORT\""],
        "stopType",
    ),
    mutation(
        Judge::Plan,
        "a runbook that may do everything to services",
        "modules/incident_response/roles.tf",
        [
            "Action = [\"ecs:DescribeServices\", \"ecs:ListServiceDeployments\", \"ecs:UpdateService\"]",
            "Action = [\"ecs:*\"]",
        ],
        "policy",
    ),
    mutation(
        Judge::Plan,
        "a runbook for the services of everybody",
        "modules/incident_response/roles.tf",
        [
            "Resource = [for name in var.services : \"${local.ecs}:service-deployment/${var.cluster_name}/${name}/*\"]",
            "Resource = [\"*\"]",
        ],
        "policy",
    ),
    mutation(
        Judge::Test,
        "a runbook that gives up on a long deployment",
        "modules/incident_response/runbook.tf",
        [
            "name           = \"Over\"\n        action         = \"aws:waitForAwsResourceProperty\"\n        timeoutSeconds = var.deployment_timeout",
            "name = \"Over\"\n        action = \"aws:waitForAwsResourceProperty\"\n        timeoutSeconds = min(var.deployment_timeout, 300)",
        ],
        "timeoutSeconds",
    ),
    mutation(
        Judge::Plan,
        "a canary that never looks",
        "modules/synthetics/main.tf",
        ["start_canary         = true", "start_canary = false"],
        "start_canary",
    ),
    mutation(
        Judge::Plan,
        "a silent canary is a happy one",
        "modules/synthetics/main.tf",
        ["treat_missing_data  = \"breaching\"", "treat_missing_data = \"notBreaching\""],
        "treat_missing_data",
    ),
    mutation(
        Judge::Plan,
        "an alarm on a canary that finds all well",
        "modules/synthetics/main.tf",
        ["comparison_operator = \"LessThanThreshold\"", "comparison_operator = \"GreaterThanThreshold\""],
        "comparison_operator",
    ),
    mutation(
        Judge::Plan,
        "strange lines are learnt of and told to nobody",
        "modules/observability/anomalies.tf",
        ["alarm_actions       = [var.topic_arn]", "alarm_actions = []"],
        "alarm_actions",
    ),
];
