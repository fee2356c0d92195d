//! The form of identifiers that AWS gives out, so that what validates them accepts the made-up ones.

/// The account that everything made up is in.
const ACCOUNT: &str = "123456789012";

/// Where a text stands and what it is made of.
pub(super) struct Facts<'a> {
    pub(super) type_name: &'a str,
    pub(super) region: &'a str,
    /// Path of the attribute, with `#0` for elements.
    pub(super) path: &'a str,
    pub(super) hash: u64,
}

/// Type, attribute and form, sorted. `*` stands for every type. In a form, `{h8}`, `{h12}`, `{h17}` and `{h32}`
/// are hexadecimal digits, `{uuid}` is a UUID, `{#}` the position in a list, and any other name in braces an
/// attribute of the same resource.
const FORMS: &[(&str, &str, &str)] = &[
    ("*", "account_id", "{account}"),
    ("*", "aws_account_id", "{account}"),
    ("*", "hosted_zone_id", "Z{H13}"),
    ("*", "json", r#"{"Version":"2012-10-17","Statement":[]}"#),
    ("*", "owner_id", "{account}"),
    ("*", "partition", "aws"),
    ("*", "region", "{region}"),
    ("*", "registry_id", "{account}"),
    ("aws_acm_certificate", "arn", "arn:aws:acm:{region}:{account}:certificate/{uuid}"),
    ("aws_acm_certificate", "domain_validation_options.resource_record_name", "_{h32}.example.com."),
    ("aws_acm_certificate", "domain_validation_options.resource_record_type", "CNAME"),
    ("aws_acm_certificate", "domain_validation_options.resource_record_value", "_{h32}.acm-validations.aws."),
    ("aws_acm_certificate", "id", "arn:aws:acm:{region}:{account}:certificate/{uuid}"),
    ("aws_ami", "id", "ami-{h17}"),
    (
        "aws_appautoscaling_policy",
        "arn",
        "arn:aws:autoscaling:{region}:{account}:scalingPolicy:{uuid}:policyName/{name}",
    ),
    (
        "aws_autoscaling_group",
        "arn",
        "arn:aws:autoscaling:{region}:{account}:autoScalingGroup:{uuid}:autoScalingGroupName/{name}",
    ),
    ("aws_autoscaling_group", "id", "{name}"),
    ("aws_availability_zones", "names", "{region}{letter}"),
    ("aws_availability_zones", "zone_ids", "zone-az{#}"),
    ("aws_backup_plan", "arn", "arn:aws:backup:{region}:{account}:backup-plan:{uuid}"),
    ("aws_backup_vault", "arn", "arn:aws:backup:{region}:{account}:backup-vault:{name}"),
    ("aws_caller_identity", "arn", "arn:aws:iam::{account}:user/stub"),
    ("aws_caller_identity", "id", "{account}"),
    ("aws_cloudwatch_event_rule", "arn", "arn:aws:events:{region}:{account}:rule/{name}"),
    ("aws_cloudwatch_log_group", "arn", "arn:aws:logs:{region}:{account}:log-group:{name}"),
    ("aws_cloudwatch_log_group", "id", "{name}"),
    ("aws_cloudwatch_metric_alarm", "arn", "arn:aws:cloudwatch:{region}:{account}:alarm:{alarm_name}"),
    ("aws_db_instance", "address", "{identifier}.c{h8}.{region}.rds.amazonaws.com"),
    ("aws_db_instance", "arn", "arn:aws:rds:{region}:{account}:db:{identifier}"),
    ("aws_db_instance", "endpoint", "{identifier}.c{h8}.{region}.rds.amazonaws.com:5432"),
    ("aws_db_instance", "master_user_secret.kms_key_id", "arn:aws:kms:{region}:{account}:key/{uuid}"),
    (
        "aws_db_instance",
        "master_user_secret.secret_arn",
        "arn:aws:secretsmanager:{region}:{account}:secret:rds!db-{uuid}-a1b2c3",
    ),
    ("aws_db_instance", "master_user_secret.secret_status", "active"),
    ("aws_db_instance", "resource_id", "db-{H26}"),
    ("aws_db_parameter_group", "arn", "arn:aws:rds:{region}:{account}:pg:{name}"),
    ("aws_db_subnet_group", "arn", "arn:aws:rds:{region}:{account}:subgrp:{name}"),
    ("aws_ecr_repository", "arn", "arn:aws:ecr:{region}:{account}:repository/{name}"),
    ("aws_ecr_repository", "repository_url", "{account}.dkr.ecr.{region}.amazonaws.com/{name}"),
    ("aws_ecs_capacity_provider", "arn", "arn:aws:ecs:{region}:{account}:capacity-provider/{name}"),
    ("aws_ecs_cluster", "arn", "arn:aws:ecs:{region}:{account}:cluster/{name}"),
    ("aws_ecs_cluster", "id", "arn:aws:ecs:{region}:{account}:cluster/{name}"),
    ("aws_ecs_service", "arn", "arn:aws:ecs:{region}:{account}:service/{name}"),
    ("aws_ecs_service", "id", "arn:aws:ecs:{region}:{account}:service/{name}"),
    ("aws_ecs_task_definition", "arn", "arn:aws:ecs:{region}:{account}:task-definition/{family}:1"),
    (
        "aws_ecs_task_definition",
        "arn_without_revision",
        "arn:aws:ecs:{region}:{account}:task-definition/{family}",
    ),
    ("aws_eip", "id", "eipalloc-{h17}"),
    ("aws_eip", "public_ip", "203.0.113.10"),
    ("aws_flow_log", "id", "fl-{h17}"),
    ("aws_iam_instance_profile", "arn", "arn:aws:iam::{account}:instance-profile/{name}"),
    ("aws_iam_instance_profile", "id", "{name}"),
    ("aws_iam_openid_connect_provider", "arn", "arn:aws:iam::{account}:oidc-provider/token.example.com"),
    ("aws_iam_policy", "arn", "arn:aws:iam::{account}:policy/{name}"),
    ("aws_iam_role", "arn", "arn:aws:iam::{account}:role/{name}"),
    ("aws_iam_role", "id", "{name}"),
    ("aws_iam_role", "unique_id", "AROA{H17}"),
    (
        "aws_iam_service_linked_role",
        "arn",
        "arn:aws:iam::{account}:role/aws-service-role/{aws_service_name}/{name}",
    ),
    ("aws_iam_user", "arn", "arn:aws:iam::{account}:user/{name}"),
    ("aws_instance", "id", "i-{h17}"),
    ("aws_internet_gateway", "id", "igw-{h17}"),
    ("aws_kms_alias", "arn", "arn:aws:kms:{region}:{account}:{name}"),
    ("aws_kms_key", "arn", "arn:aws:kms:{region}:{account}:key/{key_id}"),
    ("aws_kms_key", "id", "{key_id}"),
    ("aws_kms_key", "key_id", "{uuid}"),
    ("aws_lambda_function", "arn", "arn:aws:lambda:{region}:{account}:function:{function_name}"),
    ("aws_launch_template", "arn", "arn:aws:ec2:{region}:{account}:launch-template/{id}"),
    ("aws_launch_template", "id", "lt-{h17}"),
    ("aws_lb", "arn", "arn:aws:elasticloadbalancing:{region}:{account}:loadbalancer/{arn_suffix}"),
    ("aws_lb", "arn_suffix", "app/{name}/{h16}"),
    ("aws_lb", "dns_name", "{name}-1234567890.{region}.elb.amazonaws.com"),
    ("aws_lb", "id", "{arn}"),
    ("aws_lb", "zone_id", "Z{H13}"),
    (
        "aws_lb_listener",
        "arn",
        "arn:aws:elasticloadbalancing:{region}:{account}:listener/app/stub/{h16}/{h16}",
    ),
    (
        "aws_lb_listener_rule",
        "arn",
        "arn:aws:elasticloadbalancing:{region}:{account}:listener-rule/app/stub/{h16}/{h16}/{h16}",
    ),
    ("aws_lb_target_group", "arn", "arn:aws:elasticloadbalancing:{region}:{account}:{arn_suffix}"),
    ("aws_lb_target_group", "arn_suffix", "targetgroup/{name}/{h16}"),
    ("aws_lb_target_group", "id", "{arn}"),
    ("aws_nat_gateway", "id", "nat-{h17}"),
    ("aws_network_acl", "id", "acl-{h17}"),
    ("aws_region", "id", "{region}"),
    ("aws_region", "name", "{region}"),
    // What a route doesn't lead to is empty.
    ("aws_route", "instance_id", ""),
    ("aws_route", "instance_owner_id", ""),
    ("aws_route", "network_interface_id", ""),
    ("aws_route53_zone", "zone_id", "Z{H13}"),
    ("aws_route_table", "id", "rtb-{h17}"),
    ("aws_s3_bucket", "arn", "arn:aws:s3:::{bucket}"),
    ("aws_s3_bucket", "bucket", "stub-{h12}"),
    ("aws_s3_bucket", "bucket_domain_name", "{bucket}.s3.amazonaws.com"),
    ("aws_s3_bucket", "bucket_regional_domain_name", "{bucket}.s3.{region}.amazonaws.com"),
    ("aws_s3_bucket", "id", "{bucket}"),
    ("aws_s3_bucket_lifecycle_configuration", "rule.filter.prefix", ""),
    ("aws_s3_bucket_lifecycle_configuration", "rule.prefix", ""),
    ("aws_secretsmanager_secret", "arn", "arn:aws:secretsmanager:{region}:{account}:secret:{name}-a1b2c3"),
    ("aws_security_group", "arn", "arn:aws:ec2:{region}:{account}:security-group/{id}"),
    ("aws_security_group", "id", "sg-{h17}"),
    ("aws_sfn_state_machine", "arn", "arn:aws:states:{region}:{account}:stateMachine:{name}"),
    ("aws_sns_topic", "arn", "arn:aws:sns:{region}:{account}:{name}"),
    ("aws_sns_topic", "id", "{arn}"),
    ("aws_sqs_queue", "arn", "arn:aws:sqs:{region}:{account}:{name}"),
    ("aws_sqs_queue", "id", "https://sqs.{region}.amazonaws.com/{account}/{name}"),
    ("aws_sqs_queue", "url", "https://sqs.{region}.amazonaws.com/{account}/{name}"),
    ("aws_ssm_parameter", "arn", "arn:aws:ssm:{region}:{account}:parameter/{name}"),
    ("aws_ssm_parameter", "insecure_value", "ami-{h17}"),
    ("aws_ssm_parameter", "value", "ami-{h17}"),
    ("aws_subnet", "arn", "arn:aws:ec2:{region}:{account}:subnet/{id}"),
    ("aws_subnet", "id", "subnet-{h17}"),
    ("aws_synthetics_canary", "arn", "arn:aws:synthetics:{region}:{account}:canary:{name}"),
    (
        "aws_synthetics_canary",
        "engine_arn",
        "arn:aws:lambda:{region}:{account}:function:cwsyn-{name}-{uuid}:1",
    ),
    ("aws_vpc", "arn", "arn:aws:ec2:{region}:{account}:vpc/{id}"),
    ("aws_vpc", "cidr_block", "172.16.0.0/16"),
    ("aws_vpc", "default_network_acl_id", "acl-{h17}"),
    ("aws_vpc", "default_route_table_id", "rtb-{h17}"),
    ("aws_vpc", "default_security_group_id", "sg-{h17}"),
    ("aws_vpc", "id", "vpc-{h17}"),
    ("aws_vpc", "main_route_table_id", "rtb-{h17}"),
    ("aws_vpc_endpoint", "id", "vpce-{h17}"),
    ("aws_wafv2_web_acl", "arn", "arn:aws:wafv2:{region}:{account}:regional/webacl/{name}/{uuid}"),
];

/// Computed lists that real providers never leave empty, with the number of their elements.
const LISTS: &[(&str, &str, usize)] = &[
    ("aws_db_instance", "master_user_secret", 1),
    ("aws_eks_cluster", "certificate_authority", 1),
    ("aws_eks_cluster", "identity", 1),
    ("aws_rds_cluster", "master_user_secret", 1),
    ("aws_vpc_endpoint", "dns_entry", 1),
];

/// By which argument an import names a resource, where it isn't the id alone.
const IMPORTED_BY: &[(&str, &str)] = &[
    ("aws_cloudwatch_log_group", "name"),
    ("aws_db_instance", "identifier"),
    ("aws_ecr_repository", "name"),
    ("aws_s3_bucket", "bucket"),
];

/// The argument by which an import names a resource of this type.
pub(super) fn imported_by(type_name: &str) -> &'static str {
    IMPORTED_BY.iter().find(|(known, _)| *known == type_name).map_or("id", |(_, argument)| argument)
}

