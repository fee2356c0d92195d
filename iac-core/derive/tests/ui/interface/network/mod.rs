//! A network.

use iac_core::aws::{Cidr, VpcId};
use iac_core::terraform::{Arg, Expr, InputType, Module, Outputs};

/// A network.
#[derive(Module)]
#[module(aws("6.66.0"), outputs = NetworkOutputs)]
pub struct Network {
    pub cidr: Arg<Cidr>,
    /// How many.
    pub count: Arg<u8>,
}

/// What [`Network`] offers.
#[derive(Outputs)]
pub struct NetworkOutputs {
    pub vpc_id: Expr<VpcId>,
}

/// Another network.
#[derive(Module)]
#[module(aws("6.67.0"), outputs = NetworkOutputs)]
pub struct Unchecked {
    /// Address range.
    pub cidr: Arg<Cidr>,
}

/// How to reach the internet.
#[derive(InputType)]
pub enum Nat {
    /// Through so many gateways.
    Several(u8),
}
