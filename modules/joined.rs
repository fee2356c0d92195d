//! Plans of our own roots beside the model that they come from.

use iac_core::environment::{Preset, Tier};
use iac_core::review::model::Model;
use iac_core::review::{self, Gate, Source};
use serde_json::{Value, json};

const DATABASE: &str = "module.production_environment.module.database.aws_db_instance.this";

/// What the rules say of a plan with `rows` for the preset of production.
fn findings(rows: &[Value]) -> Vec<(&'static str, String, String)> {
    let environment = Preset::PRODUCTION_1.environment("production".parse().expect("a name"));
    let model = Model { rendered: Some(crate::rendered(&environment)), ..Model::new(environment) };
    let plan = json!({
        "format_version": "1.2",
        "terraform_version": "1.11.4",
        "planned_values": {},
        "resource_changes": rows,
    });
    let text = plan.to_string();
    let source = Source {
        name: "production".to_owned(),
        plan: review::parse(&text).expect("a plan"),
        sha256: None,
        tier: Tier::Production,
        model: Some(&model),
        reviewing: None,
    };
    let (review, _) = review::review(&[source], &Gate::default()).expect("it can be reviewed");
    let all = review.environments.into_iter().flat_map(|one| one.findings);
    all.map(|finding| (finding.rule, finding.message, finding.fix)).collect()
}

fn row(address: &str, action: &str, before: &Value, after: &Value) -> Value {
    let kind = address.split('.').find(|part| part.starts_with("aws_")).unwrap_or_default().to_owned();
    json!({
        "address": address,
        "mode": "managed",
        "type": kind,
        "name": "this",
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": { "actions": [action], "before": before, "after": after, "after_unknown": {} },
    })
}

#[test]
fn what_the_spec_explains_names_its_setting() {
    // A database that kept more, whoever set that, is brought to what the spec says.
    let before = json!({ "backup_retention_period": 99 });
    let after = json!({ "backup_retention_period": preset("database.backup_retention") });
    let found = findings(&[row(DATABASE, "update", &before, &after)]);
    let [(rule, _, fix)] = &found[..] else { panic!("{found:#?}") };
    assert_eq!(*rule, "DL008");
    assert!(fix.ends_with("In the spec it is `database.backup_retention`."), "{fix}");
}

#[test]
fn what_the_spec_does_not_explain_is_said() {
    let (before, after) = (json!({ "multi_az": true }), json!({ "multi_az": false }));
    let found = findings(&[row(DATABASE, "update", &before, &after)]);
    let unexplained =
        found.iter().find(|(rule, _, _)| *rule == "ME024").expect("nobody wrote it in the spec");
    assert_eq!(unexplained.1, "`multi_az` isn't what `multi_az` says, which is true");

    let created = |address: &str| findings(&[row(address, "create", &Value::Null, &json!({}))])[0].1.clone();
    let ours = "module.production_environment.module.database.aws_s3_bucket.export";
    assert_eq!(created(ours), "the model renders no such object");
    assert_eq!(created("aws_s3_bucket.export"), "beside what the model renders, 1 object changed");
}

#[test]
fn an_object_that_the_spec_protects_is_not_destroyed_quietly() {
    let found = findings(&[row(DATABASE, "delete", &json!({ "deletion_protection": true }), &Value::Null)]);
    let said = "it is destroyed, and `deletion_protection` in the spec protects it";
    assert!(found.iter().any(|(rule, message, _)| *rule == "ME024" && message == said), "{found:#?}");
}

#[test]
fn another_environment_is_noticed() {
    let subnets = "module.production_environment.module.database.aws_db_subnet_group.this";
    let of = |name: &str| {
        let tags = json!({ "tags_all": { "Environment": name } });
        findings(&[row(subnets, "update", &tags, &tags)])
    };
    assert_eq!(of("staging")[0].0, "ME021");
    assert_eq!(of("production"), []);
}

/// A setting of the preset, as JSON.
fn preset(path: &str) -> Value {
    let environment = Preset::PRODUCTION_1.environment("production".parse().expect("a name"));
    let all = serde_json::to_value(environment).expect("settings are JSON");
    path.split('.').fold(all, |value, step| value[step].clone())
}
