//! What all others stand on.

use super::{Mutation, mutation};
use crate::mutations::judges::Judge;

/// The mutations, by file.
pub(super) const ALL: &[Mutation] = &[
    mutation(
        Judge::Plan,
        "hosts in plain text",
        "modules/compute/hosts.tf",
        ["encrypted             = true", "encrypted = false"],
        "encrypted",
    ),
    mutation(
        Judge::Plan,
        "the first version of the metadata",
        "modules/compute/hosts.tf",
        ["http_tokens                 = \"required\"", "http_tokens = \"optional\""],
        "http_tokens",
    ),
    mutation(
        Judge::Plan,
        "containers reach the metadata",
        "modules/compute/hosts.tf",
        ["http_put_response_hop_limit = 1", "http_put_response_hop_limit = 2"],
        "http_put_response_hop_limit",
    ),
    mutation(
        Judge::Plan,
        "hosts go with their tasks",
        "modules/compute/autoscaling.tf",
        ["protect_from_scale_in = true", "protect_from_scale_in = false"],
        "protect_from_scale_in",
    ),
    mutation(
        Judge::Modules,
        "every apply sets the hosts back",
        "modules/compute/autoscaling.tf",
        ["ignore_changes = [desired_capacity]", "ignore_changes = []"],
        "ignore_changes.desired_capacity",
    ),
    mutation(
        Judge::Plan,
        "hosts go without draining",
        "modules/compute/main.tf",
        ["managed_draining               = \"ENABLED\"", "managed_draining = \"DISABLED\""],
        "managed_draining",
    ),
    mutation(
        Judge::Limits,
        "new tasks wait for a host",
        "modules/compute/autoscaling.tf",
        ["min_size                  = var.min_instances", "min_size = min(1, var.min_instances)"],
        "loss of a zone",
    ),
    mutation(
        Judge::Plan,
        "nobody starts hosts",
        "modules/compute/main.tf",
        ["status                    = \"ENABLED\"", "status = \"DISABLED\""],
        "managed_scaling.status",
    ),
    mutation(
        Judge::Plan,
        "half of the traffic is logged",
        "modules/network/flow_log.tf",
        ["traffic_type         = \"ALL\"", "traffic_type = \"REJECT\""],
        "traffic_type",
    ),
    mutation(
        Judge::Plan,
        "logs for ever",
        "modules/network/flow_log.tf",
        ["retention_in_days = var.log_retention", "retention_in_days = 0 * var.log_retention"],
        "retention_in_days",
    ),
    mutation(
        Judge::Plan,
        "subnets hand out public addresses",
        "modules/network/main.tf",
        ["map_public_ip_on_launch = false", "map_public_ip_on_launch = true"],
        "map_public_ip_on_launch",
    ),
    mutation(
        Judge::Plan,
        "one gateway whatever is asked",
        "modules/network/routes.tf",
        ["per_zone = local.zones", "per_zone = slice(local.zones, 0, min(1, length(local.zones)))"],
        "aws_nat_gateway",
    ),
    mutation(
        Judge::Plan,
        "a key for ever",
        "modules/encryption/main.tf",
        ["enable_key_rotation     = true", "enable_key_rotation = false"],
        "enable_key_rotation",
    ),
];
