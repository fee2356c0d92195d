//! Who may act on an environment from outside of it: a pipeline, operators, auditors. Knows what they act on by name,
//! and nobody's password or key.

use iac_core::aws::{
    ClusterArn, ClusterName, EnvironmentSubject, KeyArn, LogGroupName, OidcProviderArn, PolicyArn,
    PrincipalArn, RepositoryArn, ResourcePrefix, RoleArn, ServiceName, SessionSeconds, StateMachineArn,
};
use iac_core::terraform::{Arg, Expr, Module, Outputs};
use std::collections::BTreeSet;

/// The roles of a pipeline, of operators and of auditors, each made only for somebody who assumes it.
///
/// The pipeline comes with a token of GitHub for exactly one subject: a job that runs in one environment of one
/// repository, whose reviewers have let it.
/// It delivers versions, follows and undoes them, and migrates the database; it runs no Terraform, for which
/// `iac bootstrap` makes a role.
///
/// People come with a second factor that they showed within the last hour.
/// A role that somebody has assumed never shows one, and neither does who signs in through IAM Identity Center: name
/// users, or an account whose users come with theirs, and give who signs in centrally a permission set instead.
/// No role opens a shell in a task, since tasks have none (`enable_execute_command` is off).
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = AccessOutputs)]
pub struct Access {
    /// Start of every name in here, `<project>-<environment>`, and of the runbooks that operators may run.
    pub prefix: Arg<ResourcePrefix>,

    /// Subject of the tokens that the pipeline comes with, such as `repo:shop/web:environment:production`, compared as
    /// a whole; null makes no role for a pipeline.
    pub github_subject: Arg<Option<EnvironmentSubject>>,
    /// OpenID Connect provider of GitHub in IAM; null takes the one of this account, `token.actions.githubusercontent.com`.
    pub oidc_provider_arn: Arg<Option<OidcProviderArn>>,
    /// Seconds that the pipeline's credentials hold at most, 3600 to 43200: as long as a deployment is followed.
    pub session: Arg<SessionSeconds>,
    /// Who may act in an incident: users, or accounts; none makes no role for operators.
    pub operators: Arg<BTreeSet<PrincipalArn>>,
    /// Who may look at how everything is set up: users, or accounts; none makes no role for auditors.
    pub auditors: Arg<BTreeSet<PrincipalArn>>,

    /// Cluster that the services run in.
    pub cluster_arn: Arg<ClusterArn>,
    /// Name of the cluster, of which the ARNs of services and deployments are made.
    pub cluster_name: Arg<ClusterName>,
    /// Services that are delivered, and that operators may take back.
    pub services: Arg<BTreeSet<ServiceName>>,
    /// Repositories that images are pushed to.
    pub repository_arns: Arg<Vec<RepositoryArn>>,
    /// State machine that migrates the database; null without migrations.
    pub state_machine_arn: Arg<Option<StateMachineArn>>,
    /// Roles of tasks, for running and for starting them, that a deployment hands on.
    pub task_role_arns: Arg<Vec<RoleArn>>,
    /// Roles that ECS shifts requests with, that a deployment hands on.
    pub shift_role_arns: Arg<Vec<RoleArn>>,
    /// Roles that the runbooks act with, that operators hand on; may be empty.
    pub runbook_role_arns: Arg<Vec<RoleArn>>,
    /// Log groups that operators may read.
    pub log_groups: Arg<BTreeSet<LogGroupName>>,

    /// Key that encrypts the state machine and its executions.
    pub key_arn: Arg<KeyArn>,
    /// Policy that limits what the roles in here may ever do.
    pub boundary_arn: Arg<PolicyArn>,
}

/// What [`Access`] offers.
#[derive(Debug, Outputs)]
pub struct AccessOutputs {
    /// Role that the pipeline assumes; null without a subject.
    pub deployer_role_arn: Expr<Option<RoleArn>>,
    /// Role that operators assume; null without operators.
    pub operator_role_arn: Expr<Option<RoleArn>>,
    /// Role that auditors assume; null without auditors.
    pub auditor_role_arn: Expr<Option<RoleArn>>,
}
