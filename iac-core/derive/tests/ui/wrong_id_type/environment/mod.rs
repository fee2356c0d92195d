//! An environment.

use iac_core::aws::Cidr;
use iac_core::terraform::{Arg, Module, Outputs};

/// An environment.
#[derive(Module)]
#[module(aws("6.66.0"), outputs = EnvironmentOutputs)]
pub struct Environment {
    /// Address range.
    pub cidr: Arg<Cidr>,
    /// How many zones the database runs in.
    pub zones: Arg<u8>,
}

/// What [`Environment`] offers.
#[derive(Outputs)]
pub struct EnvironmentOutputs {}
