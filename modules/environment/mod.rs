//! The module that roots call: one environment, composed of the other modules.
//!
//! Its inputs are the settings of [`iac_core::environment::Environment`]; the mapping from one to the other stands here
//! and nowhere else.

mod mapping;

pub use mapping::{Plan, plan};

use iac_core::aws::{
    AddressRange, BackupRetention, BackupWindow, Cidr, ClusterArn, ClusterName, CpuCredits, DatabaseClass,
    DatabaseStorage, DomainName, Endpoint, EnvironmentName, HostedZoneId, Image, InstanceCount, InstanceType,
    KeyArn, LoadBalancerArn, LogGroupName, LogRetention, MaintenanceWindow, MonitoringInterval, PathPattern,
    Port, PostgresVersion, ProjectName, Replicas, RoleName, RootVolume, SecretArn, SecretReference,
    SecurityGroupId, ServiceName, SubnetId, TagKey, TagValue, TaskCpu, TaskMemory, Text, UrlPath,
    VariableName, VpcId, Zones,
};
use iac_core::environment::{ExistingNetwork, Nat, describe};
use iac_core::terraform::{Arg, Expr, InputType, Module, Outputs};
use std::collections::{BTreeMap, BTreeSet};

/// One environment: network, encryption, load balancer, database, hosts and services.
#[derive(Debug, Module)]
#[module(aws("6.25.0", "6.66.0"), outputs = EnvironmentOutputs)]
#[expect(clippy::struct_field_names, reason = "the contract names this input")]
pub struct Environment {
    #[input(description = describe("environment"))]
    environment: Arg<EnvironmentName>,
    #[input(description = describe("instance_type"))]
    instance_type: Arg<InstanceType>,
    #[input(description = describe("database_size"))]
    database_size: Arg<DatabaseClass>,
    #[input(description = describe("auto_scaling"))]
    auto_scaling: Arg<bool>,
    #[input(description = describe("min_instances"))]
    min_instances: Arg<InstanceCount>,
    #[input(description = describe("max_instances"))]
    max_instances: Arg<InstanceCount>,
    #[input(description = describe("multi_az"))]
    multi_az: Arg<bool>,
    #[input(description = describe("log_retention"))]
    log_retention: Arg<LogRetention>,
    #[input(description = describe("deletion_protection"))]
    deletion_protection: Arg<bool>,

    #[input(description = describe("naming.project"))]
    project: Arg<ProjectName>,
    #[input(description = describe("naming.owner"))]
    owner: Arg<Option<TagValue>>,
    #[input(description = describe("naming.cost_centre"))]
    cost_centre: Arg<Option<TagValue>>,
    #[input(description = describe("naming.tags"))]
    tags: Arg<BTreeMap<TagKey, TagValue>>,

    #[input(description = describe("network.cidr"))]
    network_cidr: Arg<Cidr>,
    #[input(description = describe("network.zones"))]
    network_zones: Arg<Zones>,
    #[input(description = describe("network.nat"))]
    network_nat: Arg<Nat>,
    #[input(description = describe("network.endpoints"))]
    network_endpoints: Arg<BTreeSet<Endpoint>>,
    #[input(description = describe("network.existing"))]
    network_existing: Arg<Option<ExistingNetwork>>,

    #[input(description = describe("hosts.cpu_credits"))]
    hosts_cpu_credits: Arg<Option<CpuCredits>>,
    #[input(description = describe("hosts.root_volume"))]
    hosts_root_volume: Arg<RootVolume>,

    #[input(description = describe("services"))]
    services: Arg<BTreeMap<ServiceName, Service>>,

    #[input(description = describe("database.version"))]
    database_version: Arg<PostgresVersion>,
    #[input(description = describe("database.storage"))]
    database_storage: Arg<DatabaseStorage>,
    #[input(description = describe("database.max_storage"))]
    database_max_storage: Arg<DatabaseStorage>,
    #[input(description = describe("database.backup_retention"))]
    database_backup_retention: Arg<BackupRetention>,
    #[input(description = describe("database.backup_window"))]
    database_backup_window: Arg<BackupWindow>,
    #[input(description = describe("database.maintenance_window"))]
    database_maintenance_window: Arg<MaintenanceWindow>,
    #[input(description = describe("database.monitoring_interval"))]
    database_monitoring_interval: Arg<MonitoringInterval>,

