//! AWS services that take no new customers, or are gone: a provider has their types all the same.
//!
//! Each entry is what AWS says on the page that it names. A service that AWS opened again has none, nor has one without
//! a successor that AWS names.

use std::fmt;

/// A service that AWS closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ClosedService {
    /// What AWS calls it.
    pub name: &'static str,
    /// What begins the names of its resource types, such as `aws_evidently_`.
    pub types: &'static [&'static str],
    /// What people call it where they describe what they want, such as `evidently`.
    pub words: &'static [&'static str],
    /// What happened to it.
    pub fate: Fate,
    /// What AWS names in its place.
    pub successor: &'static str,
    /// Where AWS says so.
    pub source: &'static str,
}

/// What happened to a service; days are in UTC, as `2025-11-07`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fate {
    /// Since this day only accounts use it that did before.
    Closed(&'static str),
    /// On this day it ended for everybody.
    Ended(&'static str),
}

/// Every closed service, by name.
pub static CLOSED: &[ClosedService] = &[
    ClosedService {
        name: "Amazon CloudWatch Evidently",
        types: &["aws_evidently_"],
        words: &["evidently", "cloudwatch_evidently"],
        fate: Fate::Ended("2025-10-16"),
        successor: "AWS AppConfig",
        source: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch-Evidently.html",
    },
    ClosedService {
        name: "Amazon Elastic Transcoder",
        types: &["aws_elastictranscoder_"],
        words: &["elastic_transcoder"],
        fate: Fate::Ended("2025-11-13"),
        successor: "AWS Elemental MediaConvert",
        source: "https://aws.amazon.com/blogs/media/support-for-amazon-elastic-transcoder-ending-soon/",
    },
    ClosedService {
        name: "Amazon Glacier, the service of vaults",
        types: &["aws_glacier_"],
        words: &["glacier"],
        fate: Fate::Closed("2025-12-15"),
        successor: "the S3 Glacier storage classes of Amazon S3",
        source: "https://docs.aws.amazon.com/amazonglacier/latest/dev/api-Grant.html",
    },
    ClosedService {
        name: "Amazon Pinpoint",
        types: &["aws_pinpoint_"],
        words: &["pinpoint"],
        fate: Fate::Ended("2026-10-30"),
        successor: "AWS End User Messaging",
        source: "https://docs.aws.amazon.com/pinpoint-sms-voice/latest/APIReference/doc-history.html",
    },
    ClosedService {
        name: "Amazon QLDB",
        types: &["aws_qldb_"],
        words: &["qldb"],
        fate: Fate::Ended("2025-07-31"),
        successor: "Amazon Aurora PostgreSQL",
        source: "https://docs.aws.amazon.com/qldb/latest/developerguide/document-history.html",
    },
    ClosedService {
        name: "Amazon Timestream for LiveAnalytics",
        types: &["aws_timestreamquery_", "aws_timestreamwrite_"],
        words: &["timestream", "timestream_live_analytics"],
        fate: Fate::Closed("2025-06-20"),
        successor: "Amazon Timestream for InfluxDB",
        source: "https://docs.aws.amazon.com/timestream/latest/developerguide/AmazonTimestreamForLiveAnalytics-availability-change.html",
    },
    ClosedService {
        name: "AWS App Mesh",
        types: &["aws_appmesh_"],
        words: &["app_mesh"],
        fate: Fate::Ended("2026-09-30"),
        successor: "Service Connect of Amazon ECS",
        source: "https://docs.aws.amazon.com/app-mesh/latest/userguide/what-is-app-mesh.html",
    },
    ClosedService {
        name: "AWS App Runner",
        types: &["aws_apprunner_"],
        words: &["app_runner"],
        fate: Fate::Closed("2026-04-30"),
        successor: "Express Mode of Amazon ECS",
        source: "https://docs.aws.amazon.com/apprunner/latest/dg/apprunner-availability-change.html",
    },
    ClosedService {
        name: "AWS Audit Manager",
        types: &["aws_auditmanager_"],
        words: &["audit_manager"],
        fate: Fate::Closed("2026-04-30"),
        successor: "conformance packs of AWS Config",
        source: "https://docs.aws.amazon.com/audit-manager/latest/userguide/audit-manager-availability-change.html",
    },
    // The successor is that of the guide of AWS's cloud operations, "Migrating from CloudTrail Lake to Amazon CloudWatch".
    ClosedService {
        name: "AWS CloudTrail Lake",
        types: &["aws_cloudtrail_event_data_store"],
        words: &["cloudtrail_lake", "event_data_store", "cloudtrail_event_data_store"],
        fate: Fate::Closed("2026-05-31"),
        successor: "Amazon CloudWatch, to which a trail writes",
        source: "https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-lake-service-availability-change.html",
    },
    ClosedService {
        name: "AWS Elemental MediaStore",
        types: &["aws_media_store_"],
        words: &["media_store"],
        fate: Fate::Ended("2025-11-13"),
        successor: "Amazon S3",
        source: "https://aws.amazon.com/blogs/media/support-for-aws-elemental-mediastore-ending-soon/",
    },
    // The day is that of AWS's announcement of October 2025, as issue 44721 of terraform-provider-aws has it.
    ClosedService {
        name: "AWS Mainframe Modernization Service with a managed runtime",
        types: &["aws_m2_"],
        words: &["mainframe_modernization"],
        fate: Fate::Closed("2025-11-07"),
        successor: "its self-managed experience",
        source: "https://docs.aws.amazon.com/m2/latest/userguide/ba-lifecycle.html",
    },
    ClosedService {
        name: "AWS Systems Manager Incident Manager",
        types: &["aws_ssmcontacts_", "aws_ssmincidents_"],
        words: &["incident_manager", "ssm_contacts", "ssm_incidents"],
        fate: Fate::Closed("2025-11-07"),
        successor: "OpsCenter of AWS Systems Manager",
        source: "https://docs.aws.amazon.com/incident-manager/latest/userguide/incident-manager-availability-change.html",
    },
    ClosedService {
        name: "readiness check of Amazon Application Recovery Controller",
        types: &["aws_route53recoveryreadiness_"],
        words: &["readiness_check", "recovery_readiness"],
        fate: Fate::Closed("2026-04-30"),
        successor: "Region switch of Amazon Application Recovery Controller",
        source: "https://docs.aws.amazon.com/r53recovery/latest/dg/arc-readiness-availability-change.html",
    },
];

impl ClosedService {
    /// The closed service that resources of this type belong to.
    ///
    /// ```
    /// use iac_schema::ClosedService;
    ///
    /// let service = ClosedService::of_type("aws_ssmincidents_response_plan").expect("it is closed");
    /// assert_eq!(
    ///     service.to_string(),
    ///     "AWS Systems Manager Incident Manager takes no new customers since 2025-11-07"
    /// );
    /// assert_eq!(service.successor, "OpsCenter of AWS Systems Manager");
    /// assert_eq!(ClosedService::of_type("aws_ssm_document"), None);
    /// ```
    pub fn of_type(type_name: &str) -> Option<&'static Self> {
        CLOSED.iter().find(|service| service.types.iter().any(|start| type_name.starts_with(start)))
    }

    /// The closed service that `word` names, however its parts are joined.
    ///
    /// ```
    /// use iac_schema::ClosedService;
    ///
    /// let named = |word| ClosedService::of_word(word).map(|service| service.name);
    /// assert_eq!(named("audit-manager"), Some("AWS Audit Manager"));
    /// assert_eq!(named("auditManager"), Some("AWS Audit Manager"));
    /// assert_eq!(named("audit"), None);
    /// ```
    pub fn of_word(word: &str) -> Option<&'static Self> {
        let letters = |word: &str| -> String {
            word.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
        };
        let word = letters(word);
        CLOSED.iter().find(|service| service.words.iter().any(|known| letters(known) == word))
    }
}

