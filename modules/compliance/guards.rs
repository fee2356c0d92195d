//! What the modules show that guard accounts and answer to incidents: `access`, `account_baseline`, `boundary`,
//! `incident_response`, `secrets` and `synthetics`.
//!
//! Addresses are text: a module that isn't rendered shows nothing, and its claims are gaps.

use crate::compliance::row::Want::{AtLeast, Setting, Text, Yes};
use crate::compliance::row::{Claim, Line, duty, has, limit, there};

/// Where nothing of the account is rendered although its guards belong here.
const NO_GUARDS: &str = "No guards of the account are rendered.";

const ACCOUNT: &str = "account.scope";

pub(super) const PASSWORD_LENGTH: Claim = Claim::of(
    "The account's policy asks for passwords of 14 characters or more",
    &[has("account_baseline.aws_iam_account_password_policy.this", "minimum_password_length", AtLeast(14))],
)
.in_account()
.by(ACCOUNT, NO_GUARDS);

pub(super) const PASSWORD_REUSE: Claim = Claim::of(
    "The account's policy refuses the last 24 passwords",
    &[has("account_baseline.aws_iam_account_password_policy.this", "password_reuse_prevention", AtLeast(24))],
)
.in_account()
.by(ACCOUNT, NO_GUARDS);

pub(super) const ACCESS_ANALYZER: Claim = Claim::of(
    "IAM Access Analyzer looks for access from outside of the account, in this Region",
    &[has("account_baseline.aws_accessanalyzer_analyzer.external", "type", Text("ACCOUNT"))],
)
.in_region()
.by(ACCOUNT, NO_GUARDS);

/// Guards are rendered for the Region of an environment that owns its account there, and for no other.
pub(super) const OTHER_REGIONS: Line = limit(
    "The other Regions of the account have it too",
    "No root of an environment reaches a Region that no environment is in: refuse those by a policy of AWS Organizations, or look after them by another root.",
);

pub(super) const ACCOUNT_BUCKETS_PRIVATE: Claim = Claim::of(
    "No bucket of the account can be made public",
    &[
        has("account_baseline.aws_s3_account_public_access_block.this", "block_public_acls", Yes),
        has("account_baseline.aws_s3_account_public_access_block.this", "block_public_policy", Yes),
        has("account_baseline.aws_s3_account_public_access_block.this", "ignore_public_acls", Yes),
        has("account_baseline.aws_s3_account_public_access_block.this", "restrict_public_buckets", Yes),
    ],
)
.in_account()
.by(ACCOUNT, NO_GUARDS);

pub(super) const AUDIT_BUCKETS_TLS: Claim = Claim::of(
    "The buckets of the audit log and of its records refuse requests without TLS",
    &[
        there("account_baseline.aws_s3_bucket_policy.records"),
        there("account_baseline.aws_s3_bucket_policy.audit").if_there(),
    ],
)
.in_region()
.by(ACCOUNT, NO_GUARDS);

pub(super) const VOLUMES_BY_DEFAULT: Claim = Claim::of(
    "New EBS volumes are encrypted whoever makes them, in this Region",
    &[has("account_baseline.aws_ebs_encryption_by_default.this", "enabled", Yes)],
)
.in_region()
.by(ACCOUNT, NO_GUARDS);

pub(super) const METADATA_BY_DEFAULT: Claim = Claim::of(
    "Instances of others answer for their metadata with a token only, in this Region",
    &[has("account_baseline.aws_ec2_instance_metadata_defaults.this", "http_tokens", Text("required"))],
)
.in_region()
.by(ACCOUNT, NO_GUARDS);

pub(super) const TRAIL: Claim = Claim::of(
    "One trail records all Regions",
    &[
        has("account_baseline.aws_cloudtrail.this", "is_multi_region_trail", Yes),
        has("account_baseline.aws_cloudtrail.this", "include_global_service_events", Yes),
        has("account_baseline.aws_cloudtrail.this", "enable_logging", Yes),
    ],
)
.in_account()
.by(ACCOUNT, NO_GUARDS);

pub(super) const TRAIL_VALIDATED: Claim = Claim::of(
    "The trail writes digests by which its files can be proved unchanged",
    &[has("account_baseline.aws_cloudtrail.this", "enable_log_file_validation", Yes)],
)
.in_account()
.by(ACCOUNT, NO_GUARDS);

pub(super) const TRAIL_LOCKED: Claim = Claim::of(
    "Nobody deletes what the trail wrote before its time",
    &[has(
        "account_baseline.aws_s3_bucket_object_lock_configuration.audit",
        "rule.default_retention.days",
        Setting("account.audit_retention"),
    )],
)
.in_account()
.by(ACCOUNT, NO_GUARDS);

