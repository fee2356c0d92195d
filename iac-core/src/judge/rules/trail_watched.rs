//! What should wake somebody is looked for in the audit trail, and wakes somebody.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::{Plan, Resource};
use crate::judge::rules::{Check, Rule};
use std::collections::BTreeSet;

pub(super) const RULE: Rule = Rule {
    code: "trail-watched",
    title: "what should wake somebody is looked for in the audit trail, and wakes somebody",
    explain: include_str!("trail-watched.md"),
    check: Check::Plan(check),
};

/// What patterns have to mention, by the number of the recommendation.
///
/// Source: CIS Amazon Web Services Foundations Benchmark 3.0.0, section 4.
const WATCHED: [(&str, &[&str]); 15] = [
    ("4.1", &["UnauthorizedOperation", "AccessDenied"]),
    ("4.2", &["ConsoleLogin", "MFAUsed"]),
    ("4.3", &["Root"]),
    (
        "4.4",
        &[
            "DeleteGroupPolicy",
            "DeleteRolePolicy",
            "DeleteUserPolicy",
            "PutGroupPolicy",
            "PutRolePolicy",
            "PutUserPolicy",
            "CreatePolicy",
            "DeletePolicy",
            "CreatePolicyVersion",
            "DeletePolicyVersion",
            "AttachRolePolicy",
            "DetachRolePolicy",
            "AttachUserPolicy",
            "DetachUserPolicy",
            "AttachGroupPolicy",
            "DetachGroupPolicy",
        ],
    ),
    ("4.5", &["CreateTrail", "UpdateTrail", "DeleteTrail", "StartLogging", "StopLogging"]),
    ("4.6", &["Failed", "authentication"]),
    ("4.7", &["DisableKey", "ScheduleKeyDeletion"]),
    (
        "4.8",
        &[
            "PutBucketAcl",
            "PutBucketPolicy",
            "PutBucketCors",
            "PutBucketLifecycle",
            "PutBucketReplication",
            "DeleteBucketPolicy",
            "DeleteBucketCors",
            "DeleteBucketLifecycle",
            "DeleteBucketReplication",
        ],
    ),
    (
        "4.9",
        &[
            "StopConfigurationRecorder",
            "DeleteDeliveryChannel",
            "PutDeliveryChannel",
            "PutConfigurationRecorder",
        ],
    ),
    (
        "4.10",
        &[
            "AuthorizeSecurityGroupIngress",
            "AuthorizeSecurityGroupEgress",
            "RevokeSecurityGroupIngress",
            "RevokeSecurityGroupEgress",
            "CreateSecurityGroup",
            "DeleteSecurityGroup",
        ],
    ),
    (
        "4.11",
        &[
            "CreateNetworkAcl",
            "CreateNetworkAclEntry",
            "DeleteNetworkAcl",
            "DeleteNetworkAclEntry",
            "ReplaceNetworkAclEntry",
            "ReplaceNetworkAclAssociation",
        ],
    ),
    (
        "4.12",
        &[
            "CreateCustomerGateway",
            "DeleteCustomerGateway",
            "AttachInternetGateway",
            "CreateInternetGateway",
            "DeleteInternetGateway",
            "DetachInternetGateway",
        ],
    ),
    (
        "4.13",
        &[
            "CreateRoute",
            "CreateRouteTable",
            "ReplaceRoute",
            "ReplaceRouteTableAssociation",
            "DeleteRouteTable",
            "DeleteRoute",
            "DisassociateRouteTable",
        ],
    ),
    (
        "4.14",
        &[
            "CreateVpc",
            "DeleteVpc",
            "ModifyVpcAttribute",
            "AcceptVpcPeeringConnection",
            "CreateVpcPeeringConnection",
            "DeleteVpcPeeringConnection",
            "RejectVpcPeeringConnection",
        ],
    ),
    (
        "4.15",
        &[
            "AcceptHandshake",
            "AttachPolicy",
            "CreateAccount",
            "CreateOrganizationalUnit",
            "DeclineHandshake",
            "DeleteOrganization",
            "DeleteOrganizationalUnit",
            "DetachPolicy",
            "DisablePolicyType",
            "EnablePolicyType",
            "InviteAccountToOrganization",
            "LeaveOrganization",
            "MoveAccount",
            "RemoveAccountFromOrganization",
            "UpdatePolicy",
            "UpdateOrganizationalUnit",
        ],
    ),
];

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for trail in plan.of_type("aws_cloudtrail") {
        let groups: Vec<_> = plan
            .of_type("aws_cloudwatch_log_group")
            .filter(|group| plan.refers(trail, "cloud_watch_logs_group_arn", group))
            .collect();
        let filters: Vec<_> = plan
            .of_type("aws_cloudwatch_log_metric_filter")
            .filter(|filter| groups.iter().any(|group| reads(plan, filter, group)))
            .collect();
        weaknesses.extend(filters.iter().filter(|filter| !wakes(plan, filter)).map(|filter| {
            filter.weak(
                "aws_cloudwatch_metric_alarm",
                "what it counts wakes nobody",
                "add an alarm on its metric",
            )
        }));
        // Without a group in the plan, somebody else's is watched by somebody else.
        if !groups.is_empty() {
            weaknesses.extend(unwatched(&filters).map(|(number, calls)| {
                trail.weak(
                    "aws_cloudwatch_log_metric_filter.pattern",
                    format!("nothing looks for {} (CIS {number})", calls.join(", ")),
                    "add it to the pattern of a metric filter on the trail's log group",
                )
            }));
        }
    }
    weaknesses
}

/// Whether a filter looks at what is written to a group.
fn reads(plan: &Plan, filter: &Resource, group: &Resource) -> bool {
    let named = filter.at("log_group_name").text().zip(group.at("name").text());
    plan.refers(filter, "log_group_name", group) || named.is_some_and(|(one, other)| one == other)
}

/// Whether an alarm is on the metric that a filter counts in, as far as that is known.
fn wakes(plan: &Plan, filter: &Resource) -> bool {
    let metric = ["metric_transformation.namespace", "metric_transformation.name"];
    let watches = |alarm: &Resource, paths: [&str; 2]| {
        paths.iter().zip(metric).all(|(path, counted)| {
            let counted = filter.at(counted);
            !alarm.at(path).fails(|value| !counted.fails(|counted| counted == value))
        })
    };
    plan.of_type("aws_cloudwatch_metric_alarm").any(|alarm| {
        watches(alarm, ["namespace", "metric_name"])
            || watches(alarm, ["metric_query.metric.namespace", "metric_query.metric.metric_name"])
    })
}

/// What no filter mentions; nothing if a pattern isn't known yet.
fn unwatched(filters: &[&Resource]) -> impl Iterator<Item = (&'static str, Vec<&'static str>)> {
    let patterns: Option<Vec<&str>> = filters.iter().map(|filter| filter.at("pattern").text()).collect();
    let known = patterns.is_some();
    let words: BTreeSet<String> = patterns
        .iter()
        .flatten()
        .flat_map(|pattern| pattern.split(|letter: char| !letter.is_alphanumeric()))
        .map(str::to_owned)
        .collect();
    let missing = move |(number, calls): (&'static str, &'static [&'static str])| {
        let calls: Vec<_> = calls.iter().copied().filter(|call| !words.contains(*call)).collect();
        (known && !calls.is_empty()).then_some((number, calls))
    };
    WATCHED.into_iter().filter_map(missing)
}
