//! How versions reach users.

use super::{Mutation, mutation};
use crate::mutations::judges::Judge;

/// The mutations, by file.
pub(super) const ALL: &[Mutation] = &[
    mutation(
        Judge::Plan,
        "a deployment that cannot start goes on",
        "modules/service/main.tf",
        [
            "deployment_circuit_breaker {\n    enable = true",
            "deployment_circuit_breaker {\n    enable = false",
        ],
        "deployment_circuit_breaker.enable",
    ),
    mutation(
        Judge::Plan,
        "a deployment that is given up stays",
        "modules/service/main.tf",
        ["enable   = true\n    rollback = true", "enable = true\n    rollback = false"],
        "deployment_circuit_breaker.rollback",
    ),
    mutation(
        Judge::Plan,
        "a gate that fires undoes nothing",
        "modules/service/main.tf",
        ["rollback    = var.deployment_mode == \"release\"", "rollback = false"],
        "alarms.rollback",
    ),
    mutation(
        Judge::Plan,
        "nobody looks at the gates",
        "modules/service/main.tf",
        ["enable      = var.deployment_mode == \"release\"", "enable = false"],
        "alarms.enable",
    ),
    mutation(
        Judge::Plan,
        "a service without gates",
        "modules/service/main.tf",
        ["for_each = length(local.gate_alarms) > 0 ?", "for_each = length(local.gate_alarms) > 99 ?"],
        "alarms.alarm_names",
    ),
    mutation(
        Judge::Plan,
        "old tasks stop first",
        "modules/service/main.tf",
        ["var.overlap || local.shifts ? 100 : 0", "var.overlap || local.shifts ? 50 : 0"],
        "deployment_minimum_healthy_percent",
    ),
    mutation(
        Judge::Plan,
        "no room for new tasks",
        "modules/service/main.tf",
        ["var.overlap || local.shifts ? 200 : 100", "var.overlap || local.shifts ? 100 : 100"],
        "deployment_maximum_percent",
    ),
    mutation(
        Judge::Plan,
        "tasks with a public address",
        "modules/service/main.tf",
        ["assign_public_ip = false", "assign_public_ip = true"],
        "assign_public_ip",
    ),
    mutation(
        Judge::Plan,
        "no rule for the test",
        "modules/service/main.tf",
        ["= var.test_rule_arn", "= false ? var.test_rule_arn : null"],
        "test_listener_rule",
    ),
    mutation(
        Judge::Plan,
        "Terraform waits and gives up",
        "modules/service/main.tf",
        [
            "wait_for_steady_state = var.wait\n  sigint_rollback       = var.wait",
            "wait_for_steady_state = true\n  sigint_rollback = var.wait",
        ],
        "sigint_rollback",
    ),
    mutation(
        Judge::Modules,
        "every apply sets the tasks back",
        "modules/service/main.tf",
        ["ignore_changes = [desired_count]", "ignore_changes = []"],
        "ignore_changes.desired_count",
    ),
    mutation(
        Judge::Modules,
        "an apply is green after a rollback",
        "modules/service/main.tf",
        ["self.task_definition == aws_ecs_task_definition.this.arn", "self.id != \"\""],
        "postcondition",
    ),
    mutation(
        Judge::Modules,
        "tasks start before their rights",
        "modules/service/main.tf",
        ["    aws_iam_role_policy.task,\n", ""],
        "depends_on",
    ),
    mutation(
        Judge::Plan,
        "the gate on errors the wrong way round",
        "modules/service/gates.tf",
        [
            "\"GreaterThanOrEqualToThreshold\"\n  threshold = lookup(var.gates, \"error_rate\", null)",
            "\"LessThanOrEqualToThreshold\"\n  threshold = lookup(var.gates, \"error_rate\", null)",
        ],
        "comparison_operator",
    ),
    mutation(
        Judge::Plan,
        "the gate on success the wrong way round",
        "modules/service/gates.tf",
        [
            "\"LessThanOrEqualToThreshold\"\n  threshold = lookup(var.gates, \"success_rate\", null)",
            "\"GreaterThanOrEqualToThreshold\"\n  threshold = lookup(var.gates, \"success_rate\", null)",
        ],
        "comparison_operator",
    ),
    mutation(
        Judge::Plan,
        "the boundary of the response time passes",
        "modules/service/gates.tf",
        [
            "\"GreaterThanOrEqualToThreshold\"\n  threshold = lookup(var.gates, \"response_time\", null)",
            "\"GreaterThanThreshold\"\n  threshold = lookup(var.gates, \"response_time\", null)",
        ],
        "comparison_operator",
    ),
    mutation(
        Judge::Plan,
        "a threshold of ten times as much",
        "modules/service/gates.tf",
        [
            "threshold = lookup(var.gates, \"error_rate\", null)",
            "threshold = lookup(var.gates, \"error_rate\", null) * 10",
        ],
        "threshold",
    ),
    mutation(
        Judge::Plan,
        "milliseconds compared with seconds",
        "modules/service/gates.tf",
        ["latency * 1000, 0)", "latency, 0)"],
        "threshold",
    ),
    mutation(
        Judge::Plan,
        "the response time of the whole load balancer",
        "modules/service/gates.tf",
        [
            "stat        = \"p95\"\n      period      = var.gate_period\n      dimensions  = { LoadBalancer = var.load_balancer_suffix, TargetGroup = each.value }",
            "stat = \"p95\"\n      period = var.gate_period\n      dimensions = { LoadBalancer = var.load_balancer_suffix }",
        ],
        "dimensions.TargetGroup",
    ),
    mutation(
        Judge::Plan,
        "no data fires",
        "modules/service/gates.tf",
        [
            "threshold = lookup(var.gates, \"response_time\", null)\n  evaluation_periods  = var.gate_datapoints\n  datapoints_to_alarm = var.gate_datapoints\n  treat_missing_data  = \"notBreaching\"",
            "threshold = lookup(var.gates, \"response_time\", null)\n  evaluation_periods = var.gate_datapoints\n  datapoints_to_alarm = var.gate_datapoints\n  treat_missing_data = \"breaching\"",
        ],
        "treat_missing_data",
    ),
    mutation(
        Judge::Plan,
        "a handful of requests decides",
        "modules/service/gates.tf",
        [
            "\"IF(requests >= ${var.gate_requests}, FILL(errors, 0) / requests, 0)\"",
            "\"FILL(errors, 0) / requests\"",
        ],
        "metric_query.expression",
    ),
    mutation(
        Judge::Plan,
        "only blue is gated for success",
        "modules/service/gates.tf",
        [
            "{ for colour, alarm in aws_cloudwatch_metric_alarm.gate_success_rate : \"success-rate-${colour}\" => alarm }",
            "{ for colour, alarm in aws_cloudwatch_metric_alarm.gate_success_rate : \"success-rate-${colour}\" => alarm if colour == \"blue\" }",
        ],
        "alarms.alarm_names",
    ),
    mutation(
        Judge::Plan,
        "load takes tasks away",
        "modules/service/autoscaling.tf",
        ["scaling_adjustment          = 2", "scaling_adjustment = -2"],
        "scaling_adjustment",
    ),
    mutation(
        Judge::Plan,
        "scaling in to nothing",
        "modules/service/autoscaling.tf",
        ["min_capacity       = var.replicas", "min_capacity = min(1, var.replicas)"],
        "min_capacity",
    ),
    mutation(
        Judge::Plan,
        "an alarm that never fires",
        "modules/service/autoscaling.tf",
        ["threshold           = var.scale_out_cpu\n", "threshold = var.scale_out_cpu + 100\n"],
        "threshold",
    ),
    mutation(
        Judge::Test,
        "a container outlives its drain",
        "modules/service/task.tf",
        ["stopTimeout = var.stop_grace", "stopTimeout = var.stop_grace + 90"],
        "stopTimeout",
    ),
    mutation(
        Judge::Plan,
        "logs with the key of everybody",
        "modules/service/main.tf",
        [
            "retention_in_days = var.log_retention\n  kms_key_id        = var.key_arn",
            "retention_in_days = var.log_retention",
        ],
        "kms_key_id",
    ),
    mutation(
        Judge::Plan,
        "tags that move",
        "modules/artifacts/main.tf",
        ["image_tag_mutability = \"IMMUTABLE\"", "image_tag_mutability = \"MUTABLE\""],
        "image_tag_mutability",
    ),
    mutation(
        Judge::Plan,
        "images that nobody scans",
        "modules/artifacts/main.tf",
        ["scan_on_push = true", "scan_on_push = false"],
        "scan_on_push",
    ),
];
