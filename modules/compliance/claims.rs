//! What the modules of an environment show, for the rows of all standards.

use crate::compliance::row::Want::{No, Number, Setting, Text, Yes};
use crate::compliance::row::{Claim, has, set, there};
use iac_core::environment::{Environment, Lock, Metric, Mode, Nat, OrNone};

/// The logs of an examination: a report of type 2 looks back up to twelve months, so that long they have to be there.
const EXAMINED_DAYS: u16 = 365;

const OWN_NETWORK: &str = "Somebody else has the network: whoever does has to show it.";

pub(super) const DATABASE_ENCRYPTED: Claim = Claim::of(
    "The database is encrypted, and so are its replicas",
    &[
        has("database.aws_db_instance.this", "storage_encrypted", Yes),
        has("database.aws_db_instance.replica", "storage_encrypted", Yes).if_there(),
    ],
);

pub(super) const DATABASE_UPGRADED: Claim = Claim::of(
    "The database takes minor versions in its window of maintenance, and so do its replicas",
    &[
        has("database.aws_db_instance.this", "auto_minor_version_upgrade", Yes),
        has("database.aws_db_instance.replica", "auto_minor_version_upgrade", Yes).if_there(),
    ],
);

pub(super) const DATABASE_PRIVATE: Claim = Claim::of(
    "The database has no public address, and its replicas have none",
    &[
        has("database.aws_db_instance.this", "publicly_accessible", No),
        has("database.aws_db_instance.replica", "publicly_accessible", No).if_there(),
    ],
);

pub(super) const DATABASE_LOGIN: Claim = Claim::of(
    "Services sign in to the database with tokens of their roles; RDS keeps the master password, and replaces it",
    &[
        has("database.aws_db_instance.this", "iam_database_authentication_enabled", Yes),
        has("database.aws_db_instance.this", "manage_master_user_password", Yes),
        has(
            "database.aws_secretsmanager_secret_rotation.master",
            "rotation_rules.automatically_after_days",
            Setting("database.password_rotation"),
        ),
    ],
);

pub(super) const DATABASE_TLS: Claim = Claim::of(
    "The database refuses connections without TLS",
    &[has("database.aws_db_parameter_group.this", "parameter.name", Text("rds.force_ssl"))],
);

pub(super) const DATABASE_AUDIT: Claim = Claim::of(
    "Changes of tables and rights in the database are logged, and so is who connects",
    &[
        has("database.aws_db_parameter_group.this", "parameter.name", Text("pgaudit.log")),
        has("database.aws_db_parameter_group.this", "parameter.name", Text("log_connections")),
        there("database.aws_cloudwatch_log_group.this[\"postgresql\"]"),
    ],
);

pub(super) const VOLUMES_ENCRYPTED: Claim = Claim::of(
    "Volumes of hosts are encrypted",
    &[has("compute.aws_launch_template.this", "block_device_mappings.ebs.encrypted", Yes)],
);

pub(super) const METADATA: Claim = Claim::of(
    "Hosts answer for their metadata with a token only, and not to containers",
    &[
        has("compute.aws_launch_template.this", "metadata_options.http_tokens", Text("required")),
        has("compute.aws_launch_template.this", "metadata_options.http_put_response_hop_limit", Number(1)),
    ],
);

pub(super) const HOST_ROLES: Claim = Claim::of(
    "Hosts reach AWS through a role, and tasks through roles of their own",
    &[
        there("compute.aws_iam_instance_profile.this"),
        there("compute.aws_iam_role.hosts"),
        there("service.aws_iam_role.task").if_there(),
    ],
);

pub(super) const SERVICE_ROLES: Claim = Claim::of(
    "A service runs with one role and is started with another, each with its own rights only",
    &[
        there("service.aws_iam_role.task"),
        there("service.aws_iam_role.execution"),
        there("service.aws_iam_role_policy.task"),
        there("service.aws_iam_role_policy.secrets").if_there(),
    ],
)
.or("No service is released: give one an image.");

pub(super) const POLICIES: Claim = Claim::of(
    "Roles have policies that name what they allow: none allows everything on everything",
    &[
        there("compute.aws_iam_role_policy_attachment.hosts[\"AmazonSSMManagedInstanceCore\"]"),
        there("database.aws_iam_role_policy_attachment.monitoring"),
        there("backup.aws_iam_role_policy_attachment.this[\"AWSBackupServiceRolePolicyForBackup\"]"),
        there("network.aws_iam_role_policy.flow").if_there(),
        there("service.aws_iam_role_policy.task").if_there(),
    ],
);

pub(super) const KEY_ROTATED: Claim = Claim::of(
    "The key of the environment is replaced by KMS every year",
    &[has("encryption.aws_kms_key.this", "enable_key_rotation", Yes)],
)
.by("encryption.key_arn", "The key is somebody else's: whoever has it has to show that it is rotated.");

