//! The database of one environment. Knows none of its clients: each brings the rules that let it
//! in.

use iac_core::aws::{
    BackupRetention, BackupWindow, DatabaseArn, DatabaseClass, DatabaseIdentifier, DatabaseResourceId,
    DatabaseStorage, InsightsRetention, KeyArn, LogGroupName, LogRetention, MaintenanceWindow, Milliseconds,
    MonitoringInterval, PolicyArn, Port, PostgresVersion, ReadReplicas, ResourcePrefix, RotationDays,
    SecretArn, SecurityGroupId, SubnetGroupName, SubnetId, TopicArn, VpcId,
};
use iac_core::terraform::{Arg, Expr, Module, Outputs};

/// A PostgreSQL instance on RDS that manages its own master password, with read replicas beside it.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = DatabaseOutputs)]
pub struct Database {
    /// Start of every name in here, `<project>-<environment>`; also the instance's identifier.
    pub prefix: Arg<ResourcePrefix>,
    /// VPC of the database.
    pub vpc_id: Arg<VpcId>,
    /// Subnets of the database, in at least two zones.
    pub subnet_ids: Arg<Vec<SubnetId>>,
    /// RDS instance class, such as `db.t3.micro`.
    pub instance_class: Arg<DatabaseClass>,
    /// Major version of PostgreSQL; RDS applies minor versions by itself.
    pub engine_version: Arg<PostgresVersion>,
    /// Storage to start with in GiB, 20 or more.
    pub storage: Arg<DatabaseStorage>,
    /// Storage that it may grow to in GiB, at least a tenth above `storage`; it never shrinks.
    pub max_storage: Arg<DatabaseStorage>,
    /// Whether a standby runs in a second zone.
    pub multi_az: Arg<bool>,
    /// Days that automated backups are kept, 1 to 35; also how far back a restore can go.
    pub backup_retention: Arg<BackupRetention>,
    /// Time of the daily backup in UTC, `hh:mm-hh:mm`, apart from the maintenance window.
    pub backup_window: Arg<BackupWindow>,
    /// Whether AWS Backup backs the database up continuously: it then sets the time of the daily
    /// backup, and `backup_window` isn't used.
    pub continuous_backup: Arg<bool>,
    /// Time in which RDS may restart the database in UTC, `ddd:hh:mm-ddd:hh:mm`.
    pub maintenance_window: Arg<MaintenanceWindow>,
    /// Whether the instance and its replicas refuse deletion; a last snapshot is then taken when
    /// the instance goes.
    pub deletion_protection: Arg<bool>,
    /// Read replicas beside the instance, 0 to 15.
    pub replicas: Arg<ReadReplicas>,
    /// Whether a change that would restart the database is made on a copy that takes over within
    /// a minute, when Terraform applies it. Needs a database without replicas. The copy has
    /// another resource id: rights to connect have to hold for both, or the next apply grants
    /// them anew.
    pub blue_green_update: Arg<bool>,
    /// Days until RDS replaces the master password, 1 to 1000.
    pub password_rotation: Arg<RotationDays>,
    /// Milliseconds after which a statement is logged with its plan; as long as a whole request
    /// may take is a good choice.
    pub slow_query: Arg<Milliseconds>,
    /// Days that the load is kept query by query: 7, or 465 with the advanced mode of Database
    /// Insights.
    pub insights_retention: Arg<InsightsRetention>,
    /// Seconds between measurements of the operating system: 1, 5, 10, 15, 30 or 60.
    pub monitoring_interval: Arg<MonitoringInterval>,
    /// Days that logs are kept, one of the values that CloudWatch Logs accepts.
    pub log_retention: Arg<LogRetention>,
    /// Topic that hears of failovers, restarts, failures and missing storage.
    pub topic_arn: Arg<TopicArn>,
    /// Key that encrypts storage, backups, logs, measurements and the master password.
    pub key_arn: Arg<KeyArn>,
    /// Policy that limits what the roles in here may ever do.
    pub boundary_arn: Arg<PolicyArn>,
}

/// What [`Database`] offers.
#[derive(Debug, Outputs)]
pub struct DatabaseOutputs {
    /// Identifier of the instance.
    pub identifier: Expr<DatabaseIdentifier>,
    /// The instance.
    pub arn: Expr<DatabaseArn>,
    /// Id that the right to connect is granted on, such as `db-ABC…`.
    pub resource_id: Expr<DatabaseResourceId>,
    /// Host name of the database.
    pub address: Expr<String>,
    /// Port of the database.
    pub port: Expr<Port>,
    /// Host name and port, `host:port`.
    pub endpoint: Expr<String>,
    /// Identifiers of the read replicas.
    pub replica_identifiers: Expr<Vec<DatabaseIdentifier>>,
    /// Ids that the right to connect to the read replicas is granted on.
    pub replica_resource_ids: Expr<Vec<DatabaseResourceId>>,
    /// Host names of the read replicas; they answer at the same port.
    pub replica_addresses: Expr<Vec<String>>,
    /// Subnet group of the database, into which a backup can be restored.
    pub subnet_group_name: Expr<SubnetGroupName>,
    /// Name of the database inside the instance.
    pub name: Expr<String>,
    /// Secret with the master user's name and password; RDS rotates it.
    pub secret_arn: Expr<SecretArn>,
    /// Security group of the database; a client adds the rule that lets it in.
    pub security_group_id: Expr<SecurityGroupId>,
    /// Log group of PostgreSQL's own log.
    pub log_group: Expr<LogGroupName>,
    /// Log group of major version upgrades.
    pub upgrade_log_group: Expr<LogGroupName>,
}
