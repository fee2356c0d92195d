//! What it costs.

use super::turn::Turn::{Created, Raised};
use super::{Entry, Row};
use crate::review::finding::Severity::Info;

pub(super) const RULES: &[Entry] = &[Entry::rows(
    "CO001",
    Info,
    &[
        Row::whole(
            &[
                "aws_db_instance",
                "aws_ec2_transit_gateway_vpc_attachment",
                "aws_eks_cluster",
                "aws_elasticache_replication_group",
                "aws_instance",
                "aws_kms_key",
                "aws_lb",
                "aws_msk_cluster",
                "aws_nat_gateway",
                "aws_opensearch_domain",
                "aws_redshift_cluster",
                "aws_vpc_endpoint",
            ],
            Created,
        ),
        Row::of(&["aws_db_instance"], "allocated_storage", Raised),
        Row::of(&["aws_db_instance"], "iops", Raised),
        Row::of(&["aws_elasticache_replication_group"], "num_cache_clusters", Raised),
        Row::of(&["aws_opensearch_domain"], "cluster_config.instance_count", Raised),
        Row::of(&["aws_msk_cluster"], "number_of_broker_nodes", Raised),
        Row::of(&["aws_redshift_cluster"], "number_of_nodes", Raised),
        Row::of(&["aws_autoscaling_group"], "min_size", Raised),
    ],
)];
