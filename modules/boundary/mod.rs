//! What no role of an environment may ever do, whatever policies it is given. Knows no role.

use iac_core::aws::{PolicyArn, ResourcePrefix};
use iac_core::terraform::{Arg, Expr, Module, Outputs};

/// The limit of every role in an environment: a role may do what its own policies and this one both allow.
///
/// Workloads use what exists: data, queues, secrets and keys, and what runs them.
/// They become no other role, and change no rights, no policy of a key, a bucket or a secret, and none of what records them.
/// What an application gets beside its module, such as the right to a bucket, has to be inside of this limit too:
/// a right outside of it is refused only when it is used.
/// Data of S3, `DynamoDB`, Kinesis, SQS, SNS and EventBridge, e-mail, functions and models are inside;
/// other services need a policy of one's own, as `existing_arn`.
///
/// Pipelines and people do what their roles say, with the same exceptions.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = BoundaryOutputs)]
pub struct Boundary {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,
    /// Policy that somebody else manages and that limits every role; null creates policies here.
    pub existing_arn: Arg<Option<PolicyArn>>,
}

/// What [`Boundary`] offers.
#[derive(Debug, Outputs)]
pub struct BoundaryOutputs {
    /// The limit of what runs in the environment: services, hosts, and what AWS does for them.
    pub arn: Expr<PolicyArn>,
    /// The limit of who acts on the environment: the pipeline, operators and auditors.
    pub access_arn: Expr<PolicyArn>,
}