pub(super) const TRAIL_ACCESS_LOGGED: Claim = Claim::of(
    "Access to the bucket of the trail is logged into another bucket",
    &[there("account_baseline.aws_s3_bucket_logging.audit")],
)
.in_account()
.by(ACCOUNT, NO_GUARDS);

pub(super) const TRAIL_ENCRYPTED: Claim = Claim::of(
    "The trail is encrypted with a key of the account, which KMS replaces every year",
    &[
        there("account_baseline.aws_cloudtrail.this"),
        has("account_baseline.aws_kms_key.this", "enable_key_rotation", Yes),
        has(
            "account_baseline.aws_s3_bucket_server_side_encryption_configuration.audit",
            "rule.apply_server_side_encryption_by_default.sse_algorithm",
            Text("aws:kms"),
        ),
    ],
)
.in_account()
.by(ACCOUNT, NO_GUARDS);

pub(super) const ACCOUNT_KEY_ROTATED: Claim = Claim::of(
    "The key of the account's guards is replaced by KMS every year",
    &[has("account_baseline.aws_kms_key.this", "enable_key_rotation", Yes)],
)
.in_region()
.by(ACCOUNT, NO_GUARDS);

pub(super) const CONFIG: Claim = Claim::of(
    "AWS Config records every type of resource, in this Region",
    &[
        has("account_baseline.aws_config_configuration_recorder.this", "recording_group.all_supported", Yes),
        has("account_baseline.aws_config_configuration_recorder_status.this", "is_enabled", Yes),
        there("account_baseline.aws_config_delivery_channel.this"),
    ],
)
.in_region()
.by(ACCOUNT, NO_GUARDS);

pub(super) const CONFORMANCE_PACK: Claim = Claim::of(
    "AWS Config compares the account with rules, all the time",
    &[there("account_baseline.aws_config_conformance_pack.this")],
)
.in_region()
.by(ACCOUNT, NO_GUARDS);

pub(super) const SECURITY_HUB: Claim = Claim::of(
    "Security Hub compares the account with CIS v3.0.0 and AWS's own best practices",
    &[
        there("account_baseline.aws_securityhub_account.this"),
        there("account_baseline.aws_securityhub_standards_subscription.this[\"cis\"]"),
        there("account_baseline.aws_securityhub_standards_subscription.this[\"best-practices\"]"),
    ],
)
.in_region()
.by(ACCOUNT, NO_GUARDS);

pub(super) const FINDINGS_TOLD: Claim = Claim::of(
    "Findings of Security Hub are told",
    &[
        there("account_baseline.aws_cloudwatch_event_rule.findings"),
        there("account_baseline.aws_cloudwatch_event_target.findings"),
    ],
)
.in_region()
.by(ACCOUNT, NO_GUARDS);

pub(super) const SOMEBODY_HEARS_OF_FINDINGS: Claim = Claim::of(
    "Somebody gets a mail on findings and alarms of the account",
    &[there("account_baseline.aws_sns_topic_subscription.email")],
)
.in_region()
.by("account.emails", "Name who gets a mail.");

pub(super) const GUARD_DUTY: Claim = Claim::of(
    "GuardDuty looks for threats, to the database and in files too",
    &[
        has("account_baseline.aws_guardduty_detector.this", "enable", Yes),
        there("account_baseline.aws_guardduty_detector_feature.this[\"RDS_LOGIN_EVENTS\"]"),
        there("account_baseline.aws_guardduty_detector_feature.this[\"EBS_MALWARE_PROTECTION\"]"),
    ],
)
.in_region()
.by(ACCOUNT, NO_GUARDS);

pub(super) const INSPECTOR: Claim = Claim::of(
    "Inspector looks for known vulnerabilities in hosts and images",
    &[there("account_baseline.aws_inspector2_enabler.this")],
)
.in_region()
.by(ACCOUNT, NO_GUARDS);

/// A watch over the trail: a filter finds calls, an alarm tells.
macro_rules! watched {
    ($name:ident, $text:literal, $key:literal) => {
        pub(super) const $name: Claim = Claim::of(
            $text,
            &[
                there(concat!("account_baseline.aws_cloudwatch_log_metric_filter.watched[\"", $key, "\"]")),
                there(concat!("account_baseline.aws_cloudwatch_metric_alarm.watched[\"", $key, "\"]")),
            ],
        )
        .in_account()
        .by(ACCOUNT, NO_GUARDS);
    };
}