/// What happened to it, as a sentence without a full stop.
impl fmt::Display for ClosedService {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.fate {
            Fate::Closed(day) => write!(f, "{} takes no new customers since {day}", self.name),
            Fate::Ended(day) => write!(f, "{} ended on {day}", self.name),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Kind, Version, types};

    #[test]
    fn each_type_is_one_that_a_known_provider_has() {
        for start in CLOSED.iter().flat_map(|service| service.types) {
            let known =
                |version: &Version| types(*version, Kind::Resource).any(|name| name.starts_with(start));
            assert!(Version::AWS.iter().any(known), "nothing begins with {start}");
        }
    }

    #[test]
    fn entries_are_sorted_and_have_days_and_sources() {
        assert!(CLOSED.is_sorted_by_key(|service| service.name.to_lowercase()));
        for service in CLOSED {
            let (Fate::Closed(day) | Fate::Ended(day)) = service.fate;
            let parts: Vec<usize> = day.split('-').map(str::len).collect();
            assert_eq!(parts, [4, 2, 2], "{}", service.name);
            assert!(service.source.starts_with("https://"), "{}", service.name);
            assert!(service.types.is_sorted() && !service.words.is_empty(), "{}", service.name);
        }
    }

    #[test]
    fn a_service_beside_a_closed_one_is_open() {
        for open in
            ["aws_pinpointsmsvoicev2_phone_number", "aws_timestreaminfluxdb_db_instance", "aws_cloudtrail"]
        {
            assert_eq!(ClosedService::of_type(open), None);
        }
    }
}
