//! The key of one environment. Nothing of another environment can be read with it.

use iac_core::aws::{KeyArn, ResourcePrefix};
use iac_core::terraform::{Arg, Expr, Module, Outputs};

/// A customer-managed key for everything an environment stores: volumes, database, logs, secrets, alerts.
///
/// A key that exists already is handed through, and its policy stays as it is.
/// It has to allow what the policy of an own key allows, see `main.tf`:
///
/// - IAM of the account: whatever its policies say (`kms:*` for the account's root), since the roles of this
///   environment get their rights from IAM.
/// - CloudWatch Logs of the Region: encrypt and decrypt, for log groups of the account; without it no log group can
///   be made.
/// - The same for anomaly detectors of the account, by `kms:EncryptionContext:aws:logs:arn` and by
///   `kms:EncryptionContext:aws-crypto-ec:aws:logs:arn`, if log anomalies are looked for.
/// - The service-linked role of Auto Scaling: use, and `kms:CreateGrant` for AWS resources; without it hosts end while
///   they start.
/// - `backup`, `cloudwatch`, `events` and `events.rds` (each with `.amazonaws.com`): `kms:Decrypt` and
///   `kms:GenerateDataKey*` for topics of the account; without it alerts vanish. A condition on `aws:SourceAccount`
///   would shut EventBridge out.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = EncryptionOutputs)]
pub struct Encryption {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,
    /// Key that somebody else manages, in the same Region; null creates one here.
    pub existing_key_arn: Arg<Option<KeyArn>>,
}

/// What [`Encryption`] offers.
#[derive(Debug, Outputs)]
pub struct EncryptionOutputs {
    /// The key of the environment.
    pub key_arn: Expr<KeyArn>,
    /// Alias of the key, for people; null with an existing key.
    pub key_alias: Expr<Option<String>>,
}
