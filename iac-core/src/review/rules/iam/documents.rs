//! Where types of AWS hold policies.

use crate::review::change::Change;
use crate::review::finding::{Report, Severity};
use crate::review::policy::{Comparison, Policy, compare};
use crate::review::rules::Scope;
use crate::review::rules::turn::leaves;
use crate::review::value::Value;

/// Policies of users, groups, roles and permission sets.
pub(super) const IDENTITY: &[&str] = &[
    "aws_iam_group_policy",
    "aws_iam_policy",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_user_policy",
    "aws_ssoadmin_permission_set_inline_policy",
];

/// Policies of resources.
pub(in crate::review::rules) const POLICIES: &[&str] = &[
    "aws_api_gateway_rest_api_policy",
    "aws_backup_vault_policy",
    "aws_cloudwatch_event_bus_policy",
    "aws_ecr_repository_policy",
    "aws_efs_file_system_policy",
    "aws_elasticsearch_domain",
    "aws_glacier_vault",
    "aws_kms_key",
    "aws_kms_key_policy",
    "aws_opensearch_domain",
    "aws_opensearch_domain_policy",
    "aws_s3_access_point",
    "aws_s3_bucket",
    "aws_s3_bucket_policy",
    "aws_secretsmanager_secret_policy",
    "aws_sns_topic",
    "aws_sns_topic_policy",
    "aws_sqs_queue",
    "aws_sqs_queue_policy",
    "aws_vpc_endpoint",
];

/// All types that hold a policy.
pub(super) const ANY: &[&str] = &[
    "aws_api_gateway_rest_api_policy",
    "aws_backup_vault_policy",
    "aws_cloudwatch_event_bus_policy",
    "aws_ecr_repository_policy",
    "aws_efs_file_system_policy",
    "aws_elasticsearch_domain",
    "aws_glacier_vault",
    "aws_iam_group_policy",
    "aws_iam_policy",
    "aws_iam_role",
    "aws_iam_role_policy",
    "aws_iam_user_policy",
    "aws_kms_key",
    "aws_kms_key_policy",
    "aws_opensearch_domain",
    "aws_opensearch_domain_policy",
    "aws_organizations_policy",
    "aws_s3_access_point",
    "aws_s3_bucket",
    "aws_s3_bucket_policy",
    "aws_secretsmanager_secret_policy",
    "aws_sns_topic",
    "aws_sns_topic_policy",
    "aws_sqs_queue",
    "aws_sqs_queue_policy",
    "aws_ssoadmin_permission_set_inline_policy",
    "aws_vpc_endpoint",
];

/// The attributes of a type that hold its policies.
fn paths(kind: &str) -> &'static [&'static str] {
    match kind {
        "aws_iam_role" => &["assume_role_policy", "inline_policy.policy"],
        "aws_ssoadmin_permission_set_inline_policy" => &["inline_policy"],
        "aws_organizations_policy" => &["content"],
        "aws_elasticsearch_domain" | "aws_opensearch_domain" | "aws_opensearch_domain_policy" => {
            &["access_policies"]
        }
        "aws_glacier_vault" => &["access_policy"],
        _ => &["policy"],
    }
}

/// One attribute with a policy, before and after.
#[derive(Debug)]
pub(in crate::review::rules) struct Pair {
    pub(in crate::review::rules) path: &'static str,
    before: Option<Policy>,
    pub(in crate::review::rules) after: Option<Policy>,
    /// Whether the value after is unknown, or a text that is no policy.
    unreadable: bool,
    /// Whether there was a policy that can't be understood, so that nothing can be compared with it.
    was_unreadable: bool,
}

impl Pair {
    /// What changes; a new policy is compared with one that says nothing.
    pub(in crate::review::rules) fn compare(&self) -> Option<Comparison> {
        if self.was_unreadable {
            return None;
        }
        let nothing = Policy::default();
        Some(compare(self.before.as_ref().unwrap_or(&nothing), self.after.as_ref()?))
    }

    /// Whether there was a policy to begin with.
    pub(super) fn is_old(&self) -> bool {
        self.before.is_some()
    }

    /// Whether it says who may take a role.
    pub(super) fn is_trust(&self) -> bool {
        self.path == "assume_role_policy"
    }

    /// The policy before.
    pub(super) fn before(&self) -> Option<&Policy> {
        self.before.as_ref()
    }
}

/// The policies of `change` that aren't the same text before and after; several in one place count as one.
pub(in crate::review::rules) fn policies(change: &Change<'_, '_>) -> Vec<Pair> {
    let read = |value: &Value<'_>, path: &str| {
        let texts: Vec<String> = leaves(value, path)
            .iter()
            .filter_map(|text| text.as_str())
            .filter(|text| !text.is_empty())
            .map(ToOwned::to_owned)
            .collect();
        let statements: Option<Vec<_>> =
            texts.iter().map(|text| Policy::parse(text).map(|policy| policy.statements)).collect();
        let there = !texts.is_empty();
        (texts, there, statements.filter(|_| there).map(|all| Policy { statements: all.concat() }))
    };
    let pair = |path: &&'static str| {
        let (old, was_there, before) = read(change.whole_before(), path);
        let (new, is_there, after) = read(change.whole_after(), path);
        let is_unknown = change.unknown(path) && !change.action().forgets();
        (old != new || is_unknown).then(|| Pair {
            path,
            unreadable: is_unknown || is_there && after.is_none(),
            was_unreadable: was_there && before.is_none(),
            before,
            after,
        })
    };
    paths(change.kind()).iter().filter_map(pair).collect()
}

/// A policy that a reviewer can't see.
pub(super) fn unreadable(change: &Change<'_, '_>, _: &Scope<'_, '_>) -> Vec<Report> {
    policies(change)
        .iter()
        .filter(|pair| pair.unreadable)
        .map(|pair| {
            let unknown = if change.unknown(pair.path) {
                "isn't known before it is applied"
            } else {
                "can't be understood"
            };
            let report = Report::new(format!("the policy in `{}` {unknown}", pair.path));
            // A policy that was known and no longer is may hide anything; a new one of a new resource is usual.
            if pair.is_old() { report } else { report.at(Severity::Low) }
        })
        .collect()
}
