//! A team that renders anew over what it applied before: nothing that holds data is destroyed, replaced or renamed.

use std::io;
use std::path::PathBuf;

use iac_core::syntax::Syntax;
use serde_json::Value as Json;

use crate::conformance::case::{Case, Problem, Tools};
use crate::conformance::root::{self, NEWEST};
use crate::project::{self, Named, NotUsable};
use crate::terraform::Sandbox;

/// What must live through every upgrade.
#[derive(Debug)]
struct Kept {
    type_name: &'static str,
    /// The argument by which people and programs know it: the provider may change it in place, and still it is lost.
    name: &'static str,
    reason: &'static str,
}

const fn kept(type_name: &'static str, name: &'static str, reason: &'static str) -> Kept {
    Kept { type_name, name, reason }
}

/// The types that hold data, sorted.
const HOLDS_DATA: &[Kept] = &[
    kept("aws_backup_vault", "name", "the recovery points are in it"),
    kept("aws_cloudwatch_log_group", "name", "the log lines are in it"),
    kept("aws_db_instance", "identifier", "the rows are in it, and its automated backups go with it"),
    kept(
        "aws_db_instance_automated_backups_replication",
        "source_db_instance_arn",
        "the backups in the other Region end with it",
    ),
    kept("aws_db_snapshot", "db_snapshot_identifier", "it is a copy of the rows"),
    kept("aws_ecr_repository", "name", "the images that a rollback needs are in it"),
    kept("aws_kms_key", "key_id", "what was encrypted with it can't be read without it"),
    kept("aws_prometheus_workspace", "id", "the metrics are in it"),
    kept("aws_rds_cluster", "cluster_identifier", "the rows are in it"),
    kept("aws_s3_bucket", "bucket", "the objects are in it"),
    kept("aws_secretsmanager_secret", "name", "the values that were put into it by hand are in it"),
    kept(
        "aws_subnet",
        "cidr_block",
        "the database stands in it, and AWS keeps it until the database is gone",
    ),
    kept("aws_vpc", "cidr_block", "the database stands in it, and AWS keeps it until the database is gone"),
];

/// One case for each preset with an image; or, to `record`, what the later ones start from.
pub(super) fn cases(record: bool) -> Result<Vec<Case>, NotUsable> {
    let released = project::released()?;
    let case = |environment: String| {
        let named = released.clone();
        let name = format!("{} / {environment}: upgrade", released.name);
        Case::new(name, move |tools| {
            if record { remember(&named, &environment, tools) } else { upgraded(&named, &environment, tools) }
        })
    };
    Ok(released.environments().into_iter().map(case).collect())
}

/// Plans today's tree over the state that was kept, and looks for losses.
fn upgraded(named: &Named, environment: &str, tools: &Tools) -> Result<(), Problem> {
    let sandbox = tools.sandbox(NEWEST)?;
    let folder = root::write(named, environment, Syntax::Hcl, "environments", &sandbox)?;
    let kept = fixture(tools, environment);
    let state = std::fs::read_to_string(&kept).map_err(|error| failed(&kept, &error))?;
    sandbox.write(&format!("{folder}/{}", named.state_file(environment)), &state)?;
    sandbox.run(&folder, &["init"])?;
    let losses = losses(&sandbox.plan(&folder, &[])?);
    if losses.is_empty() { Ok(()) } else { Err(Problem::Found(losses.join("\n"))) }
}

/// Applies today's tree and keeps the state.
fn remember(named: &Named, environment: &str, tools: &Tools) -> Result<(), Problem> {
    let sandbox = tools.sandbox(NEWEST)?;
    let folder = root::write(named, environment, Syntax::Hcl, "environments", &sandbox)?;
    sandbox.run(&folder, &["init"])?;
    root::created(&sandbox.plan(&folder, &[])?)?;
    sandbox.apply(&folder)?;
    let text = short(&applied(&sandbox, &folder, &named.state_file(environment))?);
    let file = fixture(tools, environment);
    std::fs::write(&file, text).map_err(|error| failed(&file, &error))
}

fn applied(sandbox: &Sandbox<'_>, folder: &str, state: &str) -> Result<Json, Problem> {
    let path = sandbox.path().join(folder).join(state);
    let text = std::fs::read_to_string(&path).map_err(|error| failed(&path, &error))?;
    serde_json::from_str(&text)
        .map_err(|error| Problem::Found(format!("{} is no state: {error}", path.display())))
}

/// Where the state of an environment is kept. The name isn't that of a state, since git ignores those.
fn fixture(tools: &Tools, environment: &str) -> PathBuf {
    tools.workspace.join("xtask/fixtures/upgrade").join(format!("{environment}.json"))
}

fn failed(path: &std::path::Path, error: &io::Error) -> Problem {
    Problem::Found(format!("{}: {error}", path.display()))
}

