//! Which resources exist only with certain settings: what `count` and `for_each` decide in the bodies.
//!
//! A test finds a resource that is evidence, has `count` or `for_each` and stands in neither table; conformance compares
//! all of them with real plans.

use iac_core::environment::{Environment, Lock, Metric, Nat, Service};

/// The start of an address, as `module` or `module.type.name`, and when there is at least one instance.
type Condition = (&'static str, fn(&Environment) -> bool);

/// What each of them needs; an address needs all that it begins with.
pub(super) const CONDITIONS: &[Condition] = &[
    ("access.aws_iam_role.auditor", |environment| !environment.access.auditors.is_empty()),
    ("access.aws_iam_role.deployer", |environment| environment.access.github.is_some()),
    ("access.aws_iam_role.operator", |environment| !environment.access.operators.is_empty()),
    ("account_baseline", |environment| environment.account.scope.owns()),
    ("account_baseline.aws_cloudtrail.this", Environment::is_at_home),
    ("account_baseline.aws_cloudwatch_log_metric_filter.watched", Environment::is_at_home),
    ("account_baseline.aws_cloudwatch_metric_alarm.watched", Environment::is_at_home),
    ("account_baseline.aws_iam_account_password_policy.this", Environment::is_at_home),
    ("account_baseline.aws_s3_account_public_access_block.this", Environment::is_at_home),
    ("account_baseline.aws_s3_bucket_logging.audit", Environment::is_at_home),
    ("account_baseline.aws_s3_bucket_object_lock_configuration.audit", Environment::is_at_home),
    ("account_baseline.aws_s3_bucket_policy.audit", Environment::is_at_home),
    ("account_baseline.aws_s3_bucket_server_side_encryption_configuration.audit", Environment::is_at_home),
    ("account_baseline.aws_sns_topic_subscription.email", |environment| {
        !environment.account.emails.is_empty()
    }),
    ("alerts.aws_sns_topic_subscription.email", |environment| !environment.monitoring.emails.is_empty()),
    ("artifacts", |environment| !environment.services.is_empty()),
    ("backup.aws_backup_framework.this", |environment| environment.backup.audit),
    ("backup.aws_backup_vault.copy", copies),
    ("backup.aws_backup_vault_lock_configuration.copy", |environment| {
        copies(environment) && locks(environment)
    }),
    ("backup.aws_backup_vault_lock_configuration.this", locks),
    ("backup.aws_db_instance_automated_backups_replication.copy", copies),
    ("backup.aws_kms_key.copy", copies),
    ("boundary", |environment| environment.access.permissions_boundary_arn.is_none()),
    ("database.aws_db_instance.replica", |environment| environment.database.replicas.get() > 0),
    ("encryption", |environment| environment.encryption.key_arn.is_none()),
    ("incident_response.aws_sns_topic_subscription.pager", |environment| {
        environment.incident.pager.is_some()
    }),
    ("incident_response.aws_ssm_document.rollback", is_released),
    ("load_balancer.aws_lb_listener.https", is_public),
    ("load_balancer.aws_lb_listener.redirect", is_public),
    ("load_balancer.aws_vpc_security_group_ingress_rule.https", is_public),
    ("load_balancer.aws_vpc_security_group_ingress_rule.redirect", is_public),
    ("load_balancer.aws_vpc_security_group_ingress_rule.internal", |environment| !is_public(environment)),
    ("network", |environment| environment.network.existing.is_none()),
    ("network.aws_nat_gateway.this", |environment| environment.network.nat != Nat::None),
    ("network.aws_vpc_security_group_ingress_rule.endpoints_https", has_endpoints),
    ("observability.aws_cloudwatch_metric_alarm.cpu", is_released),
    ("observability.aws_cloudwatch_metric_alarm.errors", is_released),
    ("observability.aws_cloudwatch_metric_alarm.memory", is_released),
    ("secrets.aws_secretsmanager_secret.this", |environment| !environment.secrets.is_empty()),
    ("secrets.aws_secretsmanager_secret_rotation.this", |environment| {
        environment.secrets.values().any(|secret| secret.rotation_function.is_some())
    }),
    ("service", is_released),
    ("service.aws_appautoscaling_policy.out", |environment| environment.auto_scaling),
    ("service.aws_cloudwatch_metric_alarm.gate_error_rate", |environment| {
        environment.answers() && environment.deployment.gates.of(Metric::ErrorRate).is_some()
    }),
    ("service.aws_iam_role_policy.secrets", |environment| {
        let reads = |service: &Service| service.is_released() && !service.secrets.is_empty();
        environment.services.values().any(reads)
    }),
    ("service.aws_vpc_security_group_ingress_rule.from_load_balancer", Environment::answers),
    ("synthetics", |environment| {
        environment.monitoring.synthetics.as_ref().is_some() && environment.answers()
    }),
];

/// What is there in any case, although the body repeats it: over a list that is never empty.
#[cfg(test)]
pub(super) const ALWAYS: &[&str] = &[
    "account_baseline.aws_guardduty_detector_feature.this",
    "account_baseline.aws_securityhub_standards_subscription.this",
    "backup.aws_iam_role_policy_attachment.this",
    "compute.aws_iam_role_policy_attachment.hosts",
    "database.aws_cloudwatch_log_group.this",
    "observability.aws_cloudwatch_event_rule.this",
    "observability.aws_cloudwatch_metric_alarm.database",
];

/// Whether the resource at `address` exists in `environment`, as far as settings decide.
pub(super) fn exists(environment: &Environment, address: &str) -> bool {
    let needed = CONDITIONS.iter().filter(|(start, _)| {
        address.strip_prefix(start).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', '[']))
    });
    needed.into_iter().all(|(_, holds)| holds(environment))
}

fn copies(environment: &Environment) -> bool {
    environment.backup.copy_region.as_ref().is_some()
}

fn locks(environment: &Environment) -> bool {
    environment.backup.lock != Lock::None
}

fn is_public(environment: &Environment) -> bool {
    environment.domain.is_some()
}

fn has_endpoints(environment: &Environment) -> bool {
    !environment.network.endpoints.is_empty()
}

fn is_released(environment: &Environment) -> bool {
    environment.services.values().any(Service::is_released)
}
