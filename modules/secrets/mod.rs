//! What an environment keeps for its services and nobody may read in a file.
//!
//! Knows no value: Terraform makes the place, people or a function put the value there. It knows
//! no service either; who may read what stands with the services.

use iac_core::aws::{KeyArn, ResourcePrefix, SecretArn, SecretName, TopicArn};
use iac_core::environment::Secret;
use iac_core::terraform::{Arg, Expr, Module, Outputs};
use std::collections::BTreeMap;

/// Secrets of one environment in Secrets Manager: encrypted with its key, rotated where there is a function for it, watched.
///
/// No value passes through Terraform, so none is in a file, a plan or a state.
/// A secret is made empty, and a task that needs it doesn't start before it has its first value:
///
/// ```sh
/// read -rs VALUE
/// printf %s "$VALUE" | aws secretsmanager put-secret-value --secret-id ARN --secret-string file:///dev/stdin
/// ```
///
/// The name of a secret ends in characters that Terraform chooses: AWS holds the name of a deleted secret back until it
/// can't be restored any more, which is 30 days, and an environment has to come up again sooner.
/// So use its ARN, which `arns` has.
///
/// Whoever may read a secret is said by IAM: a service reads the ones that it names, and the role of a rotation function
/// needs `secretsmanager:DescribeSecret`, `GetSecretValue`, `PutSecretValue` and `UpdateSecretVersionStage` on the secret,
/// and `kms:Decrypt` and `kms:GenerateDataKey` on the key.
/// There is no policy on the secret itself: without one no other account reads it, and one that denies everybody but a few
/// would deny them too, once their roles are made anew.
///
/// A rotation that fails is told twice.
/// The alarm on the function works at once; the event, which also knows of a function that could not be called, and the one on
/// a deleted secret need a trail in the account, since Secrets Manager tells only `CloudTrail`.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = SecretsOutputs)]
pub struct Secrets {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,
    /// Secrets by name: what each opens, and the function in the same account and Region that rotates it, if any, with the
    /// days between two rotations.
    pub secrets: Arg<BTreeMap<SecretName, Secret>>,
    /// Topic that hears of failed rotations and deleted secrets.
    pub topic_arn: Arg<TopicArn>,
    /// Key that encrypts the secrets.
    pub key_arn: Arg<KeyArn>,
}

/// What [`Secrets`] offers.
#[derive(Debug, Outputs)]
pub struct SecretsOutputs {
    /// The secrets by name; only with its ARN is one put or read.
    pub arns: Expr<BTreeMap<SecretName, SecretArn>>,
}
