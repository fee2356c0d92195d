//! Who can reach something over a network, or without an account.

mod invoke;
mod openings;
mod policies;
mod routes;

use super::resource_types::LOAD_BALANCERS;
use super::turn::Turn::{Becomes, Created, Deleted, Leaves, Off, On, OnOrNew, Removed};
use super::{Entry, Row};
use crate::review::finding::Severity::{Critical, High, Medium};
use openings::SECURITY_GROUPS;

/// The blocks of a bucket, or of all of an account, against being public.
const BLOCKS: &[&str] = &["aws_s3_account_public_access_block", "aws_s3_bucket_public_access_block"];

pub(super) const RULES: &[Entry] = &[
    Entry::change("EX001", Critical, SECURITY_GROUPS, openings::administration),
    Entry::change("EX002", Critical, SECURITY_GROUPS, openings::everything),
    Entry::change("EX003", Medium, SECURITY_GROUPS, openings::unusual),
    Entry::rows(
        "EX004",
        Critical,
        &[Row::of(
            &[
                "aws_db_instance",
                "aws_dms_replication_instance",
                "aws_docdb_cluster_instance",
                "aws_mq_broker",
                "aws_rds_cluster_instance",
                "aws_redshift_cluster",
                "aws_redshiftserverless_workgroup",
            ],
            "publicly_accessible",
            OnOrNew,
        )],
    ),
    Entry::rows(
        "EX005",
        Critical,
        &[
            Row::whole(BLOCKS, Deleted),
            Row::of(BLOCKS, "block_public_acls", Off),
            Row::of(BLOCKS, "block_public_policy", Off),
            Row::of(BLOCKS, "ignore_public_acls", Off),
            Row::of(BLOCKS, "restrict_public_buckets", Off),
        ],
    ),
    Entry::rows(
        "EX006",
        Critical,
        &[Row::of(
            &["aws_s3_bucket", "aws_s3_bucket_acl", "aws_s3_object"],
            "acl",
            Becomes(&["authenticated-read", "public-read", "public-read-write"]),
        )],
    ),
    Entry::change("EX007", Critical, super::iam::RESOURCE_POLICIES, policies::anyone),
    Entry::change("EX008", High, LOAD_BALANCERS, routes::load_balancer),
    Entry::rows(
        "EX009",
        High,
        &[
            Row::of(&["aws_eks_cluster"], "vpc_config.endpoint_public_access", On),
            Row::of(&["aws_eks_cluster"], "vpc_config.public_access_cidrs", Becomes(&["0.0.0.0/0", "::/0"])),
        ],
    ),
    Entry::rows(
        "EX010",
        Medium,
        &[
            Row::of(&["aws_subnet"], "map_public_ip_on_launch", On),
            Row::of(&["aws_instance"], "associate_public_ip_address", On),
            Row::of(&["aws_launch_template"], "network_interfaces.associate_public_ip_address", On),
        ],
    ),
    Entry::change(
        "EX011",
        High,
        &["aws_default_route_table", "aws_route", "aws_route_table"],
        routes::to_internet,
    ),
    Entry::rows(
        "EX012",
        Critical,
        &[
            Row::of(&["aws_ami_launch_permission"], "group", Becomes(&["all"])),
            Row::of(&["aws_snapshot_create_volume_permission"], "account_id", Becomes(&["all"])),
            Row::of(&["aws_db_cluster_snapshot", "aws_db_snapshot"], "shared_accounts", Becomes(&["all"])),
            Row::of(
                &["aws_ebs_snapshot_block_public_access"],
                "state",
                Leaves(&["block-all-sharing", "block-new-sharing"]),
            ),
        ],
    ),
    Entry::change(
        "EX013",
        High,
        &["aws_api_gateway_method", "aws_apigatewayv2_route", "aws_lambda_function_url"],
        invoke::without_authorization,
    ),
    Entry::change("EX014", High, &["aws_lambda_permission"], invoke::for_any_account),
    Entry::rows(
        "EX015",
        Medium,
        &[
            Row::of(&["aws_ram_resource_share"], "allow_external_principals", OnOrNew),
            Row::of(&["aws_vpc_endpoint_service"], "acceptance_required", Off),
            Row::of(&["aws_ec2_transit_gateway"], "auto_accept_shared_attachments", Becomes(&["enable"])),
            Row::whole(&["aws_vpc_peering_connection"], Created),
        ],
    ),
    Entry::change(
        "EX016",
        Medium,
        &["aws_default_network_acl", "aws_network_acl", "aws_network_acl_rule"],
        openings::subnets,
    ),
    Entry::rows(
        "EX017",
        High,
        &[
            Row::whole(
                &[
                    "aws_networkfirewall_firewall",
                    "aws_shield_protection",
                    "aws_wafv2_web_acl",
                    "aws_wafv2_web_acl_association",
                ],
                Deleted,
            ),
            Row::of(&["aws_wafv2_web_acl"], "default_action.block", Removed),
            Row::of(LOAD_BALANCERS, "enable_waf_fail_open", On),
        ],
    ),
    Entry::rows(
        "EX018",
        High,
        &[Row::of(
            &["aws_instance", "aws_launch_template"],
            "metadata_options.http_tokens",
            Leaves(&["required"]),
        )],
    ),
];