/// How many elements a made-up list has.
pub(super) fn elements(type_name: &str, path: &str) -> usize {
    LISTS.iter().find(|list| (list.0, list.1) == (type_name, path)).map_or(0, |list| list.2)
}

/// A likely number for the attribute at `path`.
pub(super) fn number(path: &str) -> u32 {
    match path {
        // No limit.
        path if path.contains("object_size_") => 0,
        path if path.contains("port") => 5432,
        _ => 1,
    }
}

/// A likely text; `of_whole` gives the other attributes of the resource.
pub(super) fn text(facts: &Facts<'_>, of_whole: impl Fn(&str) -> Option<String>) -> String {
    let path = without_positions(facts.path);
    let name = path.rsplit('.').next().unwrap_or_default();
    let form = |type_name: &str, path: &str| {
        let position = FORMS.binary_search_by(|form| (form.0, form.1).cmp(&(type_name, path))).ok()?;
        Some(FORMS[position].2.to_owned())
    };
    let short = facts.type_name.split_once('_').map_or(facts.type_name, |(_, short)| short);
    let form = form(facts.type_name, &path).or_else(|| form("*", name)).unwrap_or_else(|| match name {
        "arn" => format!("arn:aws:{}:{{region}}:{{account}}:{short}/{{h12}}", short.replace('_', "-")),
        "id" => format!("{short}-{{h12}}"),
        _ => match name.strip_suffix("_arn") {
            Some(target) => format!("arn:aws:stub:{{region}}:{{account}}:{target}/{{h12}}"),
            None => format!("{name}-{{h12}}"),
        },
    });
    fill(&form, facts, of_whole)
}

