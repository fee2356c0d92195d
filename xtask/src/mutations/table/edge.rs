//! What clients reach first.

use super::{Mutation, mutation};
use crate::mutations::judges::Judge;

/// The mutations, by file.
pub(super) const ALL: &[Mutation] = &[
    mutation(
        Judge::Plan,
        "a drain of five minutes",
        "modules/load_balancer/targets.tf",
        ["deregistration_delay = var.drain\n\n", "deregistration_delay = var.drain * 10\n\n"],
        "deregistration_delay",
    ),
    mutation(
        Judge::Modules,
        "a target group that cannot be replaced",
        "modules/load_balancer/targets.tf",
        [
            "# One in use by a rule can't be deleted: the new one comes first.\n    create_before_destroy = true",
            "create_before_destroy = false",
        ],
        "create_before_destroy",
    ),
    mutation(
        Judge::Plan,
        "TLS of 2016",
        "modules/load_balancer/https.tf",
        ["ELBSecurityPolicy-TLS13-1-2-2021-06", "ELBSecurityPolicy-2016-08"],
        "ssl_policy",
    ),
    mutation(
        Judge::Plan,
        "port 80 answers",
        "modules/load_balancer/https.tf",
        [
            "type = \"redirect\"\n    redirect {\n      protocol    = \"HTTPS\"\n      port        = \"443\"\n      status_code = \"HTTP_301\"\n    }",
            "type = \"fixed-response\"\n    fixed_response {\n      content_type = \"text/plain\"\n      status_code = \"200\"\n    }",
        ],
        "default_action.type",
    ),
    mutation(
        Judge::Modules,
        "every apply sets the weights back",
        "modules/load_balancer/https.tf",
        [
            "# ECS owns these weights too.\n  lifecycle {\n    ignore_changes = [action]",
            "lifecycle {\n    ignore_changes = []",
        ],
        "ignore_changes.action",
    ),
    mutation(
        Judge::Plan,
        "malformed requests are passed on",
        "modules/load_balancer/main.tf",
        ["drop_invalid_header_fields = true", "drop_invalid_header_fields = false"],
        "drop_invalid_header_fields",
    ),
    mutation(
        Judge::Plan,
        "requests are not logged",
        "modules/load_balancer/main.tf",
        [
            "prefix  = local.access_logs\n    enabled = true",
            "prefix = local.access_logs\n    enabled = false",
        ],
        "access_logs.enabled",
    ),
    mutation(
        Judge::Plan,
        "the load balancer can be deleted",
        "modules/load_balancer/main.tf",
        [
            "enable_deletion_protection = var.deletion_protection",
            "enable_deletion_protection = false && var.deletion_protection",
        ],
        "enable_deletion_protection",
    ),
    mutation(
        Judge::Plan,
        "no web ACL",
        "modules/load_balancer/firewall.tf",
        [
            "resource \"aws_wafv2_web_acl_association\" \"this\" {\n",
            "resource \"aws_wafv2_web_acl_association\" \"this\" {\n  count = 0\n",
        ],
        "aws_wafv2_web_acl_association",
    ),
    mutation(
        Judge::Plan,
        "the web ACL only counts",
        "modules/load_balancer/firewall.tf",
        [
            "priority = 30\n\n    override_action {\n      none {}",
            "priority = 30\n\n    override_action {\n      count {}",
        ],
        "rule.action",
    ),
    mutation(
        Judge::Plan,
        "nobody logs what is blocked",
        "modules/load_balancer/firewall.tf",
        [
            "resource \"aws_wafv2_web_acl_logging_configuration\" \"this\" {\n",
            "resource \"aws_wafv2_web_acl_logging_configuration\" \"this\" {\n  count = 0\n",
        ],
        "aws_wafv2_web_acl_logging_configuration",
    ),
    mutation(
        Judge::Plan,
        "every port is open to everybody",
        "modules/load_balancer/security_groups.tf",
        [
            "description       = \"HTTPS from the internet\"\n  ip_protocol       = \"tcp\"\n  from_port         = 443",
            "description = \"HTTPS from the internet\"\n  ip_protocol = \"tcp\"\n  from_port = 0",
        ],
        "cidr_ipv4",
    ),
    mutation(
        Judge::Plan,
        "a bucket that may be opened",
        "modules/load_balancer/logs.tf",
        ["block_public_policy     = true", "block_public_policy = false"],
        "block_public_policy",
    ),
];