/// A state with nothing in it that isn't needed or differs from run to run, one line for each resource.
///
/// What is only read is read anew.
fn short(state: &Json) -> String {
    let resources: Vec<_> = state["resources"]
        .as_array()
        .into_iter()
        .flatten()
        .filter(|resource| resource["mode"] == "managed")
        .map(|resource| without_nulls(resource).to_string())
        .collect();
    // Terraform insists on a lineage, and only compares it with that of other states.
    format!(
        "{{\"version\":4,\"serial\":1,\"lineage\":\"00000000-0000-0000-0000-000000000000\",\
         \"terraform_version\":{},\"outputs\":{{}},\"resources\":[\n{}\n]}}\n",
        state["terraform_version"],
        resources.join(",\n")
    )
}

/// Terraform reads what is left out as null.
fn without_nulls(value: &Json) -> Json {
    match value {
        Json::Object(members) => members
            .iter()
            .filter(|(_, value)| !value.is_null())
            .map(|(name, value)| (name.clone(), without_nulls(value)))
            .collect(),
        Json::Array(elements) => elements.iter().map(without_nulls).collect(),
        other => other.clone(),
    }
}

/// What a plan would take from a team, a line for each.
fn losses(plan: &Json) -> Vec<String> {
    let changes = plan["resource_changes"].as_array().into_iter().flatten();
    changes
        .filter_map(|resource| {
            let kept = HOLDS_DATA.iter().find(|kept| resource["type"] == kept.type_name)?;
            let change = &resource["change"];
            let actions: Vec<_> = change["actions"].as_array()?.iter().filter_map(Json::as_str).collect();
            let (before, after) = (&change["before"][kept.name], &change["after"][kept.name]);
            let loss = if actions.contains(&"delete") {
                let why: Vec<_> =
                    change["replace_paths"].as_array().into_iter().flatten().map(Json::to_string).collect();
                if actions.contains(&"create") {
                    format!("would be replaced, because of {}", why.join(", "))
                } else {
                    "would be destroyed".to_owned()
                }
            } else if actions == ["update"] && before != after {
                format!("would be renamed: {} from {before} to {after}", kept.name)
            } else {
                return None;
            };
            Some(format!("{} {loss}; {}", resource["address"].as_str()?, kept.reason))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn plan(type_name: &str, actions: &[&str], before: &Json, after: &Json) -> Json {
        json!({ "resource_changes": [{
            "address": format!("{type_name}.this"),
            "previous_address": format!("{type_name}.old"),
            "type": type_name,
            "change": { "actions": actions, "before": before, "after": after, "replace_paths": [["kms_key_id"]] },
        }] })
    }

    #[test]
    fn losses_of_data_are_found() {
        let (old, new) = (json!({ "identifier": "old" }), json!({ "identifier": "new" }));
        let cases = [
            (&["delete"][..], &old, &Json::Null, Some("destroyed")),
            (&["delete", "create"], &old, &old, Some("replaced, because of [\"kms_key_id\"]")),
            (&["create", "delete"], &old, &old, Some("replaced")),
            (&["update"], &old, &new, Some("renamed: identifier from \"old\" to \"new\"")),
            (&["update"], &old, &old, None),
            (&["no-op"], &old, &old, None),
            (&["create"], &Json::Null, &new, None),
        ];
        for (actions, before, after, expected) in cases {
            let found = losses(&plan("aws_db_instance", actions, before, after));
            assert_eq!(found.len(), usize::from(expected.is_some()), "{actions:?}: {found:?}");
            assert!(
                found.iter().all(|loss| expected.is_some_and(|word| loss.contains(word))),
                "{actions:?}: {found:?}"
            );
        }
    }

    #[test]
    fn what_holds_no_data_may_go() {
        assert_eq!(losses(&plan("aws_lb_listener", &["delete"], &json!({}), &Json::Null)), [""; 0]);
        assert!(HOLDS_DATA.is_sorted_by_key(|kept| kept.type_name));
    }

    #[test]
    fn what_holds_data_is_known_by_an_attribute_that_exists_and_by_what_replaces_it() {
        for kept in HOLDS_DATA {
            let facts = iac_schema::lookup(NEWEST, iac_schema::Kind::Resource, kept.type_name);
            let facts = facts.expect(kept.type_name);
            assert!(facts.attribute(kept.name).is_some(), "{}.{}", kept.type_name, kept.name);
            assert!(replaces(facts), "the overlay doesn't say what replaces {}", kept.type_name);
        }
    }

    fn replaces(facts: iac_schema::BlockFacts) -> bool {
        facts.attributes().any(|attribute| attribute.replaces)
            || facts.blocks().any(|nested| replaces(nested.body))
    }
}
