//! Types that several rules judge.

/// Objects that hold data which nothing else has. Keys have rules of their own.
pub(super) const STATEFUL: &[&str] = &[
    "aws_athena_database",
    "aws_backup_vault",
    "aws_cloudwatch_event_archive",
    "aws_cloudwatch_log_group",
    "aws_codecommit_repository",
    "aws_cognito_user_pool",
    "aws_db_instance",
    "aws_docdb_cluster",
    "aws_dynamodb_global_table",
    "aws_dynamodb_table",
    "aws_ebs_volume",
    "aws_ecr_repository",
    "aws_efs_file_system",
    "aws_elasticache_cluster",
    "aws_elasticache_replication_group",
    "aws_elasticache_serverless_cache",
    "aws_elasticsearch_domain",
    "aws_fsx_lustre_file_system",
    "aws_fsx_ontap_file_system",
    "aws_fsx_openzfs_file_system",
    "aws_fsx_windows_file_system",
    "aws_glacier_vault",
    "aws_glue_catalog_database",
    "aws_keyspaces_table",
    "aws_kinesis_stream",
    "aws_lightsail_database",
    "aws_memorydb_cluster",
    "aws_mq_broker",
    "aws_msk_cluster",
    "aws_msk_serverless_cluster",
    "aws_neptune_cluster",
    "aws_opensearch_domain",
    "aws_opensearchserverless_collection",
    "aws_qldb_ledger",
    "aws_rds_cluster",
    "aws_rds_global_cluster",
    "aws_redshift_cluster",
    "aws_redshiftserverless_namespace",
    "aws_s3_bucket",
    "aws_s3_directory_bucket",
    "aws_secretsmanager_secret",
    "aws_sqs_queue",
    "aws_timestreamwrite_database",
    "aws_timestreamwrite_table",
    "aws_workspaces_workspace",
];

/// Databases that take a final snapshot.
pub(super) const DATABASES: &[&str] = &[
    "aws_db_instance",
    "aws_docdb_cluster",
    "aws_neptune_cluster",
    "aws_rds_cluster",
    "aws_redshift_cluster",
];

/// Keys that encrypt what others hold.
pub(super) const KEYS: &[&str] = &["aws_kms_external_key", "aws_kms_key", "aws_kms_replica_key"];

/// Load balancers.
pub(super) const LOAD_BALANCERS: &[&str] = &["aws_alb", "aws_lb"];
