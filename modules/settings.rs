//! No dead settings: each of them, changed alone, changes what is rendered.

use crate::root;
use iac_core::environment::settings;
use iac_core::spec;
use iac_core::syntax::{Syntax, to_string};

/// Each setting with two specs that differ in it alone: what both say, the one value, the other value.
///
/// `#` stands for nothing: the setting is left to the preset.
const CHANGES: &[(&str, &str, &str, &str)] = &[
    ("access.allowed_account_ids", "", "#", "access.allowed_account_ids = [\"012345678901\"]"),
    (
        "access.role_to_assume",
        "",
        "#",
        "access.role_to_assume = \"arn:aws:iam::111122223333:role/terraform\"",
    ),
    ("access.auditors", "", "#", "access.auditors = [\"arn:aws:iam::111122223333:root\"]"),
    (
        "access.github.environment",
        "",
        "access.github.repository = \"example/shop\"",
        "access.github = { repository = \"example/shop\", environment = \"live-eu\" }",
    ),
    (
        "access.github.repository",
        "",
        "access.github.repository = \"example/shop\"",
        "access.github.repository = \"example@1/shop@2\"",
    ),
    (
        "access.oidc_provider_arn",
        "",
        "#",
        "access.oidc_provider_arn = \"arn:aws:iam::111122223333:oidc-provider/token.actions.githubusercontent.com/example\"",
    ),
    ("access.operators", "", "#", "access.operators = [\"arn:aws:iam::111122223333:user/ann\"]"),
    (
        "access.permissions_boundary_arn",
        "",
        "#",
        "access.permissions_boundary_arn = \"arn:aws:iam::111122223333:policy/limit\"",
    ),
    ("account.audit_retention", "", "#", "account.audit_retention = 2556"),
    ("account.budget", "", "#", "account.budget = 1501"),
    ("account.emails", "", "#", "account.emails = [\"security@example.com\"]"),
    (
        "account.home_region",
        "account.scope = \"shared_owner\"\nregion = \"eu-west-2\"\nnetwork.zones = [\"eu-west-2a\", \"eu-west-2b\"]",
        "account.home_region = \"eu-west-2\"",
        "account.home_region = \"eu-west-1\"\n[environments.home]\npreset = \"production@1\"\nnetwork.cidr = \"10.40.0.0/16\"\naccount.scope = \"shared_owner\"",
    ),
    ("account.scope", "", "#", "account.scope = \"shared_member\""),
    ("adopt.database", "", "#", "adopt.database = \"app-live\""),
    ("adopt.log_bucket", "", "#", "adopt.log_bucket = \"app-live-logs\""),
    ("adopt.vpc", "", "#", "adopt.vpc = \"vpc-00000001\""),
    ("artifacts.keep", "", "#", "artifacts.keep = 31"),
    ("artifacts.pull_account_ids", "", "#", "artifacts.pull_account_ids = [\"111122223333\"]"),
    ("auto_scaling", "max_instances = 2", "#", "auto_scaling = false"),
    ("backup.audit", "", "#", "backup.audit = true"),
    ("backup.copy_region", "", "#", "backup.copy_region = \"eu-north-1\""),
    ("backup.daily_retention", "", "#", "backup.daily_retention = 34"),
    (
        "backup.lock.compliance.grace",
        "",
        "backup.lock.compliance = { min_retention = 7, max_retention = 400, grace = 3 }",
        "backup.lock.compliance = { min_retention = 7, max_retention = 400, grace = 4 }",
    ),
    (
        "backup.lock.compliance.max_retention",
        "",
        "backup.lock.compliance = { min_retention = 7, max_retention = 400, grace = 3 }",
        "backup.lock.compliance = { min_retention = 7, max_retention = 401, grace = 3 }",
    ),
    (
        "backup.lock.compliance.min_retention",
        "",
        "backup.lock.compliance = { min_retention = 7, max_retention = 400, grace = 3 }",
        "backup.lock.compliance = { min_retention = 8, max_retention = 400, grace = 3 }",
    ),
    ("backup.lock.governance.max_retention", "", "#", "backup.lock.governance.max_retention = 401"),
    ("backup.lock.governance.min_retention", "", "#", "backup.lock.governance.min_retention = 8"),
    ("backup.monthly_retention", "", "#", "backup.monthly_retention = \"none\""),
    ("backup.point_in_time", "", "#", "backup.point_in_time = false"),
    ("backup.restore_test", "", "#", "backup.restore_test = \"cron(0 7 ? * 1 *)\""),
    ("database.backup_retention", "", "#", "database.backup_retention = 8"),
    ("database.backup_window", "", "#", "database.backup_window = \"01:00-02:00\""),
    ("database.blue_green_update", "database.replicas = 0", "#", "database.blue_green_update = true"),
    ("database.insights_retention", "", "#", "database.insights_retention = 7"),
    ("database.maintenance_window", "", "#", "database.maintenance_window = \"mon:03:30-mon:04:30\""),
    ("database.max_storage", "", "#", "database.max_storage = 501"),
    ("database.monitoring_interval", "", "#", "database.monitoring_interval = 30"),
    ("database.password_rotation", "", "#", "database.password_rotation = 31"),
    ("database.replicas", "", "#", "database.replicas = 2"),
    ("database.storage", "", "#", "database.storage = 101"),
    ("database.version", "", "#", "database.version = \"16\""),
    ("database_size", "", "#", "database_size = \"db.t3.xlarge\""),
    ("deletion_protection", "tier = \"staging\"", "#", "deletion_protection = false"),
    ("deployment.drain", "", "#", "deployment.drain = 31"),
    ("deployment.gate_datapoints", "", "#", "deployment.gate_datapoints = 3"),
    ("deployment.gate_period", "", "#", "deployment.gate_period = 120"),
    ("deployment.gate_requests", "", "#", "deployment.gate_requests = 21"),
    (
        "deployment.gates",
        "",
        "#",
        "deployment.gates = [\"error_rate < 2 %\", \"response_time < 500 ms\", \"success_rate > 0.99\"]",
    ),
    ("deployment.mode", "", "#", "deployment.mode = \"rollback\""),
    ("deployment.stop_grace", "", "#", "deployment.stop_grace = 29"),
    (
        "deployment.strategy.blue_green.bake",
        "",
        "deployment.strategy.blue_green.bake = 10",
        "deployment.strategy.blue_green.bake = 11",
    ),
    ("deployment.strategy.canary.bake", "", "#", "deployment.strategy.canary.bake = 11"),
    ("deployment.strategy.canary.observation", "", "#", "deployment.strategy.canary.observation = 31"),
    ("deployment.strategy.canary.percent", "", "#", "deployment.strategy.canary.percent = 11"),
    (
        "deployment.strategy.linear.bake",
        "",
        "deployment.strategy.linear = { percent = 50, observation = 10, bake = 10 }",
        "deployment.strategy.linear = { percent = 50, observation = 10, bake = 11 }",
    ),
    (
        "deployment.strategy.linear.observation",
        "",
        "deployment.strategy.linear = { percent = 50, observation = 10, bake = 10 }",
        "deployment.strategy.linear = { percent = 50, observation = 11, bake = 10 }",
    ),
    (
        "deployment.strategy.linear.percent",
        "",
        "deployment.strategy.linear = { percent = 50, observation = 10, bake = 10 }",
        "deployment.strategy.linear = { percent = 51, observation = 10, bake = 10 }",
    ),
    ("deployment.wait", "", "#", "deployment.wait = \"terraform\""),
    (
        "domain.certificate_arn",
        NAME,
        "domain.certificate_arn = \"arn:aws:acm:eu-west-1:111122223333:certificate/1\"",
        "domain.certificate_arn = \"arn:aws:acm:eu-west-1:111122223333:certificate/2\"",
    ),
    ("domain.name", ZONE, "domain.name = \"a.example.com\"", "domain.name = \"b.example.com\""),
    ("domain.zone_id", NAME, "domain.zone_id = \"Z0123456789\"", "domain.zone_id = \"Z9876543210\""),
    ("encryption.key_arn", "", "#", "encryption.key_arn = \"arn:aws:kms:eu-west-1:111122223333:key/abc\""),
    (
        "feature_flags.*.description",
        "",
        "feature_flags.a = { description = \"A\", enabled = false }",
        "feature_flags.a = { description = \"B\", enabled = false }",
    ),
    (
        "feature_flags.*.enabled",
        "",
        "feature_flags.a = { description = \"A\", enabled = false }",
        "feature_flags.a = { description = \"A\", enabled = true }",
    ),
    ("firewall.rate_limit", "", "#", "firewall.rate_limit = 2001"),
    ("health_check.grace", "", "#", "health_check.grace = 31"),
    (
        "health_check.healthy_threshold",
        "health_check.interval = 7\nlimits.deployment = 400",
        "#",
        "health_check.healthy_threshold = 3",
    ),
    ("health_check.interval", "", "#", "health_check.interval = 9"),
    ("health_check.timeout", "", "#", "health_check.timeout = 4"),
    ("health_check.unhealthy_threshold", "", "#", "health_check.unhealthy_threshold = 3"),
    ("hosts.cpu_credits", "", "#", "hosts.cpu_credits = \"standard\""),
    ("hosts.root_volume", "", "#", "hosts.root_volume = 31"),
    ("incident.ops_items", "", "#", "incident.ops_items = false"),
    ("incident.pager", "", "#", "incident.pager = \"pager@example.com\""),
    (
        "incident.slack.channel",
        "",
        "incident.slack = { workspace = \"T0123ABCD\", channel = \"C0123ABCD\" }",
        "incident.slack = { workspace = \"T0123ABCD\", channel = \"C0123ABCE\" }",
    ),
    (
        "incident.slack.workspace",
        "",
        "incident.slack = { workspace = \"T0123ABCD\", channel = \"C0123ABCD\" }",
        "incident.slack = { workspace = \"T0123ABCE\", channel = \"C0123ABCD\" }",
    ),
    ("instance_type", "", "#", "instance_type = \"t3.large\""),
    ("log_retention", "", "#", "log_retention = 365"),
    ("max_instances", "", "#", "max_instances = 9"),
    (
        "migrations.check",
        "",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 512 }",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"verify\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 512 }",
    ),
    (
        "migrations.check_schedule",
        "",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 512 }",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(2 days)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 512 }",
    ),
    (
        "migrations.cpu",
        "",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 1024 }",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 512, memory = 1024 }",
    ),
    (
        "migrations.memory",
        "",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 512 }",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 1024 }",
    ),
    (
        "migrations.migrate",
        "",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 512 }",
        "migrations = { service = \"app\", migrate = [\"latest\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 512 }",
    ),
    (
        "migrations.service",
        "services.app.path = \"/*\"\nservices.two.path = \"/two\"\nservices.two.replicas = 2\nmin_instances = 4\nmax_instances = 12",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 512 }",
        "migrations = { service = \"two\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 512 }",
    ),
    (
        "migrations.snapshot_retention",
        "",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 512 }",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 31, cpu = 256, memory = 512 }",
    ),
    (
        "migrations.timeout",
        "",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 512 }",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 31, snapshot_retention = 30, cpu = 256, memory = 512 }",
    ),
    (
        "migrations.undo",
        "",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"down\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 512 }",
        "migrations = { service = \"app\", migrate = [\"up\"], undo = [\"back\"], check = [\"check\"], check_schedule = \"rate(1 day)\", timeout = 30, snapshot_retention = 30, cpu = 256, memory = 512 }",
    ),
    ("min_instances", "", "#", "min_instances = 3"),
    ("monitoring.emails", "", "#", "monitoring.emails = [\"on-call@example.com\"]"),
    ("monitoring.log_anomalies", "", "#", "monitoring.log_anomalies = false"),
    ("monitoring.log_errors", "", "#", "monitoring.log_errors = 6"),
    ("monitoring.synthetics", "", "#", "monitoring.synthetics = 2"),
    (
        "monitoring.synthetics_runtime",
        "",
        "#",
        "monitoring.synthetics_runtime = \"syn-nodejs-puppeteer-9.1\"",
    ),
    (
        "monitoring.tracing.prometheus.collector",
        "",
        "monitoring.tracing.prometheus.collector = \"aws-otel@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"",
        "monitoring.tracing.prometheus.collector = \"otel@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"",
    ),
    (
        "monitoring.tracing.xray.collector",
        "",
        "monitoring.tracing.xray = { collector = \"aws-otel@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\", sampling = 5 }",
        "monitoring.tracing.xray = { collector = \"otel@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\", sampling = 5 }",
    ),
    (
        "monitoring.tracing.xray.sampling",
        "",
        "monitoring.tracing.xray = { collector = \"aws-otel@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\", sampling = 5 }",
        "monitoring.tracing.xray = { collector = \"aws-otel@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\", sampling = 6 }",
    ),
    ("multi_az", "tier = \"staging\"", "#", "multi_az = false"),
    ("naming.cost_centre", "", "#", "naming.cost_centre = \"4711\""),
    ("naming.owner", "", "#", "naming.owner = \"platform\""),
    ("naming.project", "", "#", "naming.project = \"shop\""),
    ("naming.tags", "", "#", "naming.tags = { Team = \"checkout\" }"),
    ("network.cidr", "", "#", "network.cidr = \"10.40.0.0/16\""),
    ("network.endpoints", "", "#", "network.endpoints = [\"sqs\"]"),
    ("network.existing.database_subnet_ids", "", EXISTING, "database_subnet_ids"),
    ("network.existing.private_subnet_ids", "", EXISTING, "private_subnet_ids"),
    ("network.existing.public_subnet_ids", "", EXISTING, "public_subnet_ids"),
    ("network.existing.vpc_id", "", EXISTING, "vpc_id"),
    (
        "network.nat",
        "",
        "#",
        "network.nat = \"none\"\nnetwork.endpoints = [\"ecr.api\", \"ecr.dkr\", \"ecs\", \"ecs-agent\", \"ecs-telemetry\", \"logs\", \"monitoring\"]",
    ),
    ("network.zones", "", "#", "network.zones = [\"eu-west-1b\", \"eu-west-1a\"]"),
    ("providers.aws", "", "#", "providers.aws = \"6.66.0\""),
    ("region", "", "#", "region = \"eu-west-2\""),
    ("scaling.cpu", "", "#", "scaling.cpu = 61"),
    ("scaling.datapoints", "limits.scale_out = 600", "#", "scaling.datapoints = 2"),
    ("scaling.host_utilization", "", "#", "scaling.host_utilization = 51"),
    ("scaling.period", "limits.scale_out = 600", "#", "scaling.period = 120"),
    (
        "secrets.*.description",
        "services.app.secrets = { TOKEN = \"secret:token\" }",
        "secrets.token = { description = \"A\" }",
        "secrets.token = { description = \"B\" }",
    ),
    (
        "secrets.*.rotation",
        "services.app.secrets = { TOKEN = \"secret:token\" }",
        "secrets.token = { description = \"A\", rotation_function = \"arn:aws:lambda:eu-west-1:111122223333:function:rotate\", rotation = 30 }",
        "secrets.token = { description = \"A\", rotation_function = \"arn:aws:lambda:eu-west-1:111122223333:function:rotate\", rotation = 31 }",
    ),
    (
        "secrets.*.rotation_function",
        "services.app.secrets = { TOKEN = \"secret:token\" }",
        "secrets.token = { description = \"A\" }",
        "secrets.token = { description = \"A\", rotation_function = \"arn:aws:lambda:eu-west-1:111122223333:function:rotate\" }",
    ),
    ("services.*.command", "", "#", "services.app.command = [\"serve\"]"),
    ("services.*.cpu", "", "#", "services.app.cpu = 512"),
    ("services.*.environment", "", "#", "services.app.environment = { LOG_LEVEL = \"info\" }"),
    ("services.*.health_path", "", "#", "services.app.health_path = \"/ready\""),
    ("services.*.image", "", "#", IMAGE),
    (
        "services.*.jobs.*.command",
        "",
        "services.app.jobs.report = { command = [\"report\"], schedule = \"rate(1 day)\", cpu = 256, memory = 512 }",
        "services.app.jobs.report = { command = [\"reports\"], schedule = \"rate(1 day)\", cpu = 256, memory = 512 }",
    ),
    (
        "services.*.jobs.*.cpu",
        "",
        "services.app.jobs.report = { command = [\"report\"], schedule = \"rate(1 day)\", cpu = 256, memory = 1024 }",
        "services.app.jobs.report = { command = [\"report\"], schedule = \"rate(1 day)\", cpu = 512, memory = 1024 }",
    ),
    (
        "services.*.jobs.*.memory",
        "",
        "services.app.jobs.report = { command = [\"report\"], schedule = \"rate(1 day)\", cpu = 256, memory = 512 }",
        "services.app.jobs.report = { command = [\"report\"], schedule = \"rate(1 day)\", cpu = 256, memory = 1024 }",
    ),
    (
        "services.*.jobs.*.schedule",
        "",
        "services.app.jobs.report = { command = [\"report\"], schedule = \"rate(1 day)\", cpu = 256, memory = 512 }",
        "services.app.jobs.report = { command = [\"report\"], schedule = \"rate(2 days)\", cpu = 256, memory = 512 }",
    ),
    ("services.*.memory", "", "#", "services.app.memory = 512"),
    ("services.*.path", "", "#", "services.app.path = \"/api/*\""),
    ("services.*.port", "", "#", "services.app.port = 8080"),
    ("services.*.queues", "", "#", "services.app.queues = [\"arn:aws:sqs:eu-west-1:111122223333:orders\"]"),
    ("services.*.replicas", "max_instances = 20\nmin_instances = 4", "#", "services.app.replicas = 3"),
    ("services.*.secrets", "", "#", "services.app.secrets = { TOKEN = \"/app/token\" }"),
    ("state.local.path", "", "#", "state.local.path = \"elsewhere.tfstate\""),
    ("state.s3.bucket", REGION, "state.s3.bucket = \"one-bucket\"", "state.s3.bucket = \"another-bucket\""),
    ("state.s3.key", S3, "#", "state.s3.key = \"a/b\""),
    ("state.s3.kms_key", S3, "#", "state.s3.kms_key = \"arn:aws:kms:eu-west-1:111122223333:key/abc\""),
    ("state.s3.region", BUCKET, "state.s3.region = \"eu-west-1\"", "state.s3.region = \"eu-west-2\""),
];

