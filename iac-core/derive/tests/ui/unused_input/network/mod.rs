//! A network.

use iac_core::aws::{Cidr, VpcId};
use iac_core::terraform::{Arg, Expr, Module, Outputs};

/// A network.
#[derive(Module)]
#[module(aws("6.66.0"), outputs = NetworkOutputs)]
pub struct Network {
    /// Address range.
    pub cidr: Arg<Cidr>,
    /// Whether there is a second one.
    #[input(default = false)]
    pub second: Arg<bool>,
}

/// What [`Network`] offers.
#[derive(Outputs)]
pub struct NetworkOutputs {
    /// The VPC.
    pub vpc_id: Expr<VpcId>,
    /// The address range.
    pub cidr: Expr<Cidr>,
}
