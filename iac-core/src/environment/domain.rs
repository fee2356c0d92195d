//! The domain name of an environment.

use crate::aws::{CertificateArn, DomainName, HostedZoneId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The domain name under which users reach an environment over TLS.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// The host name, such as `shop.example.com`.
    pub name: DomainName,
    /// The Route 53 hosted zone that holds the name: the address is written there, and a certificate validated.
    #[serde(default)]
    pub zone_id: Option<HostedZoneId>,
    /// A certificate for the name that exists already, in the Region of the environment; without it one is made.
    #[serde(default)]
    pub certificate_arn: Option<CertificateArn>,
}
