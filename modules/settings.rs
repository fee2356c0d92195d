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
    ("auto_scaling", "max_instances = 2", "#", "auto_scaling = false"),
    ("database.backup_retention", "", "#", "database.backup_retention = 8"),
    ("database.backup_window", "", "#", "database.backup_window = \"01:00-02:00\""),
    ("database.deletion_protection", "tier = \"staging\"", "#", "database.deletion_protection = false"),
    ("database.maintenance_window", "", "#", "database.maintenance_window = \"mon:03:30-mon:04:30\""),
    ("database.max_storage", "", "#", "database.max_storage = 501"),
    ("database.monitoring_interval", "", "#", "database.monitoring_interval = 30"),
    ("database.storage", "", "#", "database.storage = 101"),
    ("database.version", "", "#", "database.version = \"16\""),
    ("database_size", "", "#", "database_size = \"db.t3.xlarge\""),
    ("domain.name", ZONE, "domain.name = \"a.example.com\"", "domain.name = \"b.example.com\""),
    ("domain.zone_id", NAME, "domain.zone_id = \"Z0123456789\"", "domain.zone_id = \"Z9876543210\""),
    ("hosts.cpu_credits", "", "#", "hosts.cpu_credits = \"standard\""),
    ("hosts.root_volume", "", "#", "hosts.root_volume = 31"),
    ("instance_type", "", "#", "instance_type = \"t3.large\""),
    ("log_retention", "", "#", "log_retention = 365"),
    ("max_instances", "", "#", "max_instances = 9"),
    ("min_instances", "", "#", "min_instances = 3"),
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
        "network.nat = \"none\"\nnetwork.endpoints = [\"ecr.api\", \"ecr.dkr\", \"ecs\", \"ecs-agent\", \"ecs-telemetry\", \"logs\"]",
    ),
    ("network.zones", "", "#", "network.zones = [\"eu-west-1b\", \"eu-west-1a\"]"),
    ("providers.aws", "", "#", "providers.aws = \"6.66.0\""),
    ("region", "", "#", "region = \"eu-west-2\""),
    ("services.*.command", "", "#", "services.app.command = [\"serve\"]"),
    ("services.*.cpu", "", "#", "services.app.cpu = 512"),
    ("services.*.environment", "", "#", "services.app.environment = { LOG_LEVEL = \"info\" }"),
    ("services.*.health_path", "", "#", "services.app.health_path = \"/ready\""),
    ("services.*.image", "", "#", IMAGE),
    ("services.*.memory", "", "#", "services.app.memory = 512"),
    ("services.*.path", "", "#", "services.app.path = \"/api/*\""),
    ("services.*.port", "", "#", "services.app.port = 8080"),
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

/// Settings that change no file by design: the name is the key of the table, the tier drives judgement alone.
const JUDGED: [&str; 2] = ["environment", "tier"];

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
