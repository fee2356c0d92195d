//! Which versions of TLS a policy of AWS allows.

use crate::review::change::Change;
use crate::review::finding::{Report, Severity};
use crate::review::rules::Scope;
use crate::review::rules::turn::leaves;
use crate::review::value::Value;
use std::fmt;

/// The oldest version of TLS that is accepted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Version {
    Ssl3,
    Tls10,
    Tls11,
    Tls12,
    Tls13,
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Ssl3 => "SSL 3.0",
            Self::Tls10 => "TLS 1.0",
            Self::Tls11 => "TLS 1.1",
            Self::Tls12 => "TLS 1.2",
            Self::Tls13 => "TLS 1.3",
        })
    }
}

/// The oldest version that each policy accepts; what isn't listed isn't guessed from its name.
///
/// - Load balancers: <https://docs.aws.amazon.com/elasticloadbalancing/latest/application/describe-ssl-policies.html>.
/// - `CloudFront`: <https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/secure-connections-supported-viewer-protocols-ciphers.html>.
/// - API Gateway: <https://docs.aws.amazon.com/apigateway/latest/developerguide/apigateway-security-policies-list.html>.
/// - `OpenSearch`: <https://docs.aws.amazon.com/opensearch-service/latest/APIReference/API_DomainEndpointOptions.html>.
const OLDEST: &[(Version, &[&str])] = &[
    (Version::Ssl3, &["ELBSecurityPolicy-2011-08", "ELBSecurityPolicy-2014-01", "SSLv3"]),
    (
        Version::Tls10,
        &[
            "ELBSecurityPolicy-2014-10",
            "ELBSecurityPolicy-2015-02",
            "ELBSecurityPolicy-2015-03",
            "ELBSecurityPolicy-2015-05",
            "ELBSecurityPolicy-2016-08",
            "ELBSecurityPolicy-FS-2018-06",
            "ELBSecurityPolicy-TLS-1-0-2015-04",
            "ELBSecurityPolicy-TLS13-1-0-2021-06",
            "ELBSecurityPolicy-TLS13-1-0-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-0-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-0-PQ-2025-09",
            "Policy-Min-TLS-1-0-2019-07",
            "TLS_1_0",
            "TLSv1",
            "TLSv1_2016",
        ],
    ),
    (
        Version::Tls11,
        &[
            "ELBSecurityPolicy-FS-1-1-2019-08",
            "ELBSecurityPolicy-TLS-1-1-2017-01",
            "ELBSecurityPolicy-TLS13-1-1-2021-06",
            "ELBSecurityPolicy-TLS13-1-1-FIPS-2023-04",
            "TLSv1.1_2016",
        ],
    ),
    (
        Version::Tls12,
        &[
            "ELBSecurityPolicy-FS-1-2-2019-08",
            "ELBSecurityPolicy-FS-1-2-Res-2019-08",
            "ELBSecurityPolicy-FS-1-2-Res-2020-10",
            "ELBSecurityPolicy-TLS-1-2-2017-01",
            "ELBSecurityPolicy-TLS-1-2-Ext-2018-06",
            "ELBSecurityPolicy-TLS13-1-2-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-Ext0-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext1-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-Ext1-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext1-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext2-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-Ext2-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Ext2-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Res-2021-06",
            "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-2-Res-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-2-Res-PQ-2025-09",
            "Policy-Min-TLS-1-2-2019-07",
            "Policy-Min-TLS-1-2-PFS-2023-10",
            "SecurityPolicy_TLS12_2018_EDGE",
            "SecurityPolicy_TLS12_PFS_2025_EDGE",
            "SecurityPolicy_TLS13_1_2_2021_06",
            "SecurityPolicy_TLS13_1_2_FIPS_PQ_2025_09",
            "SecurityPolicy_TLS13_1_2_PFS_PQ_2025_09",
            "SecurityPolicy_TLS13_1_2_PQ_2025_09",
            "TLS_1_2",
            "TLSv1.2_2018",
            "TLSv1.2_2019",
            "TLSv1.2_2021",
            "TLSv1.2_2025",
        ],
    ),
    (
        Version::Tls13,
        &[
            "ELBSecurityPolicy-TLS13-1-3-2021-06",
            "ELBSecurityPolicy-TLS13-1-3-FIPS-2023-04",
            "ELBSecurityPolicy-TLS13-1-3-FIPS-PQ-2025-09",
            "ELBSecurityPolicy-TLS13-1-3-PQ-2025-09",
            "SecurityPolicy_TLS13_1_3_2025_09",
            "SecurityPolicy_TLS13_1_3_FIPS_2025_09",
            "SecurityPolicy_TLS13_2025_EDGE",
            "TLSv1.3_2025",
        ],
    ),
];

fn oldest(policy: &str) -> Option<Version> {
    OLDEST.iter().find(|(_, policies)| policies.contains(&policy)).map(|(version, _)| *version)
}

/// What is said of the policy at `path`, if it accepts an older version than before.
fn lowered(change: &Change<'_, '_>, path: &str) -> Option<Report> {
    let (before, after) = (leaves(change.whole_before(), path), leaves(change.whole_after(), path));
    let (before, after) = (before.first()?.as_str()?, after.first()?.as_str()?);
    if before == after {
        return None;
    }
    match (oldest(before), oldest(after)) {
        (Some(from), Some(to)) if to < from => {
            Some(Report::new(format!("`{path}` accepts {to} from now on; the oldest was {from}")))
        }
        (_, None) => {
            Some(Report::new(format!("`{path}` names a policy that isn't known here")).at(Severity::Info))
        }
        _ => None,
    }
}

/// A listener accepts older versions of TLS, or clear text.
pub(super) fn listener(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let protocol = |value: Option<&Value<'_>>| value.and_then(Value::as_str).unwrap_or_default().to_owned();
    let (before, after) = (protocol(change.before("protocol")), protocol(change.after("protocol")));
    let in_clear = matches!(before.as_str(), "HTTPS" | "TLS") && matches!(after.as_str(), "HTTP" | "TCP");
    let mut reports: Vec<Report> = lowered(change, "ssl_policy").into_iter().collect();
    if in_clear {
        reports.push(Report::new(format!("the listener turns from {before} to {after}")));
    }
    reports
}

/// An address for the public accepts older versions of TLS, or clear text.
pub(super) fn endpoint(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    let policies = [
        "security_policy",
        "domain_name_configuration.security_policy",
        "viewer_certificate.minimum_protocol_version",
        "domain_endpoint_options.tls_security_policy",
    ];
    let mut reports: Vec<Report> = policies.iter().filter_map(|path| lowered(change, path)).collect();
    for path in ["default_cache_behavior", "ordered_cache_behavior"] {
        let path = format!("{path}.viewer_protocol_policy");
        let open = |value: &Value<'_>| {
            leaves(value, &path).iter().filter(|one| one.as_str() == Some("allow-all")).count()
        };
        if change.stays() && open(change.whole_after()) > open(change.whole_before()) {
            reports.push(Report::new(format!("`{path}` accepts clear text")));
        }
    }
    reports
}

#[cfg(test)]
mod tests {
    use super::{OLDEST, oldest};

    #[test]
    fn each_policy_is_listed_once() {
        let mut all: Vec<_> = OLDEST.iter().flat_map(|(_, policies)| *policies).collect();
        let listed = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), listed);
        assert!(oldest("ELBSecurityPolicy-TLS13-1-0-2021-06") < oldest("ELBSecurityPolicy-TLS-1-2-2017-01"));
        assert_eq!(oldest("ELBSecurityPolicy-TLS13-1-9-2030-01"), None);
    }
}
