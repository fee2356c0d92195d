//! One service of one environment: what runs, with which rights, how often, and how a new version
//! takes over.
//!
//! Owns both ends of every rule between its tasks and what they talk to, so that the graph of
//! modules has no cycle. It knows the target groups of its two colours, not which of them serves:
//! ECS moves the weights.

use iac_core::aws::{
    AlarmArn, AlarmName, CapacityProviderName, ClusterArn, ClusterName, DatabaseResourceId, Datapoints,
    DeploymentStrategy, HealthGrace, Image, JobName, KeyArn, ListenerRuleArn, LoadBalancerSuffix,
    LogGroupArn, LogGroupName, LogRetention, MinRequests, Minutes, Percent, Period, PolicyArn, Port,
    QueueArn, Replicas, ResourcePrefix, RoleArn, RoleName, SecretReference, SecurityGroupId, ServiceName,
    StopGrace, SubnetId, TargetGroupArn, TargetGroupSuffix, TaskCpu, TaskDefinitionArn, TaskMemory, Text,
    TopicArn, Utilization, VariableName, VpcId,
};
use iac_core::environment::{Gates, Job, Mode};
use iac_core::terraform::{Arg, Expr, Module, Outputs};
use std::collections::{BTreeMap, BTreeSet};

/// A service on the hosts of a cluster: task definition, ECS service, roles, jobs and, when on,
/// autoscaling.
///
/// A public service has two colours, each a target group of its own. ECS shifts requests from the
/// one that serves to the one with the new version, by `strategy`, and takes them back when a gate
/// fires. A worker has no requests to shift: it rolls, whatever the strategy, and the circuit
/// breaker alone guards it.
///
/// Nothing else may touch the weights of the two listener rules, and a gate that fires already
/// when a deployment starts is ignored for all of it: look before you release. A first deployment
/// has nothing to go back to.
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
    /// Target group of the colour that the first version gets; null for a worker.
    pub blue_target_group_arn: Arg<Option<TargetGroupArn>>,
    /// Target group of the other colour; null for a worker.
    pub green_target_group_arn: Arg<Option<TargetGroupArn>>,
    /// End of the ARN of the blue target group, by which it is measured; null for a worker.
    pub blue_target_group_suffix: Arg<Option<TargetGroupSuffix>>,
    /// End of the ARN of the green target group, by which it is measured; null for a worker.
    pub green_target_group_suffix: Arg<Option<TargetGroupSuffix>>,
    /// Listener rule whose weights ECS moves; null for a worker.
    pub production_rule_arn: Arg<Option<ListenerRuleArn>>,
    /// Listener rule that leads tests to a new version before the first request; null without one.
    pub test_rule_arn: Arg<Option<ListenerRuleArn>>,
    /// End of the load balancer's ARN, by which it is measured.
    pub load_balancer_suffix: Arg<LoadBalancerSuffix>,
    /// Security group of the load balancer.
    pub load_balancer_security_group_id: Arg<SecurityGroupId>,
    /// Security group of the database.
    pub database_security_group_id: Arg<SecurityGroupId>,
    /// Port of the database.
    pub database_port: Arg<Port>,
    /// Ids that the right to connect to the database and its read replicas is granted on, such as `db-ABC…`.
    pub database_resource_ids: Arg<Vec<DatabaseResourceId>>,

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
    /// Queues that the tasks send to and take messages from; a queue in another account has to let them in itself.
    pub queues: Arg<BTreeSet<QueueArn>>,
    /// Seconds that a container has to stop after it is asked to; what still runs then is killed.
    pub stop_grace: Arg<StopGrace>,
    /// Work that runs to its end, with the image, rights and settings of the service, by name; on
    /// Fargate, with a CPU and memory that Fargate has, so that it takes no room on the hosts.
    pub jobs: Arg<BTreeMap<JobName, Job>>,

    /// Image of the OpenTelemetry collector that runs beside the container of each task, pinned by
    /// digest, and takes 128 MiB of the task's memory; null runs none.
    pub collector_image: Arg<Option<Image>>,
    /// Configuration of the collector as YAML; null without a collector.
    pub collector_configuration: Arg<Option<Text>>,
    /// IAM policy as JSON that lets the tasks deliver what the collector gathers; null without one.
    pub collector_policy: Arg<Option<Text>>,

    /// Tasks that always run.
    pub replicas: Arg<Replicas>,
    /// Tasks that run at most; not used without `auto_scaling`.
    pub max_replicas: Arg<u32>,
    /// Whether the number of tasks follows their CPU use; `replicas` run otherwise.
    pub auto_scaling: Arg<bool>,
    /// CPU use in percent above which tasks are added; below half of it, for a quarter of an hour,
    /// they are taken away.
    pub scale_out_cpu: Arg<Utilization>,
    /// Seconds that one measurement of CPU use covers.
    pub scale_period: Arg<Period>,
    /// Measurements in a row that add tasks.
    pub scale_datapoints: Arg<Datapoints>,
    /// Whether the hosts have room for the old and the new tasks at once; without it a rolling
    /// deployment stops the old tasks first, and one that shifts requests waits for new hosts.
    pub overlap: Arg<bool>,

    /// How a new version takes over: `rolling`, `blue_green`, `canary` or `linear`; a worker
    /// always rolls.
    pub strategy: Arg<DeploymentStrategy>,
    /// Share of the requests in percent that a canary gets first; null for other strategies.
    pub canary_percent: Arg<Option<Percent>>,
    /// Minutes that the canary is observed before it gets all requests; null for other strategies.
    pub canary_observation: Arg<Option<Minutes>>,
    /// Share of the requests in percent that each step of a linear deployment adds, 3 or more;
    /// null for other strategies.
    pub linear_percent: Arg<Option<Percent>>,
    /// Minutes that each step of a linear deployment is observed; null for other strategies.
    pub linear_observation: Arg<Option<Minutes>>,
    /// Minutes that the old version still runs after the new one got all requests; null for
    /// `rolling`, which has no such time.
    pub bake: Arg<Option<Minutes>>,
    /// What the next deployment is for: `release` follows the strategy; `rollback` brings an
    /// earlier version back at once, without observation and without gates.
    pub deployment_mode: Arg<Mode>,
    /// Whether Terraform waits until the deployment is over, and fails if ECS rolled it back;
    /// without it whoever starts the deployment has to look.
    pub wait: Arg<bool>,
    /// Seconds that a new task isn't judged by its health checks; not used by a worker.
    pub health_check_grace: Arg<HealthGrace>,

    /// What has to hold while a new version serves: `error_rate` and `success_rate` as shares of
    /// one, `response_time` of 95 of 100 requests in milliseconds, each if given; a release that
    /// reaches a limit is rolled back; not used by a worker.
    pub gates: Arg<Gates>,
    /// Seconds that one measurement of a gate covers.
    pub gate_period: Arg<Period>,
    /// Measurements in a row that make a gate fire.
    pub gate_datapoints: Arg<Datapoints>,
    /// Requests that a measurement needs to count; with fewer it says that all is well.
    pub gate_requests: Arg<MinRequests>,
    /// Topic that hears when a gate fires, and when it is over.
    pub topic_arn: Arg<TopicArn>,

    /// Days that logs are kept, one of the values that CloudWatch Logs accepts.
    pub log_retention: Arg<LogRetention>,
    /// Key that encrypts the logs and the schedules, and the secrets and queues if they have a
    /// customer-managed key.
    pub key_arn: Arg<KeyArn>,
    /// Policy that limits what the roles in here may ever do.
    pub boundary_arn: Arg<PolicyArn>,
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
    /// The same role, for whoever starts tasks.
    pub task_role_arn: Expr<RoleArn>,
    /// Role that ECS pulls the image and reads the secrets with.
    pub execution_role_name: Expr<RoleName>,
    /// The same role, for whoever starts tasks.
    pub execution_role_arn: Expr<RoleArn>,
    /// Role that ECS shifts requests with, for whoever deploys; null where none are shifted.
    pub shift_role_arn: Expr<Option<RoleArn>>,
    /// Log group of the tasks and jobs.
    pub log_group: Expr<LogGroupName>,
    /// The same log group, for policies.
    pub log_group_arn: Expr<LogGroupArn>,
    /// Task definition of each job with its revision, to start it by hand or from a workflow; the
    /// container in it has the name of the service.
    pub job_task_definition_arns: Expr<BTreeMap<JobName, TaskDefinitionArn>>,
    /// Alarm of each gate and colour, such as `error-rate-blue`; empty for a worker.
    pub gate_alarm_arns: Expr<BTreeMap<String, AlarmArn>>,
    /// Names of the same alarms: none may fire when a deployment starts.
    pub gate_alarm_names: Expr<BTreeMap<String, AlarmName>>,
}
