//! Where people hear from an environment. Knows nobody who has something to say: alarms, events and
//! backups name the topic themselves.

use iac_core::aws::{EmailAddress, KeyArn, ResourcePrefix, TopicArn};
use iac_core::terraform::{Arg, Expr, Module, Outputs};
use std::collections::BTreeSet;

/// An encrypted topic for everything that people should know, and the addresses that get it.
///
/// AWS asks each address once whether it wants the messages; nothing arrives before that is answered.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = AlertsOutputs)]
pub struct Alerts {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,
    /// E-mail addresses that get every message; may be empty, if something else subscribes.
    pub emails: Arg<BTreeSet<EmailAddress>>,
    /// Key that encrypts the messages; its policy admits those who publish.
    pub key_arn: Arg<KeyArn>,
}

/// What [`Alerts`] offers.
#[derive(Debug, Outputs)]
pub struct AlertsOutputs {
    /// The topic, once its policy lets publishers in.
    pub topic_arn: Expr<TopicArn>,
}
