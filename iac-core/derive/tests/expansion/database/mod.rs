//! A database.

use iac_core::terraform::{Arg, Module, Outputs};

/// A database.
#[derive(Debug, Module)]
#[module(aws("6.66.0"), outputs = DatabaseOutputs)]
pub(crate) struct Database {
    /// Where it is.
    pub(crate) vpc_id: Arg<String>,
    /// How many zones.
    pub(crate) zones: Arg<u8>,
}

/// What [`Database`] offers.
#[derive(Debug, Outputs)]
pub(crate) struct DatabaseOutputs {}
