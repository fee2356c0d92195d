//! An environment that calls typed modules and one of Terraform alone.

use iac_core::terraform::{Arg, Module, Outputs};

/// An environment.
#[derive(Debug, Module)]
#[module(outputs = EnvironmentOutputs)]
pub(crate) struct Environment {
    /// Address range.
    pub(crate) cidr: Arg<String>,
    /// The type of the network.
    pub(crate) r#type: Arg<String>,
}

/// What [`Environment`] offers.
#[derive(Debug, Outputs)]
pub(crate) struct EnvironmentOutputs {}
