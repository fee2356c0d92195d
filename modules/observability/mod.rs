//! What people look at, and what wakes them.
//!
//! Only reads: nothing in here changes what it watches, and nothing else needs it. The gates of a
//! release stand with the services; an alarm in here never stops one.

use iac_core::aws::{
    AlarmRule, CertificateArn, ClusterName, DashboardName, DatabaseClass, DatabaseIdentifier,
    DatabaseStorage, DomainName, ErrorCount, KeyArn, LoadBalancerSuffix, LogGroupName, Milliseconds,
    Replicas, ResourcePrefix, SecretArn, ServiceName, TargetGroupSuffix, TopicArn,
};
use iac_core::terraform::{Arg, Expr, InputType, Module, Outputs};
use std::collections::BTreeMap;

/// Alarms, events, a dashboard and saved queries of one environment.
///
/// Logs are read as one JSON object a line: `level` (`error` or `fatal`, or a number from 50 as pino writes it),
/// `message` or `msg`, and for requests `route` and `duration_ms`.
/// A line without them is kept and shown, and never counted.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = ObservabilityOutputs)]
pub struct Observability {
    /// Start of every name in here, `<project>-<environment>`; also the dashboard's name.
    pub prefix: Arg<ResourcePrefix>,
    /// Topic that alarms and events are sent to.
    pub topic_arn: Arg<TopicArn>,

    /// The end of the load balancer's ARN, by which CloudWatch names it.
    pub load_balancer_suffix: Arg<LoadBalancerSuffix>,
    /// Name that the services answer under; null without one.
    pub domain_name: Arg<Option<DomainName>>,
    /// Certificate of the domain; only used with `domain_name`.
    pub certificate_arn: Arg<Option<CertificateArn>>,
    /// How long an answer may take in milliseconds; people are called at twice that. Null calls nobody for it.
    pub response_time: Arg<Option<Milliseconds>>,

    /// Name of the cluster that runs the services.
    pub cluster_name: Arg<ClusterName>,
    /// Services that have been released, by name.
    pub services: Arg<BTreeMap<ServiceName, WatchedService>>,
    /// Lines at the level of an error that a service may write in a minute.
    pub log_errors: Arg<ErrorCount>,
    /// Whether CloudWatch learns how the log of each service usually looks, and tells of lines that don't.
    pub log_anomalies: Arg<bool>,
    /// Key that encrypts what is learnt of the logs; its policy admits CloudWatch Logs. Null leaves it to AWS's own.
    pub key_arn: Arg<Option<KeyArn>>,

    /// Identifier of the database.
    pub database_identifier: Arg<DatabaseIdentifier>,
    /// RDS instance class of the database; how much memory and how many connections are usual follows from it.
    pub database_class: Arg<DatabaseClass>,
    /// Storage that the database started with in GiB.
    pub database_storage: Arg<DatabaseStorage>,
    /// Identifiers of the database's read replicas.
    pub replica_identifiers: Arg<Vec<DatabaseIdentifier>>,
    /// Secret with the master user's password, whose rotation is watched.
    pub secret_arn: Arg<SecretArn>,
}

/// A service that is watched.
#[derive(Debug, Clone, InputType)]
pub struct WatchedService {
    /// Log group of its tasks.
    pub log_group: LogGroupName,
    /// Tasks that always run.
    pub replicas: Replicas,
    /// Whether the load balancer sends requests to it; `blue` and `green` are null otherwise.
    pub public: bool,
    /// The end of its blue target group's ARN.
    pub blue: Option<TargetGroupSuffix>,
    /// The end of its green target group's ARN.
    pub green: Option<TargetGroupSuffix>,
}

/// What [`Observability`] offers.
#[derive(Debug, Outputs)]
pub struct ObservabilityOutputs {
    /// When users are hit, as the rule of a composite alarm: for what has to be told louder than the rest.
    pub incident_rule: Expr<AlarmRule>,
    /// Name of the dashboard.
    pub dashboard_name: Expr<DashboardName>,
}