/// `rule#0.name` becomes `rule.name`.
fn without_positions(path: &str) -> String {
    let names: Vec<_> =
        path.split('.').map(|part| part.split_once('#').map_or(part, |(name, _)| name)).collect();
    names.join(".")
}

fn fill(form: &str, facts: &Facts<'_>, of_whole: impl Fn(&str) -> Option<String>) -> String {
    let mut text = String::new();
    let mut rest = form;
    while let Some((before, after)) = rest.split_once('{') {
        text.push_str(before);
        // Braces that hold no name belong to JSON.
        let hole = after.split_once('}').filter(|(name, _)| !name.contains(['"', '{']));
        let Some((name, after)) = hole else {
            text.push('{');
            rest = after;
            continue;
        };
        let index = facts.path.rsplit_once('#').and_then(|(_, index)| index.parse::<u8>().ok()).unwrap_or(0);
        match name {
            "account" => text.push_str(ACCOUNT),
            "region" => text.push_str(facts.region),
            "uuid" => text.push_str(&uuid(facts.hash)),
            "letter" => text.push(char::from(b'a' + index % 26)),
            "#" => text.push_str(&(index + 1).to_string()),
            _ => match name.strip_prefix(['h', 'H']).and_then(|count| count.parse().ok()) {
                Some(count) if name.starts_with('H') => {
                    text.push_str(&digits(facts.hash, count).to_uppercase());
                }
                Some(count) => text.push_str(&digits(facts.hash, count)),
                None => text.push_str(&of_whole(name).unwrap_or_else(|| digits(facts.hash, 12))),
            },
        }
        rest = after;
    }
    text.push_str(rest);
    text
}