/// A key of its own in the second Region, where there is one.
pub(super) const COPY_KEY_ROTATED: Claim = Claim::of(
    "Keys of the database's backups in another Region are replaced too, where there are any",
    &[set("backup.copy_region"), has("backup.aws_kms_key.copy", "enable_key_rotation", Yes).if_there()],
);

pub(super) const OWN_KEY: Claim = Claim::of(
    "What is stored is encrypted with the environment's own key: logs, topics, images, backups",
    &[
        there("encryption.aws_kms_key.this"),
        there("database.aws_cloudwatch_log_group.this"),
        there("alerts.aws_sns_topic.this"),
        has("artifacts.aws_ecr_repository.this", "encryption_configuration.encryption_type", Text("KMS"))
            .if_there(),
        there("backup.aws_backup_vault.this"),
    ],
)
.by("encryption.key_arn", "The key is somebody else's: whoever has it has to show who may use it.");

pub(super) const LOG_BUCKET_TLS: Claim = Claim::of(
    "The bucket of the load balancer's logs refuses requests without TLS",
    &[there("load_balancer.aws_s3_bucket_policy.logs")],
);

pub(super) const LOG_BUCKET_PRIVATE: Claim = Claim::of(
    "The bucket of the load balancer's logs can't be made public",
    &[
        has("load_balancer.aws_s3_bucket_public_access_block.logs", "block_public_acls", Yes),
        has("load_balancer.aws_s3_bucket_public_access_block.logs", "block_public_policy", Yes),
        has("load_balancer.aws_s3_bucket_public_access_block.logs", "ignore_public_acls", Yes),
        has("load_balancer.aws_s3_bucket_public_access_block.logs", "restrict_public_buckets", Yes),
    ],
);

pub(super) const FLOW_LOGS: Claim = Claim::of(
    "Flow logs of the VPC record what is let through and what isn't",
    &[
        has("network.aws_flow_log.this", "traffic_type", Text("ALL")),
        there("network.aws_cloudwatch_log_group.flow"),
    ],
)
.by("network.existing", OWN_NETWORK);

pub(super) const PRIVATE_SUBNETS: Claim = Claim::of(
    "Hosts, tasks and the database are in subnets without public addresses, the database's without a way out",
    &[
        there("network.aws_subnet.private"),
        there("network.aws_subnet.database"),
        there("network.aws_route_table.database"),
    ],
)
.by("network.existing", OWN_NETWORK);

pub(super) const DATABASE_ACCESS_LIST: Claim = Claim::of(
    "The database's subnets let in PostgreSQL from the private subnets, and answers",
    &[
        there("network.aws_network_acl.database"),
        has("network.aws_network_acl_rule.database_from_private", "from_port", Number(5432)),
        has("network.aws_network_acl_rule.database_from_private", "to_port", Number(5432)),
        has("network.aws_network_acl_rule.database_from_database", "from_port", Number(1024)),
    ],
)
.by("network.existing", OWN_NETWORK);

pub(super) const DEFAULT_GROUP: Claim = Claim::of(
    "The default security group of the VPC is emptied",
    &[there("network.aws_default_security_group.this")],
)
.by("network.existing", OWN_NETWORK);

/// Every rule that lets something in: a test finds one that is missing here.
pub(super) const INGRESS: Claim = Claim::of(
    "What is let in from outside of the VPC is port 443 and 80 of the load balancer at most; hosts are reached by Session Manager",
    &[
        there("compute.aws_security_group.this"),
        there("database.aws_security_group.this"),
        there("load_balancer.aws_security_group.this"),
        has("load_balancer.aws_vpc_security_group_ingress_rule.https", "from_port", Number(443)).if_there(),
        has("load_balancer.aws_vpc_security_group_ingress_rule.redirect", "from_port", Number(80)).if_there(),
        has("load_balancer.aws_vpc_security_group_ingress_rule.internal", "from_port", Number(80)).if_there(),
        there("network.aws_vpc_security_group_ingress_rule.endpoints_https").if_there(),
        there("service.aws_vpc_security_group_ingress_rule.from_load_balancer").if_there(),
        there("service.aws_vpc_security_group_ingress_rule.database_from_tasks").if_there(),
        there("compute.aws_iam_role_policy_attachment.hosts[\"AmazonSSMManagedInstanceCore\"]"),
    ],
);

pub(super) const NO_IPV6: Claim = Claim::of(
    "No rule of a security group names an address of IPv6",
    &[
        there("compute.aws_security_group.this"),
        there("database.aws_security_group.this"),
        there("load_balancer.aws_security_group.this"),
        there("load_balancer.aws_vpc_security_group_ingress_rule.https").if_there(),
        there("load_balancer.aws_vpc_security_group_ingress_rule.redirect").if_there(),
        there("load_balancer.aws_vpc_security_group_ingress_rule.internal").if_there(),
    ],
);

