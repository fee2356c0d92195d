//! The hosts of one environment. Knows no service: what runs here is another module's matter.

use iac_core::aws::{
    CapacityProviderName, ClusterArn, ClusterName, CpuCredits, InstanceCount, InstanceType, KeyArn,
    LogGroupName, LogRetention, PolicyArn, ResourcePrefix, RoleName, RootVolume, SecurityGroupId, StopGrace,
    SubnetId, TagKey, TagValue, Utilization, VpcId,
};
use iac_core::terraform::{Arg, Expr, Module, Outputs};
use std::collections::BTreeMap;

/// An ECS cluster on EC2 hosts that come and go with what the services need, and on Fargate for
/// jobs.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = ComputeOutputs)]
pub struct Compute {
    /// Start of every name in here, `<project>-<environment>`; also the cluster's name.
    pub prefix: Arg<ResourcePrefix>,
    /// VPC of the hosts.
    pub vpc_id: Arg<VpcId>,
    /// Private subnets of the hosts; they need a way to the ECS and ECR APIs.
    pub subnet_ids: Arg<Vec<SubnetId>>,
    /// EC2 instance type of every host, x86.
    pub instance_type: Arg<InstanceType>,
    /// Hosts that always run.
    pub min_instances: Arg<InstanceCount>,
    /// Hosts that run at most; not used without `auto_scaling`.
    pub max_instances: Arg<InstanceCount>,
    /// Whether the number of hosts follows what the services need; `min_instances` run otherwise.
    pub auto_scaling: Arg<bool>,
    /// How full the hosts are meant to be in percent; below 100 there is room for tasks before
    /// they need it, such as those of the next version.
    pub host_utilization: Arg<Utilization>,
    /// Seconds that containers without a time of their own have to stop; the longest `stop_grace`
    /// of the services, so that no host cuts one short.
    pub stop_grace: Arg<StopGrace>,
    /// What a burstable host does when its CPU credits are spent: `standard` slows down,
    /// `unlimited` bills them; null for types that don't burst.
    pub cpu_credits: Arg<Option<CpuCredits>>,
    /// Size of each host's volume in GiB, 30 to 1000; the image needs 30.
    pub root_volume: Arg<RootVolume>,
    /// Tags of what Auto Scaling starts; the provider's default tags don't reach it.
    pub tags: Arg<BTreeMap<TagKey, TagValue>>,
    /// Days that logs are kept, one of the values that CloudWatch Logs accepts.
    pub log_retention: Arg<LogRetention>,
    /// Key that encrypts volumes, logs and sessions; its policy admits Auto Scaling.
    pub key_arn: Arg<KeyArn>,
    /// Policy that limits what the roles in here may ever do.
    pub boundary_arn: Arg<PolicyArn>,
}

/// What [`Compute`] offers.
#[derive(Debug, Outputs)]
pub struct ComputeOutputs {
    /// The ECS cluster.
    pub cluster_arn: Expr<ClusterArn>,
    /// Name of the ECS cluster.
    pub cluster_name: Expr<ClusterName>,
    /// Capacity provider that starts hosts, once the cluster knows it.
    pub capacity_provider: Expr<CapacityProviderName>,
    /// Security group of the hosts; tasks have their own.
    pub security_group_id: Expr<SecurityGroupId>,
    /// Role of the hosts; tasks have their own.
    pub role_name: Expr<RoleName>,
    /// Log group of commands run in tasks.
    pub exec_log_group: Expr<LogGroupName>,
    /// Log group that Container Insights writes its measurements to.
    pub performance_log_group: Expr<LogGroupName>,
}
