//! The network of an environment.

use crate::aws::{Cidr, Endpoint, SubnetId, VpcId, Zones};
use crate::terraform::InputType;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// The network of an environment: a VPC with three tiers of subnets over the zones, or one that exists.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Network {
    /// The address range of the VPC in CIDR notation, private and `/16` to `/24`; no two environments may overlap.
    pub cidr: Cidr,
    /// The availability zones, two to four, all in the region; a new one goes to the end, since the order gives addresses.
    pub zones: Zones,
    /// How hosts and tasks reach the internet: `none`, a `single` NAT gateway, or one `per_zone`.
    pub nat: Nat,
    /// AWS services reached through interface endpoints instead of NAT; each costs per zone and hour.
    pub endpoints: BTreeSet<Endpoint>,
    /// A network that exists already; nothing is created then, and the settings above only describe it.
    #[serde(default)]
    pub existing: Option<ExistingNetwork>,
}

/// How hosts and tasks reach the internet.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, InputType)]
#[serde(rename_all = "snake_case")]
pub enum Nat {
    /// Not at all: AWS is reached through endpoints.
    None,
    /// Through one gateway: if its zone fails, no zone has a way out.
    Single,
    /// Through a gateway in each zone.
    PerZone,
}

/// A network that exists already.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, InputType)]
#[serde(deny_unknown_fields)]
pub struct ExistingNetwork {
    /// The id of the VPC.
    pub vpc_id: VpcId,
    /// Subnets with a route to an internet gateway, in at least two zones.
    pub public_subnet_ids: Vec<SubnetId>,
    /// Subnets for hosts and tasks, in at least two zones.
    pub private_subnet_ids: Vec<SubnetId>,
    /// Subnets for the database, in at least two zones.
    pub database_subnet_ids: Vec<SubnetId>,
}