pub(super) const FIREWALL: Claim = Claim::of(
    "A web application firewall with AWS's managed rules and a limit of requests is in front of the load balancer",
    &[
        has("load_balancer.aws_wafv2_web_acl.this", "rule.name", Text("common")),
        has(
            "load_balancer.aws_wafv2_web_acl.this",
            "rule.statement.rate_based_statement.limit",
            Setting("firewall.rate_limit"),
        ),
        there("load_balancer.aws_wafv2_web_acl_association.this"),
    ],
);

pub(super) const TLS: Claim = Claim::of(
    "Users reach the environment over TLS 1.2 or 1.3, and are sent there from HTTP",
    &[
        has("load_balancer.aws_lb_listener.https", "ssl_policy", Text("ELBSecurityPolicy-TLS13-1-2-2021-06")),
        has("load_balancer.aws_lb_listener.redirect", "default_action.redirect.protocol", Text("HTTPS")),
    ],
)
.by("domain", "Without a domain the load balancer is inside the VPC and speaks HTTP: give one.");

pub(super) const IMAGES: Claim = Claim::of(
    "An image keeps its tag for ever and is scanned when it is pushed",
    &[
        has("artifacts.aws_ecr_repository.this", "image_tag_mutability", Text("IMMUTABLE")),
        has("artifacts.aws_ecr_repository.this", "image_scanning_configuration.scan_on_push", Yes),
    ],
);

pub(super) const LOGS_KEPT: Claim = Claim::of(
    "Logs are kept as long as an examination looks back, twelve months",
    &[
        has("database.aws_cloudwatch_log_group.this", "retention_in_days", Setting("log_retention")),
        has("compute.aws_cloudwatch_log_group.exec", "retention_in_days", Setting("log_retention")),
        has("load_balancer.aws_cloudwatch_log_group.firewall", "retention_in_days", Setting("log_retention")),
        has("network.aws_cloudwatch_log_group.flow", "retention_in_days", Setting("log_retention"))
            .if_there(),
        has("service.aws_cloudwatch_log_group.this", "retention_in_days", Setting("log_retention"))
            .if_there(),
    ],
)
.when(|environment| environment.log_retention.get() >= EXAMINED_DAYS)
.by("log_retention", "Keep them for 365 days or more.");

pub(super) const REQUESTS_LOGGED: Claim = Claim::of(
    "Requests are logged, and those that the firewall looks at too",
    &[
        has("load_balancer.aws_lb.this", "access_logs.enabled", Yes),
        there("load_balancer.aws_wafv2_web_acl_logging_configuration.this"),
    ],
);

pub(super) const ALARMS: Claim = Claim::of(
    "Alarms watch errors, load and the database, and a dashboard shows them",
    &[
        there("observability.aws_cloudwatch_metric_alarm.failing"),
        there("observability.aws_cloudwatch_metric_alarm.rejected"),
        there("observability.aws_cloudwatch_metric_alarm.database"),
        there("observability.aws_cloudwatch_metric_alarm.errors").if_there(),
        there("observability.aws_cloudwatch_dashboard.this"),
    ],
);

pub(super) const SOMEBODY_IS_TOLD: Claim = Claim::of(
    "Somebody gets a mail when an alarm fires",
    &[there("alerts.aws_sns_topic.this"), there("alerts.aws_sns_topic_subscription.email")],
)
.by("monitoring.emails", "Name who gets a mail.");

pub(super) const FAILURES_TOLD: Claim = Claim::of(
    "Failed deployments, backups, restores and rotations are told",
    &[
        there("observability.aws_cloudwatch_event_rule.this[\"deployment-failed\"]"),
        there("observability.aws_cloudwatch_event_rule.this[\"recovery-failed\"]"),
        there("observability.aws_cloudwatch_event_rule.this[\"rotation-failed\"]"),
    ],
);

pub(super) const BACKUPS: Claim = Claim::of(
    "The database is backed up every day into a vault of its own, and any second of the last days can be restored",
    &[
        has("database.aws_db_instance.this", "backup_retention_period", Setting("database.backup_retention")),
        there("backup.aws_backup_plan.this"),
        there("backup.aws_backup_selection.this"),
        set("backup.daily_retention"),
    ],
);

pub(super) const BACKUPS_LOCKED: Claim = Claim::of(
    "Nobody deletes a backup before its time",
    &[
        there("backup.aws_backup_vault_lock_configuration.this"),
        there("backup.aws_backup_vault_lock_configuration.copy").if_there(),
    ],
)
.when(|environment| environment.backup.lock != Lock::None)
.by("backup.lock", "Lock the vault, by governance or compliance.");

