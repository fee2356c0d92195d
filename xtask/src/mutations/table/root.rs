//! The root, which is what people edit.

use super::{Mutation, mutation};
use crate::mutations::judges::Judge;

/// The root of production.
const ROOT: &str = "environments/production/main.tf";

/// The mutations, by file.
pub(super) const ALL: &[Mutation] = &[
    mutation(
        Judge::Root,
        "database without a standby",
        ROOT,
        ["multi_az = true", "multi_az = false"],
        "multi_az",
    ),
    mutation(Judge::Root, "one host", ROOT, ["min_instances = 2", "min_instances = 1"], "min_instances"),
    mutation(Judge::Root, "one task", ROOT, ["replicas    = 2", "replicas = 1"], "services.app.replicas"),
    mutation(
        Judge::Root,
        "everything in one zone",
        ROOT,
        ["[\"eu-west-1a\", \"eu-west-1b\", \"eu-west-1c\"]", "[\"eu-west-1a\"]"],
        "network.zones",
    ),
    mutation(
        Judge::Root,
        "one way out for all zones",
        ROOT,
        ["network_nat = \"per_zone\"", "network_nat = \"single\""],
        "network.nat",
    ),
    mutation(
        Judge::Root,
        "nothing is protected from deletion",
        ROOT,
        ["deletion_protection = true", "deletion_protection = false"],
        "deletion_protection",
    ),
    mutation(
        Judge::Root,
        "backups of one day",
        ROOT,
        ["database_backup_retention = 35", "database_backup_retention = 1"],
        "database.backup_retention",
    ),
    mutation(
        Judge::Root,
        "storage that cannot grow",
        ROOT,
        ["database_max_storage = 500", "database_max_storage = 100"],
        "database.max_storage",
    ),
    mutation(
        Judge::Root,
        "an image by its tag",
        ROOT,
        ["@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef", ".example.com:latest"],
        "services.app.image",
    ),
    mutation(
        Judge::Plan,
        "a tenth becomes half",
        ROOT,
        ["deployment_canary_percent = 10", "deployment_canary_percent = 50"],
        "canary_percent",
    ),
    mutation(
        Judge::Root,
        "a canary of a minute",
        ROOT,
        ["deployment_canary_observation = 30", "deployment_canary_observation = 1"],
        "deployment.strategy.canary.observation",
    ),
    mutation(
        Judge::Plan,
        "everything at once",
        ROOT,
        [
            "deployment_strategy = \"canary\"\n  deployment_canary_percent = 10\n  deployment_canary_observation = 30",
            "deployment_strategy = \"blue_green\"\n  deployment_canary_percent = null\n  deployment_canary_observation = null",
        ],
        "deployment_configuration.strategy",
    ),
    mutation(
        Judge::Plan,
        "one error in ten is fine",
        ROOT,
        ["error_rate    = 0.01", "error_rate = 0.1"],
        "threshold",
    ),
    mutation(Judge::Root, "no gate on errors", ROOT, ["error_rate    = 0.01\n", ""], "deployment.gates"),
    mutation(
        Judge::Root,
        "a gate needs half an hour",
        ROOT,
        ["deployment_gate_datapoints = 2", "deployment_gate_datapoints = 30"],
        "deployment.strategy.canary.observation",
    ),
    mutation(
        Judge::Plan,
        "one request proves everything",
        ROOT,
        ["deployment_gate_requests = 20", "deployment_gate_requests = 1"],
        "metric_query.expression",
    ),
    mutation(
        Judge::Root,
        "requests in flight are cut off",
        ROOT,
        ["deployment_drain = 30", "deployment_drain = 0"],
        "deployment.drain",
    ),
    mutation(
        Judge::Root,
        "a health check of 65 seconds",
        ROOT,
        ["health_check_interval = 10", "health_check_interval = 30"],
        "health_check.interval",
    ),
    mutation(
        Judge::Root,
        "load is noticed late",
        ROOT,
        ["scaling_period = 60", "scaling_period = 300"],
        "scaling.period",
    ),
    mutation(
        Judge::Root,
        "backups stay in one region",
        ROOT,
        ["backup_copy_region = \"eu-central-1\"", "backup_copy_region = null"],
        "backup.copy_region",
    ),
    mutation(
        Judge::Plan,
        "backups can be deleted",
        ROOT,
        [
            "backup_lock_min_retention = 7\n  backup_lock_max_retention = 400",
            "backup_lock_min_retention = null\n  backup_lock_max_retention = null",
        ],
        "aws_backup_vault_lock_configuration",
    ),
];
