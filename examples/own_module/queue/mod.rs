//! A queue for work that may wait.

use iac_core::aws::{KeyArn, ResourcePrefix, ServiceName};
use iac_core::terraform::{Arg, Expr, Module, Outputs};

/// An encrypted SQS queue, with a second one for messages that nobody could handle.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = QueueOutputs)]
pub struct Queue {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,
    /// Name of the queue within its environment.
    pub name: Arg<ServiceName>,
    /// Key that encrypts the messages; who sends or receives needs the right to use it.
    pub key_arn: Arg<KeyArn>,
    /// How often a message is received before it counts as one that nobody can handle.
    #[input(default = 5)]
    pub max_receives: Arg<u8>,
}

/// What [`Queue`] offers.
#[derive(Debug, Outputs)]
#[expect(dead_code, reason = "a module offers more than this program passes on")]
pub struct QueueOutputs {
    /// The queue, for IAM policies.
    pub arn: Expr<String>,
    /// Where messages are sent to.
    pub url: Expr<String>,
    /// The queue of messages that nobody could handle, to alarm on.
    pub dead_letter_arn: Expr<String>,
}
