//! A network.

use crate::types::{Existing, Mode};
use iac_core::terraform::{Arg, Expr, Module, Outputs};

/// Says what zones are.
fn zones() -> String {
    format!("How many zones, at most {}.", 3)
}

/// A network,
/// with one [`NetworkOutputs`].
///
/// Not much more.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.66.0"), outputs = NetworkOutputs)]
pub(crate) struct Network {
    /// Address range of the network,
    /// in CIDR notation.
    pub(crate) cidr: Arg<String>,
    /// How to reach the internet.
    #[input(default = Mode::None)]
    pub(crate) mode: Arg<Mode>,
    /// A network that exists, see [`Existing`].
    ///
    /// Null creates one.
    pub(crate) existing: Arg<Option<Existing>>,
    #[input(default = 2, description = zones())]
    pub(crate) count_of_zones: Arg<u8>,
    /// Never computed.
    pub(crate) plain: bool,
    /// A word that Rust keeps.
    pub(crate) r#type: Arg<String>,
}

/// What [`Network`] offers.
#[derive(Debug, Outputs)]
pub(crate) struct NetworkOutputs {
    /// The VPC.
    pub(crate) vpc_id: Expr<String>,
    /// Its zones,
    /// in one line.
    pub(crate) zones: Expr<u8>,
}
