//! One service of one environment: what runs, with which rights, and how often.
//!
//! Owns both ends of every rule between its tasks and what they talk to, so that the graph of
//! modules has no cycle.

use iac_core::aws::{
    CapacityProviderName, ClusterArn, ClusterName, DatabaseResourceId, Image, KeyArn, LogGroupName,
    LogRetention, Port, Replicas, ResourcePrefix, RoleName, SecretReference, SecurityGroupId, ServiceName,
    SubnetId, TargetGroupArn, TaskCpu, TaskMemory, Text, VariableName, VpcId,
};
use iac_core::terraform::{Arg, Expr, Module, Outputs};
use std::collections::BTreeMap;

/// A service on the hosts of a cluster: task definition, ECS service, roles and, when on,
/// autoscaling.
#[derive(Debug, Module)]
#[module(aws("6.25.0", "6.66.0"), outputs = ServiceOutputs)]
pub struct Service {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,
    /// Name of the service within its environment.
    pub name: Arg<ServiceName>,

    /// Cluster that runs the tasks.
    pub cluster_arn: Arg<ClusterArn>,
    /// Name of the cluster, for measurements and scaling.
    pub cluster_name: Arg<ClusterName>,
    /// Capacity provider of the cluster's hosts.
    pub capacity_provider: Arg<CapacityProviderName>,
    /// VPC of the tasks.
    pub vpc_id: Arg<VpcId>,
    /// Private subnets of the tasks.
    pub subnet_ids: Arg<Vec<SubnetId>>,

    /// Whether the load balancer sends requests to the tasks; false for a worker.
    pub public: Arg<bool>,
    /// Target group that the tasks join; null for a worker.
    pub target_group_arn: Arg<Option<TargetGroupArn>>,
    /// Security group of the load balancer.
    pub load_balancer_security_group_id: Arg<SecurityGroupId>,
    /// Security group of the database.
    pub database_security_group_id: Arg<SecurityGroupId>,
    /// Port of the database.
    pub database_port: Arg<Port>,
    /// Id that the right to connect to the database is granted on, such as `db-ABC…`.
    pub database_resource_id: Arg<DatabaseResourceId>,

    /// Image of the container, pinned by digest: `repository@sha256:…`.
    pub image: Arg<Image>,
    /// Command that replaces the image's own; empty keeps the image's own.
    pub command: Arg<Vec<Text>>,
    /// Port that the container listens on; not used by a worker.
    pub port: Arg<Port>,
    /// CPU of one task in units of 1/1024 of a virtual CPU.
    pub cpu: Arg<TaskCpu>,
    /// Memory of one task in MiB; a task that needs more is stopped.
    pub memory: Arg<TaskMemory>,
    /// Environment variables of the container, in the clear.
    pub environment: Arg<BTreeMap<VariableName, Text>>,
    /// Environment variables that hold a secret: the ARN of a secret in Secrets Manager or of a
    /// parameter in Parameter Store, or the name of such a parameter, which begins with `/`.
    pub secrets: Arg<BTreeMap<VariableName, SecretReference>>,

    /// Tasks that always run.
    pub replicas: Arg<Replicas>,
    /// Tasks that run at most; not used without `auto_scaling`.
    pub max_replicas: Arg<u32>,
    /// Whether the number of tasks follows their CPU use; `replicas` run otherwise.
    pub auto_scaling: Arg<bool>,
    /// Whether the hosts have room for the old and the new tasks at once; without it a
    /// deployment stops the old tasks first.
    pub overlap: Arg<bool>,

    /// Days that logs are kept, one of the values that CloudWatch Logs accepts.
    pub log_retention: Arg<LogRetention>,
    /// Key that encrypts the logs, and the secrets if they have a customer-managed key.
    pub key_arn: Arg<KeyArn>,
}

/// What [`Service`] offers.
#[derive(Debug, Outputs)]
pub struct ServiceOutputs {
    /// Name of the ECS service.
    pub name: Expr<ServiceName>,
    /// Security group of the tasks.
    pub security_group_id: Expr<SecurityGroupId>,
    /// Role that the application runs with; attach what it may do in AWS.
    pub task_role_name: Expr<RoleName>,
    /// Role that ECS pulls the image and reads the secrets with.
    pub execution_role_name: Expr<RoleName>,
    /// Log group of the tasks.
    pub log_group: Expr<LogGroupName>,
}
