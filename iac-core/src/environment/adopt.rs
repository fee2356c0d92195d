//! What exists already and is taken over.

use crate::aws::{BucketName, DatabaseIdentifier, VpcId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What exists already and is taken over: the root imports it, and Terraform manages it from then on.
///
/// What is only to be used and stays somebody else's is named where it is used, such as `network.existing`.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Adopt {
    /// The VPC to take over, with the address range of `network.cidr`.
    #[serde(default)]
    pub vpc: Option<VpcId>,
    /// The RDS instance to take over, by its identifier, which has to be `<project>-<environment>`.
    #[serde(default)]
    pub database: Option<DatabaseIdentifier>,
    /// The bucket of the load balancer's logs to take over.
    #[serde(default)]
    pub log_bucket: Option<BucketName>,
}
