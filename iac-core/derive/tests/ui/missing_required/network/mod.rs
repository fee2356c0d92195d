//! A network.

use iac_core::aws::{Cidr, VpcId};
use iac_core::terraform::{Arg, Expr, Module, Outputs};

/// A network.
#[derive(Module)]
#[module(aws("6.25.0", "6.66.0"), outputs = NetworkOutputs)]
pub struct Network {
    /// Address range.
    pub cidr: Arg<Cidr>,
}

/// What [`Network`] offers.
#[derive(Outputs)]
pub struct NetworkOutputs {
    /// The VPC.
    pub vpc_id: Expr<VpcId>,
}
