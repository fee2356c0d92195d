//! The entry to the public services of one environment.
//!
//! Knows the services by port and paths only; the rules that let it reach their tasks belong to
//! the services, and which of their two target groups takes requests is ECS's to say.

use iac_core::aws::{
    AddressRange, BaseUrl, CertificateArn, DomainName, Drain, HealthInterval, HealthThreshold, HealthTimeout,
    HostedZoneId, KeyArn, ListenerRuleArn, LoadBalancerArn, LoadBalancerSuffix, LogGroupName, LogRetention,
    PathPattern, Port, RateLimit, ResourcePrefix, SecurityGroupId, ServiceName, SubnetId, TargetGroupArn,
    TargetGroupSuffix, UrlPath, VpcId,
};
use iac_core::terraform::{Arg, Expr, InputType, Module, Outputs};
use std::collections::BTreeMap;

/// An application load balancer behind a web ACL: with a domain it serves HTTPS to the internet,
/// without one it serves HTTP within the VPC only.
///
/// Each service has a blue and a green target group and two rules: the production rule answers its
/// path, and the test rule, which is asked first, answers the same path for requests with the header
/// `X-Deployment-Test: <prefix>`. Both begin with all requests to blue; ECS shifts them from then on,
/// and Terraform leaves the weights alone.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = LoadBalancerOutputs)]
pub struct LoadBalancer {
    /// Start of every name in here, `<project>-<environment>`; also the name of the load balancer and
    /// of its web ACL, and the value of the test rules' header.
    pub prefix: Arg<ResourcePrefix>,
    /// VPC of the load balancer and its targets.
    pub vpc_id: Arg<VpcId>,
    /// Address range of the VPC; the only one let in without a domain.
    pub vpc_cidr: Arg<AddressRange>,
    /// Where the load balancer stands with a domain, in at least two zones.
    pub public_subnet_ids: Arg<Vec<SubnetId>>,
    /// Where the load balancer stands without a domain, in at least two zones.
    pub private_subnet_ids: Arg<Vec<SubnetId>>,
    /// Name that the services answer under; null keeps the load balancer inside the VPC.
    pub domain_name: Arg<Option<DomainName>>,
    /// Route 53 zone of the domain, for the alias record and the proof of a new certificate; null,
    /// with `certificate_arn`, if the domain's DNS is elsewhere.
    pub zone_id: Arg<Option<HostedZoneId>>,
    /// Certificate of the domain that is there already, in the load balancer's region; null makes one
    /// and proves it in `zone_id`.
    pub certificate_arn: Arg<Option<CertificateArn>>,
    /// Services that answer requests, by name; each gets two target groups and two rules for its path.
    pub services: Arg<BTreeMap<ServiceName, PublicService>>,
    /// Seconds between two health checks of one task.
    pub health_check_interval: Arg<HealthInterval>,
    /// Seconds that a health check may take; below `health_check_interval`.
    pub health_check_timeout: Arg<HealthTimeout>,
    /// Health checks in a row that a new task has to pass before it takes requests.
    pub healthy_threshold: Arg<HealthThreshold>,
    /// Health checks in a row after which a task that fails them takes no more requests.
    pub unhealthy_threshold: Arg<HealthThreshold>,
    /// Seconds that a task that leaves has for the requests it already took.
    pub drain: Arg<Drain>,
    /// Requests that one address may send within five minutes; more are blocked.
    pub rate_limit: Arg<RateLimit>,
    /// Whether the load balancer refuses deletion, and its log bucket too while it holds logs.
    pub deletion_protection: Arg<bool>,
    /// Days that access and connection logs and those of the web ACL are kept, one of the values that
    /// CloudWatch Logs accepts.
    pub log_retention: Arg<LogRetention>,
    /// Key that encrypts the logs of the web ACL.
    pub key_arn: Arg<KeyArn>,
}

/// A service that the load balancer sends requests to.
#[derive(Debug, Clone, InputType)]
pub struct PublicService {
    /// Port that its tasks listen on.
    pub port: Port,
    /// Path that answers 2xx while a task is healthy.
    pub health_path: UrlPath,
    /// Paths that it answers, `*` and `?` are wildcards; the most specific rule wins, `/*` comes
    /// last.
    pub path: PathPattern,
}

/// Where the load balancer sends the requests of one service.
#[derive(Debug, Clone, InputType)]
pub struct Target {
    /// The blue target group.
    pub blue_arn: TargetGroupArn,
    /// End of its ARN, by which CloudWatch names it.
    pub blue_suffix: TargetGroupSuffix,
    /// The green target group.
    pub green_arn: TargetGroupArn,
    /// End of its ARN, by which CloudWatch names it.
    pub green_suffix: TargetGroupSuffix,
    /// Rule that leads everybody's requests to the version that serves.
    pub production_rule_arn: ListenerRuleArn,
    /// Rule that leads requests with the test header to the version that is being released.
    pub test_rule_arn: ListenerRuleArn,
}

/// What [`LoadBalancer`] offers.
#[derive(Debug, Outputs)]
pub struct LoadBalancerOutputs {
    /// The load balancer.
    pub arn: Expr<LoadBalancerArn>,
    /// End of the load balancer's ARN, by which CloudWatch names it.
    pub arn_suffix: Expr<LoadBalancerSuffix>,
    /// Address that AWS gives the load balancer.
    pub dns_name: Expr<String>,
    /// Hosted zone of `dns_name`, for alias records.
    pub dns_zone_id: Expr<HostedZoneId>,
    /// Where the services answer: `https://` and the domain, or `http://` and the address inside
    /// the VPC.
    pub url: Expr<BaseUrl>,
    /// Certificate of the domain; null without one.
    pub certificate_arn: Expr<Option<CertificateArn>>,
    /// Header, as `name: value`, by which a request reaches the version that isn't released yet;
    /// not a secret.
    pub test_header: Expr<String>,
    /// Security group of the load balancer; a service adds the rule to its tasks.
    pub security_group_id: Expr<SecurityGroupId>,
    /// Log group of the web ACL.
    pub firewall_log_group: Expr<LogGroupName>,
    /// Target groups and rules of each public service, once the rules lead to the groups.
    pub targets: Expr<BTreeMap<ServiceName, Target>>,
}
