//! Edited roots, laid over the environment that they were rendered from.

use iac_core::environment::{Environment, Lock, Preset, Project, Strategy};
use iac_core::judge::{NotARoot, Overlay, Root, overlay};
use serde_json::json;

fn production() -> Environment {
    Preset::PRODUCTION_1.environment("production".parse().expect("a name"))
}

/// A root with these arguments.
fn root(arguments: &str) -> Root {
    let text = format!(
        "module \"production_environment\" {{\n  source = \"../../modules/environment\"\n{arguments}}}\n"
    );
    Root::read(&text).expect("it is a root")
}

fn laid(rendered: &str, edited: &str) -> Overlay {
    overlay(&production(), &root(rendered), &root(edited))
}

#[test]
fn a_root_as_it_was_rendered_changes_nothing() {
    let same = "  multi_az = true\n  network_nat = \"per_zone\"\n  tags = {}\n  owner = null\n";
    let laid = laid(same, same);
    assert_eq!(laid.differences, []);
    assert_eq!(laid.environment, production());
}

#[test]
fn an_argument_is_the_setting_with_its_path() {
    let laid = laid(
        "  multi_az = true\n  database_backup_retention = 35\n  project = \"app\"\n  network_zones = [\"eu-west-1a\", \"eu-west-1b\"]\n",
        "  multi_az = false\n  database_backup_retention = 3\n  project = \"shop\"\n  network_zones = [\"eu-west-1a\", \"eu-west-1c\"]\n",
    );
    let environment = laid.environment;
    assert!(!environment.multi_az);
    assert_eq!(environment.database.backup_retention.get(), 3);
    assert_eq!(environment.naming.project.as_str(), "shop");
    assert_eq!(
        environment.network.zones.iter().last().map(ToString::to_string).as_deref(),
        Some("eu-west-1c")
    );
    let settings: Vec<_> = laid.differences.iter().filter_map(|one| one.setting.as_deref()).collect();
    assert_eq!(settings, ["database.backup_retention", "multi_az", "network.zones", "naming.project"]);
    let judged = Project::new([environment]).judge().to_string();
    assert!(judged.contains("multi_az") && judged.contains("database.backup_retention"), "{judged}");
}

#[test]
fn services_are_compared_member_by_member_and_what_follows_is_no_setting() {
    let laid = laid(
        "  services = { app = { port = 3000, replicas = 2, path = \"/*\", overlap = true } }\n",
        "  services = { app = { port = 3000, replicas = 1, path = null, overlap = false } }\n",
    );
    let app = laid.environment.services.values().next().expect("a service");
    assert_eq!((app.replicas.get(), app.path.is_some()), (1, false));
    let told: Vec<_> =
        laid.differences.iter().map(|one| (one.argument.as_str(), one.setting.is_some())).collect();
    assert_eq!(
        told,
        [("services.app.overlap", false), ("services.app.path", true), ("services.app.replicas", true)]
    );
}

#[test]
fn a_value_that_is_none_says_why() {
    let laid =
        laid("  multi_az = true\n  min_instances = 2\n", "  multi_az = \"perhaps\"\n  min_instances = 3\n");
    assert!(laid.environment.multi_az, "what can't be read is as it was");
    assert_eq!(laid.environment.min_instances.get(), 3, "and the rest is read");
    let problem =
        laid.differences.iter().find(|one| one.argument == "multi_az").and_then(|one| one.problem.as_deref());
    assert!(problem.is_some_and(|problem| problem.contains("expected a boolean")), "{problem:?}");
}

#[test]
fn what_is_switched_off_is_a_word_of_the_model() {
    let laid = laid("  backup_copy_region = \"eu-central-1\"\n", "  backup_copy_region = null\n");
    assert_eq!(laid.environment.backup.copy_region.get(), None);
    assert_eq!(laid.differences[0].problem, None);
}