pub(super) const BACKUPS_ELSEWHERE: Claim = Claim::of(
    "Another Region has a copy of every backup",
    &[
        there("backup.aws_backup_vault.copy"),
        there("backup.aws_db_instance_automated_backups_replication.copy"),
    ],
)
.when(|environment| environment.backup.copy_region != OrNone::NONE)
.by("backup.copy_region", "Name another Region.");

pub(super) const RESTORES: Claim = Claim::of(
    "A restore is tested by schedule, and its outcome is told",
    &[
        has(
            "backup.aws_backup_restore_testing_plan.this",
            "schedule_expression",
            Setting("backup.restore_test"),
        ),
        there("backup.aws_backup_restore_testing_selection.this"),
        there("backup.aws_backup_vault_notifications.this"),
    ],
);

pub(super) const BACKUPS_AUDITED: Claim = Claim::of(
    "AWS Backup compares what is kept with what is promised",
    &[there("backup.aws_backup_framework.this")],
)
.when(|environment| environment.backup.audit)
.by("backup.audit", "Switch it on.");

pub(super) const DELETION_PROTECTED: Claim = Claim::of(
    "AWS refuses to delete the database and the load balancer",
    &[
        has("database.aws_db_instance.this", "deletion_protection", Setting("deletion_protection")),
        has("load_balancer.aws_lb.this", "enable_deletion_protection", Setting("deletion_protection")),
    ],
)
.when(|environment| environment.deletion_protection)
.by("deletion_protection", "Switch it on.");

pub(super) const STANDBY: Claim = Claim::of(
    "The database has a standby in a second zone",
    &[has("database.aws_db_instance.this", "multi_az", Setting("multi_az"))],
)
.when(|environment| environment.multi_az)
.by("multi_az", "Switch it on.");

pub(super) const TWO_HOSTS: Claim = Claim::of(
    "There are two hosts or more, spread over the zones",
    &[has("compute.aws_autoscaling_group.this", "min_size", Setting("min_instances"))],
)
.when(|environment| environment.min_instances.get() >= 2)
.by("min_instances", "Have two or more.");

pub(super) const WAYS_OUT: Claim = Claim::of(
    "No zone needs the way out of another",
    &[there("network.aws_nat_gateway.this"), set("network.nat")],
)
.when(|environment| environment.network.nat == Nat::PerZone)
.by("network.nat", "Have one NAT gateway for each zone; a network of somebody else's has to show it.");

pub(super) const SCALES: Claim = Claim::of(
    "Tasks and hosts are added under load, and the database's storage grows",
    &[
        there("service.aws_appautoscaling_policy.out").if_there(),
        there("compute.aws_ecs_capacity_provider.this"),
        set("max_instances"),
        has("database.aws_db_instance.this", "max_allocated_storage", Setting("database.max_storage")),
        set("auto_scaling"),
    ],
)
.when(|environment| environment.auto_scaling)
.by("auto_scaling", "Switch it on.");

pub(super) const CAPACITY_WATCHED: Claim = Claim::of(
    "Alarms watch storage, processor and memory of the database and of services",
    &[
        there("observability.aws_cloudwatch_metric_alarm.database[\"storage\"]"),
        there("observability.aws_cloudwatch_metric_alarm.database[\"cpu\"]"),
        there("observability.aws_cloudwatch_metric_alarm.database[\"memory\"]"),
        there("observability.aws_cloudwatch_metric_alarm.cpu").if_there(),
        there("observability.aws_cloudwatch_metric_alarm.memory").if_there(),
    ],
);

pub(super) const GRADUAL: Claim = Claim::of(
    "A new version is watched by gates beside the old one, and goes back by itself",
    &[
        there("service.aws_cloudwatch_metric_alarm.gate_error_rate"),
        set("deployment.strategy"),
        set("deployment.mode"),
    ],
)
.when(gradual)
.by(
    "deployment.strategy",
    "Release a service with a gate for its error rate, by canary, linear or blue_green.",
);

fn gradual(environment: &Environment) -> bool {
    let deployment = &environment.deployment;
    deployment.strategy.shifts_traffic()
        && deployment.mode == Mode::Release
        && deployment.gates.of(Metric::ErrorRate).is_some()
}

pub(super) const LOGS_EXPIRE: Claim = Claim::of(
    "Logs, images and backups are removed when their time is over",
    &[
        has("database.aws_cloudwatch_log_group.this", "retention_in_days", Setting("log_retention")),
        has(
            "load_balancer.aws_s3_bucket_lifecycle_configuration.logs",
            "rule.expiration.days",
            Setting("log_retention"),
        ),
        there("artifacts.aws_ecr_lifecycle_policy.this").if_there(),
        set("backup.daily_retention"),
    ],
);

pub(super) const TOPIC_TLS: Claim = Claim::of(
    "The topic of the alerts refuses messages without TLS",
    &[there("alerts.aws_sns_topic_policy.this")],
);
