//! What is watched, and who is told.

use crate::aws::{CanaryRuntime, CheckMinutes, EmailAddress, ErrorCount, Image, SamplingRate};
use crate::environment::OrNone;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// What is watched beyond what always is, and who is told.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Monitoring {
    /// Who gets a mail when something is wrong; each address has to confirm once.
    #[serde(default)]
    pub emails: BTreeSet<EmailAddress>,
    /// How many lines at the level `error` or `fatal` a service may log in a minute, 1 to 1,000,000.
    pub log_errors: ErrorCount,
    /// Whether CloudWatch learns how logs of the services usually look, and tells of lines that don't.
    pub log_anomalies: bool,
    /// Between two looks at the services from outside, in minutes, 1 to 60; `none` for no looks.
    pub synthetics: OrNone<CheckMinutes>,
    /// The runtime of the canary that looks, such as `syn-nodejs-puppeteer-15.0`; AWS retires them one after the other.
    pub synthetics_runtime: CanaryRuntime,
    /// Where traces or metrics of the application go: `none`, `xray` or `prometheus`.
    pub tracing: Tracing,
}

/// Where traces or metrics of the application go; a collector beside each task takes them over OTLP.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Tracing {
    /// Nowhere.
    None,
    /// Traces to AWS X-Ray.
    Xray {
        /// The image of the OpenTelemetry collector with its digest, such as AWS's distribution of it.
        collector: Image,
        /// The share of requests that are traced, in percent, 0 to 100.
        sampling: SamplingRate,
    },
    /// Metrics to a workspace of Amazon Managed Service for Prometheus.
    Prometheus {
        /// The image of the OpenTelemetry collector with its digest, such as AWS's distribution of it.
        collector: Image,
    },
}
