//! The network of one environment: a VPC of its own, or the ids of one that exists.
//!
//! Knows nothing of what runs in it: the security groups of a service, a database or a load
//! balancer stand in their own modules.

use iac_core::aws::{
    AddressRange, Cidr, Endpoint, KeyArn, LogGroupName, LogRetention, PolicyArn, ResourcePrefix, SubnetId,
    VpcId, Zones,
};
use iac_core::environment::{ExistingNetwork, Nat};
use iac_core::terraform::{Arg, Expr, Module, Outputs};
use std::collections::BTreeSet;

/// A VPC with three tiers of subnets (public, private, database) over its zones, or the ids of
/// an existing VPC handed through.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = NetworkOutputs)]
pub struct Network {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,
    /// Address range of the VPC in CIDR notation, at most /24 so that each of the 16 parts holds
    /// a subnet; not used with `existing`.
    pub cidr: Arg<Cidr>,
    /// Availability zones, 2 to 4; a zone may be added at the end, an earlier one keeps its
    /// subnets; not used with `existing`.
    pub zones: Arg<Zones>,
    /// Way out for private subnets: `none`, `single` (one NAT gateway in the first zone) or
    /// `per_zone`; not used with `existing`.
    pub nat: Arg<Nat>,
    /// AWS services reached without leaving the VPC, by the last part of their endpoint's name,
    /// such as `ecr.api`; not used with `existing`.
    pub endpoints: Arg<BTreeSet<Endpoint>>,
    /// VPC and subnets that somebody else manages; null creates them here.
    pub existing: Arg<Option<ExistingNetwork>>,
    /// Days that flow logs are kept, one of the values that CloudWatch Logs accepts.
    pub log_retention: Arg<LogRetention>,
    /// Key that encrypts the flow logs.
    pub key_arn: Arg<KeyArn>,
    /// Policy that limits what the roles in here may ever do.
    pub boundary_arn: Arg<PolicyArn>,
}

/// What [`Network`] offers.
#[derive(Debug, Outputs)]
pub struct NetworkOutputs {
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
    /// Public addresses that traffic from the private subnets comes from, for allow lists
    /// elsewhere; empty without NAT gateways.
    pub nat_addresses: Expr<Vec<String>>,
    /// Log group of the flow logs; null with an existing VPC.
    pub log_group: Expr<Option<LogGroupName>>,
}
