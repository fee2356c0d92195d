//! A database.

use iac_core::aws::SubnetId;
use iac_core::terraform::{Arg, Module, Outputs};

/// A database.
#[derive(Module)]
#[module(aws("6.66.0"), outputs = DatabaseOutputs)]
pub struct Database {
    /// Subnets in two zones.
    pub subnet_ids: Arg<Vec<SubnetId>>,
    /// Whether a standby runs in a second zone.
    pub multi_az: Arg<bool>,
}

/// What [`Database`] offers.
#[derive(Outputs)]
pub struct DatabaseOutputs {}