/// Hexadecimal digits from a hash.
fn digits(hash: u64, count: usize) -> String {
    let more = hash.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut digits = format!("{hash:016x}{more:016x}");
    digits.truncate(count);
    digits
}

fn uuid(hash: u64) -> String {
    let digits = digits(hash, 32);
    format!(
        "{}-{}-4{}-8{}-{}",
        &digits[..8],
        &digits[8..12],
        &digits[13..16],
        &digits[17..20],
        &digits[20..32]
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_sorted() {
        assert!(FORMS.is_sorted_by(|left, right| (left.0, left.1) < (right.0, right.1)));
    }

    #[test]
    fn texts_have_the_form_that_aws_gives_them() {
        let cases = [
            ("aws_vpc", "id", "vpc-0123456789abcdefe"),
            ("aws_s3_bucket", "arn", "arn:aws:s3:::orders"),
            ("aws_iam_role", "arn", "arn:aws:iam::123456789012:role/orders"),
            ("aws_availability_zones", "names#1", "eu-west-1b"),
            ("aws_iam_policy_document", "json", r#"{"Version":"2012-10-17","Statement":[]}"#),
            ("aws_glue_job", "role_arn", "arn:aws:stub:eu-west-1:123456789012:role/0123456789ab"),
            ("aws_glue_job", "rule#0.thing", "thing-0123456789ab"),
        ];
        for (type_name, path, expected) in cases {
            let facts = Facts { type_name, region: "eu-west-1", path, hash: 0x0123_4567_89ab_cdef };
            let text = text(&facts, |name| ["name", "bucket"].contains(&name).then(|| "orders".to_owned()));
            let expected_start = &expected[..expected.len() - 1];
            assert!(
                text.starts_with(expected_start) && text.len() == expected.len(),
                "{text}, not {expected}"
            );
        }
    }
}
