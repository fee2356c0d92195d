//! Whether it answers.

mod databases;
mod gaps;
mod scaling;

use super::resource_types::LOAD_BALANCERS;
use super::turn::Turn::{
    Changed, Deleted, Destroyed, Halved, Leaves, Left, Lowered, Off, On, Removed, Replaced, Zero,
};
use super::{Entry, Row};
use crate::review::finding::Severity::{Critical, High, Medium};

const CACHE: &[&str] = &["aws_elasticache_replication_group"];
const CONTAINERS: &[&str] = &["aws_ecs_service"];
const FUNCTION: &[&str] = &["aws_lambda_function"];
const RECORD: &[&str] = &["aws_route53_record"];
const SEARCH: &[&str] = &["aws_elasticsearch_domain", "aws_opensearch_domain"];
const TARGETS: &[&str] = &["aws_alb_target_group", "aws_lb_target_group"];

pub(super) const RULES: &[Entry] = &[
    Entry::rows(
        "AV001",
        High,
        &[
            Row::of(&["aws_db_instance", "aws_dms_replication_instance"], "multi_az", Off),
            Row::of(CACHE, "multi_az_enabled", Off),
            Row::of(CACHE, "automatic_failover_enabled", Off),
            Row::of(SEARCH, "cluster_config.zone_awareness_enabled", Off),
            Row::of(SEARCH, "cluster_config.multi_az_with_standby_enabled", Off),
        ],
    ),
    Entry::change(
        "AV002",
        High,
        &[
            "aws_db_instance",
            "aws_docdb_cluster_instance",
            "aws_elasticache_replication_group",
            "aws_elasticsearch_domain",
            "aws_memorydb_cluster",
            "aws_neptune_cluster_instance",
            "aws_opensearch_domain",
            "aws_rds_cluster_instance",
            "aws_redshift_cluster",
        ],
        databases::class,
    )
    .either_way(),
    Entry::change(
        "AV003",
        High,
        &[
            "aws_db_instance",
            "aws_docdb_cluster",
            "aws_elasticache_replication_group",
            "aws_elasticsearch_domain",
            "aws_msk_cluster",
            "aws_neptune_cluster",
            "aws_opensearch_domain",
            "aws_rds_cluster",
        ],
        databases::engine,
    )
    .either_way(),
    Entry::rows(
        "AV004",
        Critical,
        &[Row::whole(
            &[
                "aws_dx_connection",
                "aws_dx_gateway",
                "aws_ec2_transit_gateway",
                "aws_ec2_transit_gateway_vpc_attachment",
                "aws_egress_only_internet_gateway",
                "aws_internet_gateway",
                "aws_nat_gateway",
                "aws_route_table",
                "aws_subnet",
                "aws_vpc",
                "aws_vpc_peering_connection",
                "aws_vpn_connection",
                "aws_vpn_gateway",
            ],
            Destroyed,
        )],
    )
    .either_way(),
    Entry::rows(
        "AV005",
        Critical,
        &[
            Row::whole(LOAD_BALANCERS, Destroyed),
            Row::whole(
                &[
                    "aws_api_gateway_rest_api",
                    "aws_apigatewayv2_api",
                    "aws_cloudfront_distribution",
                    "aws_globalaccelerator_accelerator",
                ],
                Destroyed,
            ),
            Row::whole(TARGETS, Destroyed).at(High),
            Row::whole(
                &["aws_alb_listener", "aws_alb_listener_rule", "aws_lb_listener", "aws_lb_listener_rule"],
                Destroyed,
            )
            .at(High),
        ],
    ),
    Entry::change("AV006", High, &["aws_autoscaling_group"], scaling::hosts),
    Entry::rows(
        "AV007",
        High,
        &[
            Row::of(CONTAINERS, "desired_count", Lowered),
            Row::of(CONTAINERS, "desired_count", Zero).at(Critical),
            Row::of(CONTAINERS, "deployment_minimum_healthy_percent", Zero),
            Row::whole(CONTAINERS, Destroyed),
        ],
    ),
    Entry::rows(
        "AV008",
        Critical,
        &[
            Row::whole(&["aws_ecs_cluster", "aws_eks_cluster"], Destroyed),
            Row::whole(&["aws_eks_fargate_profile", "aws_eks_node_group"], Destroyed).at(High),
        ],
    ),
    Entry::change("AV009", High, &["aws_eks_cluster"], databases::kubernetes).either_way(),
    Entry::rows(
        "AV010",
        High,
        &[
            Row::of(CACHE, "num_cache_clusters", Lowered),
            Row::of(CACHE, "num_node_groups", Lowered),
            Row::of(CACHE, "replicas_per_node_group", Lowered),
            Row::of(&["aws_elasticache_cluster"], "num_cache_nodes", Lowered),
            Row::of(&["aws_memorydb_cluster"], "num_shards", Lowered),
            Row::of(&["aws_memorydb_cluster"], "num_replicas_per_shard", Lowered),
            Row::of(SEARCH, "cluster_config.instance_count", Lowered),
            Row::of(&["aws_msk_cluster"], "number_of_broker_nodes", Lowered),
            Row::of(&["aws_kinesis_stream"], "shard_count", Lowered),
            Row::of(&["aws_redshift_cluster"], "number_of_nodes", Lowered),
            Row::of(&["aws_eks_node_group"], "scaling_config.min_size", Lowered),
            Row::whole(
                &["aws_docdb_cluster_instance", "aws_neptune_cluster_instance", "aws_rds_cluster_instance"],
                Deleted,
            ),
        ],
    ),
    Entry::change(
        "AV011",
        High,
        &["aws_route53_health_check", "aws_route53_record", "aws_route53_zone"],
        gaps::names,
    ),
    Entry::rows(
        "AV012",
        Medium,
        &[
            Row::of(RECORD, "records", Changed),
            Row::of(RECORD, "alias.name", Changed),
            Row::of(RECORD, "weighted_routing_policy.weight", Zero),
        ],
    )
    .either_way(),
    Entry::change(
        "AV013",
        High,
        &["aws_acm_certificate", "aws_acmpca_certificate_authority", "aws_iam_server_certificate"],
        gaps::certificate,
    )
    .either_way(),
    Entry::rows("AV014", High, &[Row::whole(&["aws_instance"], Replaced)]).either_way(),
    Entry::rows(
        "AV015",
        High,
        &[Row::whole(&["aws_eip", "aws_eip_association", "aws_nat_gateway"], Destroyed)],
    ),
    Entry::rows("AV016", Critical, &[Row::of(FUNCTION, "reserved_concurrent_executions", Zero)]),
    Entry::rows(
        "AV017",
        Medium,
        &[
            Row::whole(FUNCTION, Deleted),
            Row::of(&["aws_cloudfront_distribution", "aws_lambda_event_source_mapping"], "enabled", Off),
            Row::of(&["aws_cloudwatch_event_rule"], "is_enabled", Off),
            Row::of(
                &["aws_cloudwatch_event_rule", "aws_scheduler_schedule"],
                "state",
                Leaves(&["ENABLED", "ENABLED_WITH_ALL_CLOUDTRAIL_MANAGEMENT_EVENTS"]),
            ),
        ],
    ),
    Entry::plan("AV018", Medium, gaps::delete_first),
    Entry::rows(
        "AV019",
        Medium,
        &[
            Row::of(TARGETS, "health_check.healthy_threshold", Changed),
            Row::of(TARGETS, "health_check.interval", Changed),
            Row::of(TARGETS, "health_check.matcher", Changed),
            Row::of(TARGETS, "health_check.path", Changed),
            Row::of(TARGETS, "health_check.port", Changed),
            Row::of(TARGETS, "health_check.protocol", Changed),
            Row::of(TARGETS, "health_check.timeout", Changed),
            Row::of(TARGETS, "health_check.unhealthy_threshold", Changed),
        ],
    )
    .either_way(),
    Entry::rows(
        "AV020",
        Medium,
        &[
            Row::of(&["aws_dynamodb_table"], "read_capacity", Halved),
            Row::of(&["aws_dynamodb_table"], "write_capacity", Halved),
            Row::of(&["aws_dynamodb_table"], "billing_mode", Leaves(&["PAY_PER_REQUEST"])),
            Row::of(&["aws_appautoscaling_target"], "max_capacity", Halved),
            Row::of(&["aws_appautoscaling_target"], "min_capacity", Halved),
        ],
    ),
    Entry::rows("AV021", Medium, &[Row::of(&["aws_sqs_queue"], "redrive_policy", Removed)]),
    Entry::rows(
        "AV022",
        Medium,
        &[Row::of(
            &["aws_db_instance", "aws_docdb_cluster", "aws_elasticache_replication_group", "aws_rds_cluster"],
            "apply_immediately",
            On,
        )],
    ),
    Entry::rows(
        "AV023",
        High,
        &[
            Row::of(&["aws_db_instance"], "db_subnet_group_name", Left),
            Row::of(&["aws_db_instance"], "port", Changed),
            Row::of(&["aws_db_instance"], "vpc_security_group_ids", Removed),
        ],
    )
    .either_way(),
    Entry::rows(
        "AV024",
        High,
        &[
            Row::of(FUNCTION, "memory_size", Lowered),
            Row::of(FUNCTION, "timeout", Lowered),
            Row::of(&["aws_ecs_task_definition"], "cpu", Lowered),
            Row::of(&["aws_ecs_task_definition"], "memory", Lowered),
        ],
    ),
];