#[test]
fn limits_by_metric_are_gates() {
    let laid = laid(
        "  deployment_gates = { error_rate = 0.01, response_time = 500, success_rate = 0.99 }\n",
        "  deployment_gates = { error_rate = 0.01, success_rate = 0.9 }\n",
    );
    let settings: Vec<_> = laid.differences.iter().map(|one| one.argument.as_str()).collect();
    assert_eq!(settings, ["deployment_gates"]);
    let gates: Vec<String> = laid.environment.deployment.gates.into();
    assert_eq!(gates, ["error_rate < 0.01", "success_rate > 0.9"]);
}

#[test]
fn an_alternative_comes_with_its_own_values() {
    let rendered = "  deployment_strategy = \"canary\"\n  deployment_canary_percent = 10\n  deployment_canary_observation = 30\n  deployment_bake = 10\n";
    let laid =
        laid(rendered, &rendered.replace("= 10\n  deployment_canary_o", "= 50\n  deployment_canary_o"));
    assert!(
        matches!(laid.environment.deployment.strategy, Strategy::Canary { percent, .. } if percent.get() == 50)
    );
    let laid = self::laid(rendered, "  deployment_strategy = \"blue_green\"\n  deployment_bake = 10\n");
    assert!(
        matches!(laid.environment.deployment.strategy, Strategy::BlueGreen { bake } if bake.get() == 10),
        "{laid:#?}"
    );
    let laid = self::laid(rendered, "  deployment_strategy = \"rolling\"\n  deployment_bake = null\n");
    assert_eq!(laid.environment.deployment.strategy, Strategy::Rolling);
    let rendered = "  backup_lock_min_retention = 7\n  backup_lock_max_retention = 400\n";
    let laid = self::laid(rendered, &rendered.replace("= 7", "= 1"));
    assert!(
        matches!(laid.environment.backup.lock, Lock::Governance { min_retention, .. } if min_retention.get() == 1)
    );
}

#[test]
fn an_alternative_without_values_is_none() {
    let laid = laid(
        "  backup_lock_min_retention = 7\n  backup_lock_max_retention = 400\n",
        "  backup_lock_min_retention = null\n  backup_lock_max_retention = null\n",
    );
    assert_eq!(laid.environment.backup.lock, Lock::None);
    assert!(laid.differences.iter().all(|one| one.problem.is_none()), "{:#?}", laid.differences);
}

#[test]
fn json_is_read_as_hcl_is() {
    let text = r#"{
  "module": {
    "production_environment": {
      "source": "./modules/environment",
      "multi_az": false,
      "tags": {"Cost": "a $${b}"},
      "owner": "${var.owner}"
    }
  }
}
"#;
    let root = Root::read(text).expect("it is a root");
    let names: Vec<_> = root.names().collect();
    assert_eq!(names, ["multi_az", "tags"]);
    assert_eq!(root.computed().map(|(name, _)| name).collect::<Vec<_>>(), ["owner"]);
    let place = root.place("multi_az").expect("it has one");
    assert_eq!(&text[place], "false");
    let laid = overlay(&production(), &self::root("  multi_az = true\n  tags = {}\n"), &root);
    let tags = laid.differences.iter().find(|one| one.argument == "tags");
    assert_eq!(tags.and_then(|one| one.edited.clone()), Some(json!({ "Cost": "a ${b}" })));
}

#[test]
fn a_setting_has_its_argument() {
    let root = root(
        "  database_storage = 100\n  network_zones = [\"a\"]\n  project = \"p\"\n  services = { app = { port = 1 } }\n",
    );
    for (setting, argument) in [
        ("database.storage", Some("database_storage")),
        ("network.zones.0", Some("network_zones.0")),
        ("naming.project", Some("project")),
        ("services.app.port", Some("services.app.port")),
        ("limits.rollback", None),
    ] {
        assert_eq!(root.argument(setting), argument);
    }
}

#[test]
fn what_is_no_root_says_so() {
    assert!(matches!(Root::read("module {"), Err(NotARoot::Syntax { line: 1, .. })));
    assert_eq!(Root::read("resource \"aws_vpc\" \"this\" {}\n"), Err(NotARoot::Calls(0)));
    let twice = "module \"a\" {\n  source = \"./environment\"\n}\nmodule \"b\" {\n  source = \"./environment?ref=1\"\n}\n";
    assert_eq!(Root::read(twice), Err(NotARoot::Calls(2)));
}