watched!(REFUSED_CALLS, "An alarm tells of refused calls", "calls-refused");
watched!(LOGIN_WITHOUT_MFA, "An alarm tells of sign-ins without a second factor", "login-without-mfa");
watched!(ROOT_USED, "An alarm tells of use of the root user", "root-used");
watched!(POLICY_CHANGED, "An alarm tells of changes of IAM policies", "iam-policy-changed");
watched!(TRAIL_CHANGED, "An alarm tells of changes of the trail", "trail-changed");
watched!(LOGIN_FAILED, "An alarm tells of failed sign-ins", "login-failed");
watched!(KEY_DISABLED, "An alarm tells of keys that are disabled or deleted", "key-disabled");
watched!(BUCKET_POLICY_CHANGED, "An alarm tells of changes of bucket policies", "bucket-policy-changed");
watched!(CONFIG_CHANGED, "An alarm tells of changes of AWS Config", "config-changed");
watched!(GROUP_CHANGED, "An alarm tells of changes of security groups", "security-group-changed");
watched!(ACCESS_LIST_CHANGED, "An alarm tells of changes of network access lists", "access-list-changed");
watched!(GATEWAY_CHANGED, "An alarm tells of changes of network gateways", "gateway-changed");
watched!(ROUTE_CHANGED, "An alarm tells of changes of route tables", "route-table-changed");
watched!(NETWORK_CHANGED, "An alarm tells of changes of VPCs", "network-changed");
watched!(ORGANIZATION_CHANGED, "An alarm tells of changes of AWS Organizations", "organization-changed");

pub(super) const OPERATORS: Claim = Claim::of(
    "Who acts in an incident comes with a second factor, through a role",
    &[there("access.aws_iam_role.operator")],
)
.by("access.operators", "Name them; a permission set of IAM Identity Center is shown there instead.");

pub(super) const AUDITORS: Claim = Claim::of(
    "Who looks at how everything is set up comes with a second factor, through a role that changes nothing",
    &[there("access.aws_iam_role.auditor")],
)
.by("access.auditors", "Name them; a permission set of IAM Identity Center is shown there instead.");

pub(super) const PIPELINE: Claim = Claim::of(
    "The pipeline delivers with a token of one repository and one environment, and has no key",
    &[there("access.aws_iam_role.deployer")],
)
.by("access.github", "Name the repository that delivers.");

pub(super) const BOUNDARY: Claim = Claim::of(
    "A policy limits what roles may ever do, whatever they are given",
    &[there("boundary.aws_iam_policy.workloads"), there("boundary.aws_iam_policy.access")],
)
.by("access.permissions_boundary_arn", "Leave it out, or have whoever made the policy show it.");

pub(super) const SECRETS: Claim = Claim::of(
    "Passwords and secrets are kept encrypted in Secrets Manager, and their values are in no state",
    &[
        has("database.aws_db_instance.this", "manage_master_user_password", Yes),
        there("secrets.aws_secretsmanager_secret.this").if_there(),
        there("secrets.aws_secretsmanager_secret_rotation.this").if_there(),
    ],
);

pub(super) const INCIDENT: Claim = Claim::of(
    "Users being hit is one alarm of its own, which becomes an item of OpsCenter",
    &[there("incident_response.aws_cloudwatch_composite_alarm.incident")],
)
.when(|environment| environment.incident.ops_items)
.by("incident.ops_items", "Switch it on.");

pub(super) const RUNBOOK: Claim =
    Claim::of("A runbook takes a release back", &[there("incident_response.aws_ssm_document.rollback")])
        .or("No service is released, or no runbook is rendered.");

pub(super) const ON_CALL: Claim =
    Claim::of("Whoever is on call is woken", &[there("incident_response.aws_sns_topic_subscription.pager")])
        .by("incident.pager", "Name the address of a pager service.");

pub(super) const LOOKS_FROM_OUTSIDE: Claim = Claim::of(
    "A canary looks at the services as users do",
    &[there("synthetics.aws_synthetics_canary.this")],
)
.by(
    "monitoring.synthetics",
    "Nothing looks, or no service is released: have it look every few minutes, and give one an image.",
);

/// What nobody renders: who may use AWS's own cases.
pub(super) const SUPPORT: Line = limit(
    "A role may open and follow cases with AWS Support",
    "No role here has the policy AWSSupportAccess: give it to a role or permission set of whoever runs the account.",
);

/// What the trail leaves out.
pub(super) const OBJECT_EVENTS: Line = limit(
    "The trail records what is done with objects in buckets",
    "The trail has no events of data: they cost by the hundred thousand, and buckets here hold logs. A selector for the buckets that matter would close it.",
);

/// What roots are made with.
pub(super) const STATE: Line = duty(
    "Whoever ran iac bootstrap",
    "Show that the bucket of the state is private, encrypted and refuses requests without TLS",
);
