//! What is stored or sent in clear text.

mod keys;
mod parameters;
mod tls;

use super::resource_types::KEYS;
use super::turn::Turn::{Deleted, Leaves, Off};
use super::{Entry, Row};
use crate::review::finding::Severity::{Critical, High, Medium};

pub(super) const RULES: &[Entry] = &[
    Entry::rows(
        "EN001",
        Critical,
        &[
            Row::of(
                &["aws_db_instance", "aws_docdb_cluster", "aws_neptune_cluster", "aws_rds_cluster"],
                "storage_encrypted",
                Off,
            ),
            Row::of(&["aws_ebs_volume", "aws_efs_file_system", "aws_redshift_cluster"], "encrypted", Off),
            Row::of(&["aws_instance"], "root_block_device.encrypted", Off),
            Row::of(&["aws_instance"], "ebs_block_device.encrypted", Off),
            Row::of(&["aws_launch_template"], "block_device_mappings.ebs.encrypted", Off),
            Row::of(&["aws_elasticache_replication_group"], "at_rest_encryption_enabled", Off),
            Row::of(&["aws_elasticsearch_domain", "aws_opensearch_domain"], "encrypt_at_rest.enabled", Off),
        ],
    ),
    Entry::change("EN002", High, &[], keys::left),
    Entry::change("EN003", High, &["aws_alb_listener", "aws_lb_listener"], tls::listener),
    Entry::rows(
        "EN004",
        High,
        &[
            Row::of(&["aws_elasticache_replication_group"], "transit_encryption_enabled", Off),
            Row::of(&["aws_elasticache_replication_group"], "transit_encryption_mode", Leaves(&["required"])),
            Row::of(&["aws_memorydb_cluster"], "tls_enabled", Off),
            Row::of(
                &["aws_elasticsearch_domain", "aws_opensearch_domain"],
                "node_to_node_encryption.enabled",
                Off,
            ),
            Row::of(
                &["aws_elasticsearch_domain", "aws_opensearch_domain"],
                "domain_endpoint_options.enforce_https",
                Off,
            ),
            Row::of(
                &["aws_msk_cluster"],
                "encryption_info.encryption_in_transit.client_broker",
                Leaves(&["TLS"]),
            ),
            Row::of(&["aws_msk_cluster"], "encryption_info.encryption_in_transit.in_cluster", Off),
        ],
    ),
    Entry::rows("EN005", Medium, &[Row::of(KEYS, "enable_key_rotation", Off)]),
    Entry::rows(
        "EN006",
        Medium,
        &[
            Row::whole(&["aws_s3_bucket_server_side_encryption_configuration"], Deleted),
            Row::of(
                &["aws_s3_bucket_server_side_encryption_configuration"],
                "rule.apply_server_side_encryption_by_default.sse_algorithm",
                Leaves(&["aws:kms", "aws:kms:dsse"]),
            ),
        ],
    ),
    Entry::change(
        "EN007",
        High,
        &["aws_db_parameter_group", "aws_rds_cluster_parameter_group", "aws_redshift_parameter_group"],
        parameters::clear_text,
    ),
    Entry::change(
        "EN008",
        Medium,
        &[
            "aws_api_gateway_domain_name",
            "aws_apigatewayv2_domain_name",
            "aws_cloudfront_distribution",
            "aws_elasticsearch_domain",
            "aws_opensearch_domain",
        ],
        tls::endpoint,
    ),
    Entry::rows(
        "EN009",
        High,
        &[
            Row::of(&["aws_ebs_encryption_by_default"], "enabled", Off),
            Row::whole(&["aws_ebs_encryption_by_default"], Deleted),
        ],
    ),
    Entry::change("EN010", Medium, &["aws_sqs_queue"], keys::queue),
];
