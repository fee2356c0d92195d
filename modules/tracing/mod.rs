//! What an environment does with what its applications say about themselves: traces or metrics.
//!
//! Knows no service: each of them runs the collector that is described here beside itself.

use iac_core::aws::{KeyArn, LogRetention, ResourcePrefix, SamplingRate, Text, VariableName};
use iac_core::terraform::{Arg, Expr, InputType, Module, Outputs};
use std::collections::BTreeMap;

/// Where traces or metrics go, and how a collector of OpenTelemetry beside each task gets them there.
///
/// - `xray`: applications send traces with OpenTelemetry, and AWS X-Ray keeps them.
///   Which requests are traced is decided by the rule in here: the SDK needs X-Ray's remote sampler, which AWS's
///   distributions of it have and which asks the collector on port 2000; one without it traces by its own default.
///   A service is matched by its name, which has to begin with the prefix and a dash (`OTEL_SERVICE_NAME`).
/// - `prometheus`: a workspace of Amazon Managed Service for Prometheus keeps metrics.
///   Applications send them with OpenTelemetry, or show them under `/metrics` as Prometheus's own libraries do: the
///   collector asks there, on the port that its environment variable `METRICS_PORT` names.
/// - `none`: nothing is created, and no service needs a collector.
///
/// The collector is the AWS Distro for OpenTelemetry; its configuration goes into the environment variable
/// `AOT_CONFIG_CONTENT`.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = TracingOutputs)]
pub struct Tracing {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,
    /// What is kept: traces (`xray`), metrics (`prometheus`) or `none` of it.
    pub kind: Arg<TracingKind>,
    /// Requests that are traced in percent, beside the first one in each second; 0 traces none. `xray` needs it, and
    /// nothing else does.
    pub sampling_rate: Arg<Option<SamplingRate>>,
    /// Days that the log of the Prometheus workspace is kept, one of the values that CloudWatch Logs accepts.
    pub log_retention: Arg<LogRetention>,
    /// Key that encrypts the Prometheus workspace and its log.
    pub key_arn: Arg<KeyArn>,
}

/// What is kept of what applications say about themselves.
#[derive(Debug, Clone, Copy, PartialEq, Eq, InputType)]
#[input(rename_all = "snake_case")]
pub enum TracingKind {
    /// Nothing.
    None,
    /// Traces, in AWS X-Ray.
    Xray,
    /// Metrics, in Amazon Managed Service for Prometheus.
    Prometheus,
}

/// What [`Tracing`] offers.
#[derive(Debug, Outputs)]
pub struct TracingOutputs {
    /// Configuration of the collector beside each task, as JSON; null with `none`.
    pub collector_configuration: Expr<Option<Text>>,
    /// Policy with what the collector may do, as JSON, for the role of the tasks; null with `none`.
    pub collector_policy: Expr<Option<Text>>,
    /// Environment variables that tell the SDK of OpenTelemetry in the application what is taken; empty with `none`.
    pub variables: Expr<BTreeMap<VariableName, Text>>,
    /// Where Prometheus is asked, for dashboards; null with anything else.
    pub prometheus_endpoint: Expr<Option<String>>,
}
