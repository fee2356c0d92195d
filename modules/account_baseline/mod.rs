//! What guards an AWS account, whichever environments live in it.
//!
//! Most of it exists once in an account and Region, some once in an account: a root calls it where its environment owns
//! the account. Knows nothing of what is guarded.

use iac_core::aws::{
    AuditDays, BucketName, Dollars, EmailAddress, KeyArn, LogRetention, PolicyArn, ResourcePrefix, TopicArn,
};
use iac_core::terraform::{Arg, Expr, Module, Outputs};
use std::collections::{BTreeMap, BTreeSet};

/// The guards of an account in one Region: who did what, what is set up how, what is wrong, and who hears of it.
///
/// Of what exists once for all Regions, the trail and the password policy among it, nothing is made outside of the
/// account's home Region.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = AccountBaselineOutputs)]
pub struct AccountBaseline {
    /// Start of every name in here, `<project>-<environment>` of the environment that owns the account.
    pub prefix: Arg<ResourcePrefix>,
    /// Whether this Region is the account's home, where what exists once for all Regions is kept.
    pub home: Arg<bool>,
    /// E-mail addresses that hear of findings, alarms and costs; may be empty, if something else subscribes.
    pub emails: Arg<BTreeSet<EmailAddress>>,
    /// What the account may cost in a month, in US dollars, 1 to 10,000,000.
    pub budget: Arg<Dollars>,
    /// Days that nobody deletes what the trail wrote, 1 to 36,500; it is removed after that.
    pub audit_retention: Arg<AuditDays>,
    /// Days that the trail can be searched in CloudWatch Logs.
    pub log_retention: Arg<LogRetention>,
    /// Policy that limits what the roles in here may ever do.
    pub boundary_arn: Arg<PolicyArn>,
}

/// What [`AccountBaseline`] offers.
#[derive(Debug, Outputs)]
pub struct AccountBaselineOutputs {
    /// Topic of findings, alarms and costs, once its policy lets publishers in.
    pub topic_arn: Expr<TopicArn>,
    /// Key of everything in here.
    pub audit_key_arn: Expr<KeyArn>,
    /// Bucket that the trail writes to; null outside of the home Region.
    pub audit_bucket: Expr<Option<BucketName>>,
    /// The trail of all Regions; null outside of the home Region.
    pub trail_arn: Expr<Option<String>>,
    /// Name of the recorder of AWS Config, once it records.
    pub recorder: Expr<String>,
    /// Id of the detector that looks for intruders.
    pub detector_id: Expr<String>,
    /// The analyzers of IAM Access Analyzer, by what they look for.
    pub analyzer_arns: Expr<BTreeMap<String, String>>,
}