    #[input(description = describe("domain.name"))]
    domain_name: Arg<Option<DomainName>>,
    #[input(description = describe("domain.zone_id"))]
    domain_zone_id: Arg<Option<HostedZoneId>>,
}

/// A service as the module takes it.
#[derive(Debug, Clone, InputType)]
struct Service {
    image: Option<Image>,
    command: Vec<Text>,
    port: Port,
    cpu: TaskCpu,
    memory: TaskMemory,
    environment: BTreeMap<VariableName, Text>,
    secrets: BTreeMap<VariableName, SecretReference>,
    health_path: UrlPath,
    replicas: Replicas,
    path: Option<PathPattern>,
    /// Whether the hosts have room for the old and the new tasks at once.
    overlap: bool,
}

/// What [`Environment`] offers: enough to build on beside it.
#[derive(Debug, Outputs)]
pub struct EnvironmentOutputs {
    /// Where the services answer: `https://` and the domain, or `http://` and the load balancer's address inside the VPC.
    pub url: Expr<String>,
    /// The load balancer, for example to attach a web ACL.
    pub load_balancer_arn: Expr<LoadBalancerArn>,
    /// Address that AWS gives the load balancer.
    pub load_balancer_dns_name: Expr<String>,
    /// Hosted zone of the load balancer's address, for alias records.
    pub load_balancer_zone_id: Expr<HostedZoneId>,
    /// The ECS cluster.
    pub cluster_arn: Expr<ClusterArn>,
    /// Name of the ECS cluster.
    pub cluster_name: Expr<ClusterName>,
    /// Name of the ECS service of each released service.
    pub services: Expr<BTreeMap<ServiceName, String>>,
    /// Role that each released service runs with; attach what it may do in AWS.
    pub task_role_names: Expr<BTreeMap<ServiceName, RoleName>>,
    /// Role that ECS starts each released service with.
    pub execution_role_names: Expr<BTreeMap<ServiceName, RoleName>>,
    /// Role of the hosts; tasks have their own.
    pub host_role_name: Expr<RoleName>,
    /// Host name and port of the database, `host:port`.
    pub database_endpoint: Expr<String>,
    /// Name of the database inside the instance.
    pub database_name: Expr<String>,
    /// Secret with the master user's name and password; RDS rotates it.
    pub database_secret_arn: Expr<SecretArn>,
    /// Log groups by what writes them.
    pub log_groups: Expr<BTreeMap<String, LogGroupName>>,
    /// The VPC.
    pub vpc_id: Expr<VpcId>,
    /// Address range of the VPC, in CIDR notation.
    pub vpc_cidr: Expr<AddressRange>,
    /// Subnets with a route to the internet gateway, in the order of the zones.
    pub public_subnet_ids: Expr<Vec<SubnetId>>,
    /// Subnets of hosts and tasks, in the order of the zones.
    pub private_subnet_ids: Expr<Vec<SubnetId>>,
    /// Subnets of the database, without a route out of the VPC, in the order of the zones.
    pub database_subnet_ids: Expr<Vec<SubnetId>>,
    /// Public addresses that traffic from the private subnets comes from; empty without NAT gateways.
    pub nat_addresses: Expr<Vec<String>>,
    /// Security groups of `load_balancer`, `hosts` and `database`.
    pub security_group_ids: Expr<BTreeMap<String, SecurityGroupId>>,
    /// Security group of the tasks of each released service.
    pub service_security_group_ids: Expr<BTreeMap<ServiceName, SecurityGroupId>>,
    /// The key that encrypts what the environment stores.
    pub key_arn: Expr<KeyArn>,
}
