//! Changes of the database's schema, one after another, each with a way back.
//!
//! Knows the tasks that do the work by their definitions only: image, command, secrets and rights
//! are the service's.

use iac_core::aws::{
    BackupDays, ClusterArn, DatabaseArn, DatabaseIdentifier, KeyArn, LogGroupName, LogRetention, PolicyArn,
    ResourcePrefix, RoleArn, Schedule, SecurityGroupId, ServiceName, StateMachineArn, SubnetId,
    TaskDefinitionArn, TaskMinutes, TopicArn,
};
use iac_core::terraform::{Arg, Expr, Module, Outputs};

/// A state machine that takes a snapshot of the database, migrates it, checks it, and undoes what
/// failed; started before a release, and by the clock for the check alone. A release has old and
/// new tasks on one database: a migration adds what the new ones need (expand), and only a later
/// one, when no old task is left, takes away what nobody reads any more (contract). It therefore
/// refuses to run while a release is under way.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = MigrationsOutputs)]
pub struct Migrations {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,

    /// Cluster that the tasks run in, on Fargate.
    pub cluster_arn: Arg<ClusterArn>,
    /// Private subnets of the tasks.
    pub subnet_ids: Arg<Vec<SubnetId>>,
    /// Security group of the tasks, which the database lets in.
    pub security_group_id: Arg<SecurityGroupId>,
    /// Services that use the database; while one of them is being released, nothing is migrated.
    pub services: Arg<Vec<ServiceName>>,

    /// Identifier of the database.
    pub database_identifier: Arg<DatabaseIdentifier>,
    /// The database, for the right to take a snapshot of it.
    pub database_arn: Arg<DatabaseArn>,

    /// Task that migrates the database; it fails by ending with another code than 0.
    pub migrate_task_arn: Arg<TaskDefinitionArn>,
    /// Task that checks the data, after a migration and by the clock; null checks nothing.
    pub integrity_task_arn: Arg<Option<TaskDefinitionArn>>,
    /// Task that undoes a migration that failed, or whose check did; null leaves that to people,
    /// who have the snapshot.
    pub undo_task_arn: Arg<Option<TaskDefinitionArn>>,
    /// Roles of the tasks, for running and for starting them.
    pub pass_role_arns: Arg<Vec<RoleArn>>,
    /// Minutes that the snapshot and each task may take, 1 to 1440; a task that takes longer is
    /// stopped and has failed.
    pub timeout: Arg<TaskMinutes>,
    /// When the data is checked by the clock, in UTC; null checks it after migrations only.
    pub integrity_schedule: Arg<Option<Schedule>>,

    /// Days that snapshots of migrations are kept; the next migration that succeeds deletes older
    /// ones.
    pub snapshot_retention: Arg<BackupDays>,
    /// Topic that hears of what failed; a success is quiet.
    pub topic_arn: Arg<TopicArn>,
    /// Days that logs are kept, one of the values that CloudWatch Logs accepts.
    pub log_retention: Arg<LogRetention>,
    /// Key that encrypts the state machine, its log and the schedule, and also the topic.
    pub key_arn: Arg<KeyArn>,
    /// Policy that limits what the roles in here may ever do.
    pub boundary_arn: Arg<PolicyArn>,
}

/// What [`Migrations`] offers.
#[derive(Debug, Outputs)]
pub struct MigrationsOutputs {
    /// The state machine; an execution's name is letters, digits and single dashes, and ends the
    /// snapshot's name.
    pub state_machine_arn: Expr<StateMachineArn>,
    /// Name of the state machine.
    pub name: Expr<String>,
    /// Log group of the executions.
    pub log_group: Expr<LogGroupName>,
}
