//! What looks at the services from outside. Knows addresses and paths, and nothing of what answers.

use iac_core::aws::{
    AlarmName, BaseUrl, BucketName, CanaryRuntime, CheckMinutes, KeyArn, LogGroupName, LogRetention,
    PolicyArn, ResourcePrefix, SecurityGroupId, ServiceName, SubnetId, TopicArn, UrlPath, VpcId,
};
use iac_core::terraform::{Arg, Expr, InputType, Module, Outputs};
use std::collections::BTreeMap;

/// A canary that asks every service for one page, again and again, and an alarm for when it gets none.
///
/// A look is good if the answer is whole, in time and below 400, and if the certificate goes on for a week.
/// Three bad looks in a row, or as many that never came, raise the alarm: whoever is told by it is told of what users see.
/// That includes the first release of a service, until it answers.
///
/// The script is `canary/index.js` in the repository of iac; `code.tf` holds it as AWS takes it.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = SyntheticsOutputs)]
pub struct Synthetics {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,
    /// Version of the runtime, one of `syn-nodejs-puppeteer-…`: AWS lets nobody create or change a canary on one that
    /// it has retired.
    pub runtime: Arg<CanaryRuntime>,
    /// Minutes between two looks, 1 to 60.
    pub interval: Arg<CheckMinutes>,
    /// Where the services answer.
    pub base_url: Arg<BaseUrl>,
    /// Path that each service is asked for, by its name.
    pub paths: Arg<BTreeMap<ServiceName, UrlPath>>,
    /// Network that it looks from, where the services answer in there only; null looks from the internet. There has to
    /// be a way out to CloudWatch and S3: NAT gateways, or an interface endpoint `monitoring` and a gateway endpoint.
    pub vpc: Arg<Option<Viewpoint>>,
    /// Topic that hears when a service can't be reached.
    pub topic_arn: Arg<TopicArn>,
    /// Days that logs and results are kept, one of the values that CloudWatch Logs accepts.
    pub log_retention: Arg<LogRetention>,
    /// Policy that limits what the role in here may ever do.
    pub boundary_arn: Arg<PolicyArn>,
    /// Key that encrypts logs, results and code.
    pub key_arn: Arg<KeyArn>,
}

/// Where a canary stands inside a network.
#[derive(Debug, Clone, InputType)]
pub struct Viewpoint {
    /// The VPC.
    pub vpc_id: VpcId,
    /// Its private subnets.
    pub subnet_ids: Vec<SubnetId>,
    /// Security group of the load balancer that it asks.
    pub load_balancer_security_group_id: SecurityGroupId,
}

/// What [`Synthetics`] offers.
#[derive(Debug, Outputs)]
pub struct SyntheticsOutputs {
    /// Name of the alarm that fires when a service can't be reached.
    pub alarm_name: Expr<AlarmName>,
    /// Name of the canary.
    pub canary_name: Expr<String>,
    /// Bucket with the results of each look.
    pub bucket_name: Expr<BucketName>,
    /// Log group of the canary.
    pub log_group: Expr<LogGroupName>,
}
