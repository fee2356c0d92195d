//! The notation of examples: a line for each change, and lines for what surrounds them.
//!
//! ```text
//! update aws_db_instance {"multi_az": true} => {"multi_az": false} | {"action_reason": "…"}
//! 6 times create aws_sns_topic {}
//! plan {"errored": true}
//! ```
//!
//! What stands behind the bar belongs to the row, or to its change.

use crate::environment::{Preset, Tier};
use crate::review::change::Change;
use crate::review::finding::{Finding, Severity};
use crate::review::model::{Model, Origin, Rendered};
use crate::review::rules::{Dispatch, Scope};
use crate::review::secrets::Secrets;
use serde_json::{Map, Value, json};
use std::collections::BTreeSet;

#[derive(Debug, Clone)]
pub(super) struct Example {
    plan: Value,
    model: Option<Model>,
    now: Option<String>,
}

/// Parts of a row that stand in its change.
const OF_CHANGE: [&str; 5] =
    ["after_sensitive", "after_unknown", "before_sensitive", "importing", "replace_paths"];

impl Example {
    pub(super) fn of(plan: Value) -> Self {
        Self { plan, model: None, now: None }
    }

    pub(super) fn read(text: &str) -> Self {
        let mut plan = json!({ "format_version": "1.2", "planned_values": {} });
        let (mut rows, mut model, mut now) = (Vec::new(), None, None);
        for line in text.lines() {
            let (word, rest) = line.split_once(' ').unwrap_or((line, ""));
            match word {
                "plan" => merge(&mut plan, object(rest)),
                "now" => now = Some(rest.to_owned()),
                "spec" => {
                    let environment = Preset::PRODUCTION_1.environment("production".parse().expect("a name"));
                    let rendered = Rendered {
                        providers: BTreeSet::from(["hashicorp/aws".to_owned()]),
                        terraform: Some(">= 1.11".to_owned()),
                        ..Rendered::default()
                    };
                    let known = Model::new(environment);
                    // Only what a `renders` line says is rendered is looked at.
                    model =
                        Some(Model { rendered: Some(rendered), exists: rest == "review.existing", ..known });
                }
                "renders" => {
                    let (address, origin) = rest.split_once(' ').expect("an address and an attribute");
                    let (path, setting) = origin.split_once(" = ").expect("an attribute and a setting");
                    let rendered =
                        model.as_mut().and_then(|model: &mut Model| model.rendered.as_mut()).expect("a spec");
                    let resource = rendered.resources.entry(address.to_owned()).or_default();
                    resource.attributes.insert(path.to_owned(), Origin::Is(setting.to_owned()));
                }
                number if number.parse::<usize>().is_ok() => {
                    let one = rest.strip_prefix("times ").expect("`N times`");
                    for _ in 0..number.parse().expect("a number") {
                        rows.push(row(one, rows.len()));
                    }
                }
                _ => rows.push(row(line, rows.len())),
            }
        }
        plan["resource_changes"] = Value::Array(rows);
        Self { plan, model, now }
    }

    /// The same, from after to before.
    pub(super) fn reversed(&self) -> Self {
        let mut reversed = self.clone();
        for row in reversed.plan["resource_changes"].as_array_mut().expect("rows") {
            let change = row["change"].as_object_mut().expect("a change");
            for (one, other) in [("before", "after"), ("before_sensitive", "after_sensitive")] {
                let (first, second) = (change.remove(one), change.remove(other));
                change.insert(one.to_owned(), second.unwrap_or_default());
                change.insert(other.to_owned(), first.unwrap_or_default());
            }
            let actions = match change["actions"].as_array().map(Vec::as_slice) {
                Some([only]) if only == "create" => json!(["delete"]),
                Some([only]) if only == "delete" || only == "forget" => json!(["create"]),
                _ => change["actions"].clone(),
            };
            change["actions"] = actions;
            change.remove("after_unknown");
            row.as_object_mut().expect("a row").remove("action_reason");
        }
        reversed
    }

    pub(super) fn findings(&self) -> Vec<Finding> {
        let text = self.plan.to_string();
        // A plan that can't be read is what the rule about reading reports; no finding is made of it.
        let Ok(plan) = crate::review::parse(&text) else { return Vec::new() };
        let mut secrets = Secrets::default();
        secrets.collect(&plan);
        let secrets = secrets.ready();
        let scope = Scope {
            plan: &plan,
            tier: Tier::Staging,
            model: self.model.as_ref(),
            secrets: &secrets,
            now: self.now.as_deref(),
        };
        let dispatch = Dispatch::new();
        let mut findings = dispatch.plan(&scope);
        for row in &plan.resource_changes {
            findings.extend(dispatch.change(&Change::new(row), &scope));
        }
        findings
    }

    pub(super) fn codes(&self) -> BTreeSet<&'static str> {
        if crate::review::parse(&self.plan.to_string()).is_err() {
            return BTreeSet::from(["ME009"]);
        }
        self.findings().iter().map(|finding| finding.rule.code).collect()
    }

    /// What is reported; costs are no danger.
    pub(super) fn said(&self) -> Vec<String> {
        let dangers = self.findings().into_iter().filter(|finding| finding.severity > Severity::Info);
        dangers.map(|finding| format!("{} {}", finding.rule.code, finding.message)).collect()
    }
}

fn object(text: &str) -> Map<String, Value> {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn merge(into: &mut Value, fields: Map<String, Value>) {
    into.as_object_mut().expect("an object").extend(fields);
}

fn row(line: &str, number: usize) -> Value {
    let (line, extra) =
        line.split_once(" | ").map_or((line, Map::new()), |(line, extra)| (line, object(extra)));
    let mut words = line.splitn(3, ' ');
    let mut word = || words.next().unwrap_or_else(|| panic!("an action, a type and values: {line}"));
    let (action, kind, values) = (word(), word(), word());
    let value =
        |text: &str| serde_json::from_str::<Value>(text).unwrap_or_else(|error| panic!("{error}: {text}"));
    let (before, after) = match values.split_once(" => ") {
        Some((before, after)) => (value(before), value(after)),
        None if action == "create" => (Value::Null, value(values)),
        None => (value(values), Value::Null),
    };
    let actions = match action {
        "replace" => json!(["delete", "create"]),
        "replace-create-first" => json!(["create", "delete"]),
        other => json!([other]),
    };
    let mut row = json!({
        "address": format!("{kind}.example_{number}"),
        "mode": "managed",
        "type": kind,
        "name": format!("example_{number}"),
        "provider_name": "registry.terraform.io/hashicorp/aws",
        "change": {
            "actions": actions,
            "before": before,
            "after": after,
            "after_unknown": {},
            "before_sensitive": {},
            "after_sensitive": {},
        },
    });
    for (key, value) in extra {
        if OF_CHANGE.contains(&key.as_str()) { row["change"][key] = value } else { row[key] = value }
    }
    row
}
