//! CIS AWS Foundations Benchmark v3.0.0 (January 2024).
//!
//! Numbers as in the benchmark and in AWS Security Hub's standard of the same version,
//! <https://docs.aws.amazon.com/securityhub/latest/userguide/cis-aws-foundations-benchmark.html#cis3v0-standard>, which
//! judges those that a program can judge. The titles are ours.

use crate::compliance::{Control, Section};

const fn control(id: &'static str, title: &'static str) -> Control {
    Control { id, title }
}

/// The chapters of the benchmark.
pub(super) const SECTIONS: &[Section] = &[
    Section {
        id: "1",
        title: "Identity and access management",
        controls: &[
            control("1.1", "AWS knows whom to reach about the account"),
            control("1.2", "AWS knows whom to reach about security"),
            control("1.3", "Questions that prove who owns the account are answered"),
            control("1.4", "The root user has no access key"),
            control("1.5", "The root user signs in with a second factor"),
            control("1.6", "The second factor of the root user is hardware"),
            control("1.7", "Nobody works as the root user"),
            control("1.8", "Passwords of IAM users have 14 characters or more"),
            control("1.9", "Passwords of IAM users are not used again"),
            control("1.10", "IAM users with a password sign in with a second factor"),
            control("1.11", "IAM users with a password get no access key when they are made"),
            control("1.12", "Credentials that nobody used for 45 days are disabled"),
            control("1.13", "An IAM user has one active access key at most"),
            control("1.14", "Access keys are replaced within 90 days"),
            control("1.15", "IAM users have rights through groups only"),
            control("1.16", "No attached policy allows everything on everything"),
            control("1.17", "A role is there for cases with AWS Support"),
            control("1.18", "Instances reach AWS through roles"),
            control("1.19", "No expired certificate is kept in IAM"),
            control("1.20", "IAM Access Analyzer is on in all Regions"),
            control("1.21", "People are managed in one place for all accounts"),
            control("1.22", "Full access to AWS CloudShell is restricted"),
        ],
    },
    Section {
        id: "2",
        title: "Storage",
        controls: &[
            control("2.1.1", "Buckets refuse requests without TLS"),
            control("2.1.2", "Deleting from buckets takes a second factor"),
            control("2.1.3", "What buckets hold is known, classified and protected"),
            control("2.1.4", "Public access to buckets is blocked"),
            control("2.2.1", "EBS volumes are encrypted in all Regions"),
            control("2.3.1", "RDS instances are encrypted"),
            control("2.3.2", "RDS instances take minor versions by themselves"),
            control("2.3.3", "RDS instances are not public"),
            control("2.4.1", "EFS file systems are encrypted"),
        ],
    },
    Section {
        id: "3",
        title: "Logging",
        controls: &[
            control("3.1", "CloudTrail records in all Regions"),
            control("3.2", "CloudTrail's files can be proved unchanged"),
            control("3.3", "AWS Config records in all Regions"),
            control("3.4", "Access to CloudTrail's bucket is logged"),
            control("3.5", "CloudTrail's files are encrypted with a key of the account"),
            control("3.6", "Symmetric keys of the account are rotated"),
            control("3.7", "Flow logs are on in all VPCs"),
            control("3.8", "Writing of objects in buckets is recorded"),
            control("3.9", "Reading of objects in buckets is recorded"),
        ],
    },
    Section {
        id: "4",
        title: "Monitoring",
        controls: &[
            control("4.1", "Refused calls of the API are noticed"),
            control("4.2", "Signing in without a second factor is noticed"),
            control("4.3", "Use of the root user is noticed"),
            control("4.4", "Changes of IAM policies are noticed"),
            control("4.5", "Changes of CloudTrail are noticed"),
            control("4.6", "Failed sign-ins to the console are noticed"),
            control("4.7", "Disabling or deleting of keys is noticed"),
            control("4.8", "Changes of bucket policies are noticed"),
            control("4.9", "Changes of AWS Config are noticed"),
            control("4.10", "Changes of security groups are noticed"),
            control("4.11", "Changes of network access lists are noticed"),
            control("4.12", "Changes of network gateways are noticed"),
            control("4.13", "Changes of route tables are noticed"),
            control("4.14", "Changes of VPCs are noticed"),
            control("4.15", "Changes of AWS Organizations are noticed"),
            control("4.16", "AWS Security Hub is on"),
        ],
    },
    Section {
        id: "5",
        title: "Networking",
        controls: &[
            control("5.1", "Network access lists keep the internet from ports of administration"),
            control(
                "5.2",
                "Security groups keep IPv4 addresses of the internet from ports of administration",
            ),
            control(
                "5.3",
                "Security groups keep IPv6 addresses of the internet from ports of administration",
            ),
            control("5.4", "The default security group of each VPC lets nothing through"),
            control("5.5", "Routes to peered VPCs lead no further than needed"),
            control("5.6", "Metadata of EC2 takes IMDSv2 only"),
        ],
    },
];