const ZONE: &str = "domain.zone_id = \"Z0123456789\"";
const NAME: &str = "domain.name = \"a.example.com\"";
const REGION: &str = "state.s3.region = \"eu-west-1\"";
const BUCKET: &str = "state.s3.bucket = \"one-bucket\"";
const S3: &str = "state.s3.bucket = \"one-bucket\"\nstate.s3.region = \"eu-west-1\"";
const IMAGE: &str = "services.app.image = \"example.com/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\"";
const EXISTING: &str = "[environments.live.network.existing]
vpc_id = \"vpc-00000001\"
public_subnet_ids = [\"subnet-00000001\", \"subnet-00000002\"]
private_subnet_ids = [\"subnet-00000003\", \"subnet-00000004\"]
database_subnet_ids = [\"subnet-00000005\", \"subnet-00000006\"]";

/// Settings that change no file by design: the name is the key of the table, the tier and the limits drive judgement
/// alone; that each limit changes the judgement is shown by `every_limit_setting_changes_the_table` of `iac-core`.
const JUDGED: [&str; 15] = [
    "environment",
    "limits.assumed.api",
    "limits.assumed.boot",
    "limits.assumed.host_metric",
    "limits.assumed.join",
    "limits.assumed.poll",
    "limits.assumed.publish",
    "limits.assumed.shift",
    "limits.assumed.start",
    "limits.assumed.terraform",
    "limits.deployment",
    "limits.health_check",
    "limits.rollback",
    "limits.scale_out",
    "tier",
];

#[test]
fn every_setting_changes_what_is_rendered() {
    for (path, both, one, other) in CHANGES {
        let (one, other) = match *path {
            // One line of the group changes, in place.
            _ if *one == EXISTING => {
                let changed = |line: &str| {
                    if line.starts_with(other) {
                        line.replace("-0000000", "-1000000")
                    } else {
                        line.to_owned()
                    }
                };
                (EXISTING.to_owned(), EXISTING.lines().map(changed).collect::<Vec<_>>().join("\n"))
            }
            // Zones lie in the region, so both move together; the region is looked for by itself below.
            "region" => (
                String::new(),
                "region = \"eu-west-2\"\nnetwork.zones = [\"eu-west-2a\", \"eu-west-2b\", \"eu-west-2c\"]"
                    .to_owned(),
            ),
            _ => (one.trim_start_matches('#').to_owned(), (*other).to_owned()),
        };
        for syntax in [Syntax::Hcl, Syntax::Json] {
            let (before, after) = (render(path, both, &one, syntax), render(path, both, &other, syntax));
            assert!(before != after, "{path} changes nothing in {syntax:?}");
            if *path == "region" {
                let region = |text: &str| text.lines().filter(|line| line.contains("region")).count();
                assert!(
                    region(&after) > 0 && !after.contains("\"eu-west-1\""),
                    "the region stays in {syntax:?}"
                );
            }
        }
    }
}

#[test]
fn every_setting_is_in_the_table() {
    let mut known: Vec<&str> = CHANGES.iter().map(|(path, ..)| *path).chain(JUDGED).collect();
    known.sort_unstable();
    let mut all: Vec<String> = settings().into_iter().map(|setting| setting.path).collect();
    all.sort_unstable();
    assert_eq!(all, known, "a new setting needs a row that shows what it changes");
}

/// The schema for editors knows what the parser knows, and both refuse the rest.
#[test]
fn the_schema_and_the_parser_agree() {
    let schema = spec::schema();
    for setting in settings().into_iter().filter(|setting| setting.path != "environment") {
        let mut at = &schema["definitions"]["OwnEnvironment"];
        for key in setting.path.split('.') {
            at = member(&schema, at, key).unwrap_or_else(|| panic!("the schema has no {}", setting.path));
        }
    }
    for (path, both, _, other) in
        CHANGES.iter().filter(|(path, _, one, _)| *one != EXISTING && *path != "region")
    {
        let key = path.rsplit('.').next().unwrap_or(path);
        let misspelt = other.replace(key, &format!("{key}x"));
        let problems = spec::load(&text(both, &misspelt)).err().unwrap_or_default();
        let unknown = format!("`{key}x`: unknown key");
        let variant = format!("`{key}x`");
        assert!(
            problems
                .iter()
                .any(|problem| problem.message == unknown || problem.message.starts_with(&variant)),
            "{path}: {problems:?}"
        );
    }
}

fn member<'a>(
    root: &'a serde_json::Value,
    at: &'a serde_json::Value,
    key: &str,
) -> Option<&'a serde_json::Value> {
    let at = match at.get("$ref").and_then(serde_json::Value::as_str) {
        Some(reference) => root.pointer(reference.trim_start_matches('#'))?,
        None => at,
    };
    let below = match key {
        "*" => at.get("patternProperties").and_then(|all| all.as_object()?.values().next()),
        key => at.get("properties").and_then(|all| all.get(key)),
    };
    below.or_else(|| {
        let mut alternatives =
            ["anyOf", "oneOf", "allOf"].iter().filter_map(|word| at.get(word)?.as_array()).flatten();
        alternatives.find_map(|alternative| member(root, alternative, key))
    })
}

fn text(both: &str, change: &str) -> String {
    format!("[environments.live]\npreset = \"production@1\"\n{both}\n{change}\n")
}

fn render(path: &str, both: &str, change: &str, syntax: Syntax) -> String {
    let text = text(both, change);
    let loaded = spec::load(&text).unwrap_or_else(|problems| panic!("{path}: {problems:#?}\n{text}"));
    let environment = loaded.project.environment("live").expect("it is there");
    let root = root(environment, &"./modules".parse().expect("a path"));
    to_string(&root.into_document(), syntax).expect("it can be written")
}
