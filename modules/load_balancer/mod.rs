//! The entry to the public services of one environment.
//!
//! Knows the services by port and paths only; the rules that let it reach their tasks belong to
//! the services.

use iac_core::aws::{
    AddressRange, DomainName, HostedZoneId, LoadBalancerArn, LogRetention, PathPattern, Port, ResourcePrefix,
    SecurityGroupId, ServiceName, SubnetId, TargetGroupArn, UrlPath, VpcId,
};
use iac_core::terraform::{Arg, Expr, InputType, Module, Outputs};
use std::collections::BTreeMap;

/// An application load balancer: with a domain it serves HTTPS to the internet, without one it
/// serves HTTP within the VPC only.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = LoadBalancerOutputs)]
pub struct LoadBalancer {
    /// Start of every name in here, `<project>-<environment>`; also the load balancer's name.
    pub prefix: Arg<ResourcePrefix>,
    /// VPC of the load balancer and its targets.
    pub vpc_id: Arg<VpcId>,
    /// Address range of the VPC; the only one let in without a domain.
    pub vpc_cidr: Arg<AddressRange>,
    /// Where the load balancer stands with a domain, in at least two zones.
    pub public_subnet_ids: Arg<Vec<SubnetId>>,
    /// Where the load balancer stands without a domain, in at least two zones.
    pub private_subnet_ids: Arg<Vec<SubnetId>>,
    /// Name that the services answer under; null together with `zone_id` keeps the load
    /// balancer inside the VPC.
    pub domain_name: Arg<Option<DomainName>>,
    /// Route 53 zone of the domain, for the certificate's proof and the alias record.
    pub zone_id: Arg<Option<HostedZoneId>>,
    /// Services that answer requests, by name; each gets a target group and a rule for its path.
    pub services: Arg<BTreeMap<ServiceName, PublicService>>,
    /// Whether the load balancer refuses deletion, and its log bucket too while it holds logs.
    pub deletion_protection: Arg<bool>,
    /// Days that access and connection logs are kept.
    pub log_retention: Arg<LogRetention>,
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

/// What [`LoadBalancer`] offers.
#[derive(Debug, Outputs)]
pub struct LoadBalancerOutputs {
    /// The load balancer.
    pub arn: Expr<LoadBalancerArn>,
    /// Address that AWS gives the load balancer.
    pub dns_name: Expr<String>,
    /// Hosted zone of `dns_name`, for alias records.
    pub dns_zone_id: Expr<HostedZoneId>,
    /// Where the services answer: `https://` and the domain, or `http://` and the address inside
    /// the VPC.
    pub url: Expr<String>,
    /// Security group of the load balancer; a service adds the rule to its tasks.
    pub security_group_id: Expr<SecurityGroupId>,
    /// Target group of each public service, once a rule leads to it.
    pub target_group_arns: Expr<BTreeMap<ServiceName, TargetGroupArn>>,
}
