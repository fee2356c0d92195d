//! The module that roots call: one environment, composed of the other modules.
//!
//! Its inputs are the settings of [`iac_core::environment::Environment`]; the mapping from one to the other stands here
//! and nowhere else.

mod mapping;

pub use mapping::{Plan, account, plan};

use crate::tracing::TracingKind;
use iac_core::aws::{
    AccountId, AddressRange, BackupDays, BackupRetention, BackupVaultArn, BackupWindow, CanaryRuntime,
    CertificateArn, CheckMinutes, Cidr, ClusterArn, ClusterName, CpuCredits, DashboardName, DatabaseClass,
    DatabaseStorage, Datapoints, DeploymentStrategy, DocumentName, DomainName, Drain, EmailAddress, Endpoint,
    EnvironmentName, EnvironmentSubject, ErrorCount, FlagName, HealthGrace, HealthInterval, HealthThreshold,
    HealthTimeout, HostedZoneId, Image, ImageCount, InsightsRetention, InstanceCount, InstanceType, JobName,
    KeyArn, LoadBalancerArn, LockGrace, LogGroupName, LogRetention, MaintenanceWindow, MinRequests, Minutes,
    MonitoringInterval, OidcProviderArn, PathPattern, Percent, Period, PolicyArn, Port, PostgresVersion,
    PrincipalArn, ProjectName, QueueArn, RateLimit, ReadReplicas, Region, Replicas, RepositoryUrl, RoleArn,
    RoleName, RootVolume, RotationDays, RunbookSeconds, SamplingRate, Schedule, SecretArn, SecretName,
    SecretReference, SecurityGroupId, ServiceName, SessionSeconds, StateMachineArn, StopGrace, SubnetId,
    TagKey, TagValue, TaskCpu, TaskDefinitionArn, TaskMemory, Text, TopicArn, UrlPath, Utilization,
    VariableName, VpcId, Zones,
};
use iac_core::environment::{
    ExistingNetwork, FeatureFlag, Gates, Job, Migrations, Mode, Nat, Secret, Slack, Wait, describe,
};
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

    /// How requests move from the old version to the new one; the settings of the strategy are null where it has none.
    deployment_strategy: Arg<DeploymentStrategy>,
    #[input(description = describe("deployment.strategy.canary.percent"))]
    deployment_canary_percent: Arg<Option<Percent>>,
    #[input(description = describe("deployment.strategy.canary.observation"))]
    deployment_canary_observation: Arg<Option<Minutes>>,
    #[input(description = describe("deployment.strategy.linear.percent"))]
    deployment_linear_percent: Arg<Option<Percent>>,
    #[input(description = describe("deployment.strategy.linear.observation"))]
    deployment_linear_observation: Arg<Option<Minutes>>,
    #[input(description = describe("deployment.strategy.canary.bake"))]
    deployment_bake: Arg<Option<Minutes>>,
    #[input(description = describe("deployment.mode"))]
    deployment_mode: Arg<Mode>,
    #[input(description = describe("deployment.wait"))]
    deployment_wait: Arg<Wait>,
    /// Seconds after which a deployment that is still under way is stuck, 60 to 86,400.
    deployment_timeout: Arg<RunbookSeconds>,
    #[input(description = describe("deployment.gates"))]
    deployment_gates: Arg<Gates>,
    #[input(description = describe("deployment.gate_period"))]
    deployment_gate_period: Arg<Period>,
    #[input(description = describe("deployment.gate_datapoints"))]
    deployment_gate_datapoints: Arg<Datapoints>,
    #[input(description = describe("deployment.gate_requests"))]
    deployment_gate_requests: Arg<MinRequests>,
    #[input(description = describe("deployment.drain"))]
    deployment_drain: Arg<Drain>,
    #[input(description = describe("deployment.stop_grace"))]
    deployment_stop_grace: Arg<StopGrace>,

    #[input(description = describe("health_check.interval"))]
    health_check_interval: Arg<HealthInterval>,
    #[input(description = describe("health_check.timeout"))]
    health_check_timeout: Arg<HealthTimeout>,
    #[input(description = describe("health_check.healthy_threshold"))]
    health_check_healthy_threshold: Arg<HealthThreshold>,
    #[input(description = describe("health_check.unhealthy_threshold"))]
    health_check_unhealthy_threshold: Arg<HealthThreshold>,
    #[input(description = describe("health_check.grace"))]
    health_check_grace: Arg<HealthGrace>,

    #[input(description = describe("scaling.cpu"))]
    scaling_cpu: Arg<Utilization>,
    #[input(description = describe("scaling.period"))]
    scaling_period: Arg<Period>,
    #[input(description = describe("scaling.datapoints"))]
    scaling_datapoints: Arg<Datapoints>,
    #[input(description = describe("scaling.host_utilization"))]
    scaling_host_utilization: Arg<Utilization>,

    #[input(description = describe("feature_flags"))]
    feature_flags: Arg<BTreeMap<FlagName, FeatureFlag>>,

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
    #[input(description = describe("database.insights_retention"))]
    database_insights_retention: Arg<InsightsRetention>,
    #[input(description = describe("database.blue_green_update"))]
    database_blue_green_update: Arg<bool>,
    #[input(description = describe("database.replicas"))]
    database_replicas: Arg<ReadReplicas>,
    #[input(description = describe("database.password_rotation"))]
    database_password_rotation: Arg<RotationDays>,
    #[input(description = describe("secrets"))]
    secrets: Arg<BTreeMap<SecretName, Secret>>,
    #[input(description = describe("migrations"))]
    migrations: Arg<Option<Migrations>>,

    #[input(description = describe("backup.daily_retention"))]
    backup_daily_retention: Arg<BackupDays>,
    #[input(description = describe("backup.monthly_retention"))]
    backup_monthly_retention: Arg<Option<BackupDays>>,
    #[input(description = describe("backup.point_in_time"))]
    backup_point_in_time: Arg<bool>,
    #[input(description = describe("backup.audit"))]
    backup_audit: Arg<bool>,
    #[input(description = describe("backup.copy_region"))]
    backup_copy_region: Arg<Option<Region>>,
    /// The shortest time that a backup may be kept, in days; null without a lock.
    backup_lock_min_retention: Arg<Option<BackupDays>>,
    /// The longest time that a backup may be kept, in days; null without a lock.
    backup_lock_max_retention: Arg<Option<BackupDays>>,
    #[input(description = describe("backup.lock.compliance.grace"))]
    backup_lock_grace: Arg<Option<LockGrace>>,
    #[input(description = describe("backup.restore_test"))]
    backup_restore_test: Arg<Schedule>,

    #[input(description = describe("monitoring.emails"))]
    monitoring_emails: Arg<BTreeSet<EmailAddress>>,
    #[input(description = describe("monitoring.log_errors"))]
    monitoring_log_errors: Arg<ErrorCount>,
    #[input(description = describe("monitoring.log_anomalies"))]
    monitoring_log_anomalies: Arg<bool>,
    #[input(description = describe("monitoring.synthetics"))]
    monitoring_synthetics: Arg<Option<CheckMinutes>>,
    #[input(description = describe("monitoring.synthetics_runtime"))]
    monitoring_synthetics_runtime: Arg<CanaryRuntime>,
    #[input(description = describe("monitoring.tracing"))]
    monitoring_tracing: Arg<TracingKind>,
    #[input(description = describe("monitoring.tracing.xray.collector"))]
    monitoring_collector: Arg<Option<Image>>,
    #[input(description = describe("monitoring.tracing.xray.sampling"))]
    monitoring_sampling: Arg<Option<SamplingRate>>,

    #[input(description = describe("incident.ops_items"))]
    incident_ops_items: Arg<bool>,
    #[input(description = describe("incident.pager"))]
    incident_pager: Arg<Option<EmailAddress>>,
    #[input(description = describe("incident.slack"))]
    incident_slack: Arg<Option<Slack>>,

    #[input(description = describe("artifacts.keep"))]
    artifacts_keep: Arg<ImageCount>,
    #[input(description = describe("artifacts.pull_account_ids"))]
    artifacts_pull_account_ids: Arg<BTreeSet<AccountId>>,

    #[input(description = describe("firewall.rate_limit"))]
    firewall_rate_limit: Arg<RateLimit>,
    #[input(description = describe("encryption.key_arn"))]
    encryption_key_arn: Arg<Option<KeyArn>>,

    #[input(description = describe("domain.name"))]
    domain_name: Arg<Option<DomainName>>,
    #[input(description = describe("domain.zone_id"))]
    domain_zone_id: Arg<Option<HostedZoneId>>,
    #[input(description = describe("domain.certificate_arn"))]
    domain_certificate_arn: Arg<Option<CertificateArn>>,

    /// The subject of the tokens that jobs of the environment on GitHub get; null where no pipeline delivers.
    access_github: Arg<Option<EnvironmentSubject>>,
    /// How long a pipeline may keep the role that delivers, in seconds: as long as a deployment takes at most.
    access_session: Arg<SessionSeconds>,
    #[input(description = describe("access.oidc_provider_arn"))]
    access_oidc_provider_arn: Arg<Option<OidcProviderArn>>,
    #[input(description = describe("access.operators"))]
    access_operators: Arg<BTreeSet<PrincipalArn>>,
    #[input(description = describe("access.auditors"))]
    access_auditors: Arg<BTreeSet<PrincipalArn>>,
    #[input(description = describe("access.permissions_boundary_arn"))]
    access_permissions_boundary_arn: Arg<Option<PolicyArn>>,
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
    queues: BTreeSet<QueueArn>,
    health_path: UrlPath,
    replicas: Replicas,
    path: Option<PathPattern>,
    jobs: BTreeMap<JobName, Job>,
    /// Whether the hosts have room for the old and the new tasks at once.
    overlap: bool,
}

