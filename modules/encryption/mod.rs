//! The key of one environment. Nothing of another environment can be read with it.

use iac_core::aws::{KeyArn, ResourcePrefix};
use iac_core::terraform::{Arg, Expr, Module, Outputs};

/// A customer-managed key for everything an environment stores: volumes, database, logs, secrets.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = EncryptionOutputs)]
pub struct Encryption {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,
}

/// What [`Encryption`] offers.
#[derive(Debug, Outputs)]
pub struct EncryptionOutputs {
    /// The key of the environment.
    pub key_arn: Expr<KeyArn>,
    /// Alias of the key, for people.
    pub key_alias: Expr<String>,
}
