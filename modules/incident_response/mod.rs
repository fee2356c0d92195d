//! What happens when users are hit: who is woken, where it is written down, and what is done with one click.
//!
//! Knows when users are hit only as a rule that somebody else made, and of a release only how it is undone.

use iac_core::aws::{
    AlarmArn, AlarmName, AlarmRule, ClusterName, DashboardName, DocumentName, EmailAddress, KeyArn,
    PolicyArn, ResourcePrefix, RoleArn, RunbookSeconds, ServiceName, TopicArn,
};
use iac_core::environment::Slack;
use iac_core::terraform::{Arg, Expr, Module, Outputs};
use std::collections::BTreeSet;

/// An alarm for incidents, the people and places that hear of it, and a runbook that brings the version before back.
///
/// The runbook `<prefix>-rollback` does what `deployment.sh rollback --gone` and `deployment.sh wait` do, for whoever
/// has a browser and no shell: Systems Manager, Automation, the document, the service.
/// It works with a role of its own, so that whoever may start it needs no right on a service.
///
/// The first release of a service is an incident until the service answers: there is nothing that could serve instead.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = IncidentResponseOutputs)]
pub struct IncidentResponse {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,
    /// When users are hit, as the rule of a composite alarm.
    pub rule: Arg<AlarmRule>,
    /// Alarm of what looks from outside: if it fires, users are hit too; null without one.
    pub synthetic_alarm_name: Arg<Option<AlarmName>>,
    /// Dashboard that shows the environment.
    pub dashboard_name: Arg<DashboardName>,

    /// Topic that hears of everything, incidents among it.
    pub topic_arn: Arg<TopicArn>,
    /// Whether an incident becomes an item in OpsCenter of AWS Systems Manager.
    pub ops_items: Arg<bool>,
    /// Mail address of a pager service, which hears of incidents and of nothing else; null wakes nobody. An HTTPS
    /// endpoint of such a service has its key in the path: that is a secret, and can't be written here.
    pub pager: Arg<Option<EmailAddress>>,
    /// Channel of Slack that hears what the topic hears; null without one. Somebody has to let AWS into the workspace
    /// once, in the console.
    pub slack: Arg<Option<Slack>>,

    /// Cluster of the services.
    pub cluster_name: Arg<ClusterName>,
    /// Services that have been released; without one there is nothing to bring back.
    pub services: Arg<BTreeSet<ServiceName>>,
    /// Roles that ECS is handed with a version: those of the tasks, and those it starts them with.
    pub pass_role_arns: Arg<Vec<RoleArn>>,
    /// Seconds after which a deployment or its way back is stuck, 60 to 86,400.
    pub deployment_timeout: Arg<RunbookSeconds>,

    /// Policy that limits what the roles in here may ever do.
    pub boundary_arn: Arg<PolicyArn>,
    /// Key that encrypts the messages to the pager; its policy admits CloudWatch.
    pub key_arn: Arg<KeyArn>,
}

/// What [`IncidentResponse`] offers.
#[derive(Debug, Outputs)]
pub struct IncidentResponseOutputs {
    /// Alarm that fires when users are hit.
    pub alarm_arn: Expr<AlarmArn>,
    /// Runbook that brings the version before back; null before the first release.
    pub runbook_name: Expr<Option<DocumentName>>,
    /// Role that the runbook works with, for whoever may start it; null before the first release.
    pub runbook_role_arn: Expr<Option<RoleArn>>,
}