/// What [`Environment`] offers: enough to build on beside it.
#[derive(Debug, Outputs)]
pub struct EnvironmentOutputs {
    /// Where the services answer: `https://` and the domain, or `http://` and the load balancer's address inside the VPC.
    pub url: Expr<String>,
    /// The load balancer.
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
    /// Task definition of each job, by service and job.
    pub job_task_definition_arns: Expr<BTreeMap<ServiceName, BTreeMap<JobName, TaskDefinitionArn>>>,
    /// Header, as `name: value`, by which a request reaches the version that isn't released yet; not a secret.
    pub test_header: Expr<String>,
    /// Where the image of each service is pushed to, without a tag.
    pub repository_urls: Expr<BTreeMap<ServiceName, RepositoryUrl>>,
    /// The state machine that migrates the database; null without migrations or before the first release.
    pub migrations_state_machine_arn: Expr<Option<StateMachineArn>>,
    /// The vault of the backups.
    pub backup_vault_arn: Expr<BackupVaultArn>,
    /// The topic that everything is told to which people should know.
    pub alert_topic_arn: Expr<TopicArn>,
    /// Name of the dashboard.
    pub dashboard_name: Expr<DashboardName>,
    /// The secrets by name; only with its ARN is one put or read.
    pub secret_arns: Expr<BTreeMap<SecretName, SecretArn>>,
    /// Runbook that brings the version before back; null before the first release.
    pub rollback_runbook: Expr<Option<DocumentName>>,
    /// The limit of what runs in the environment.
    pub boundary_arn: Expr<PolicyArn>,
    /// Where Prometheus is asked, for dashboards; null without it.
    pub prometheus_endpoint: Expr<Option<String>>,
    /// Host names of the read replicas; they answer at the database's port.
    pub database_replica_addresses: Expr<Vec<String>>,
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
    /// Role that the pipeline assumes; null without `access.github`.
    pub deployer_role_arn: Expr<Option<RoleArn>>,
    /// Role that operators assume; null without `access.operators`.
    pub operator_role_arn: Expr<Option<RoleArn>>,
    /// Role that auditors assume; null without `access.auditors`.
    pub auditor_role_arn: Expr<Option<RoleArn>>,
}
