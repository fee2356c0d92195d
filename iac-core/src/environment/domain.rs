//! The domain name of an environment.

use crate::aws::{DomainName, HostedZoneId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The domain name under which users reach an environment over TLS.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Domain {
    /// The host name, such as `shop.example.com`.
    pub name: DomainName,
    /// The Route 53 hosted zone that holds the name; the certificate is validated there.
    pub zone_id: HostedZoneId,
}
