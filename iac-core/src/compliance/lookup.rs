//! Whether the evidence of a report is in a plan.

use crate::compliance::{Attribute, Evidence, Outcome, Report};
use crate::plan::{PlanError, Planned, planned};
use crate::review::model::without_keys;
use serde_json::Value;
use std::collections::BTreeSet;
use std::fmt;

/// A line of a report that a plan contradicts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct NotPlanned {
    /// The standard.
    pub standard: &'static str,
    /// The number of the control.
    pub control: &'static str,
    /// The address, or the type of resource that shouldn't be there.
    pub address: String,
    /// What is wrong with it.
    pub problem: String,
}

impl fmt::Display for NotPlanned {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { standard, control, address, problem } = self;
        write!(f, "{standard} {control}: {} {problem}", address.escape_debug())
    }
}

/// Every line of `report` on `environment` whose evidence isn't in `plan`, which `terraform show -json` wrote.
///
/// Settings are not looked up: what they do is in the resources.
///
/// # Errors
///
/// [`PlanError::NoPlan`] if `plan` is something else.
pub fn look_up(report: &Report, environment: &str, plan: &Value) -> Result<Vec<NotPlanned>, PlanError> {
    let resources = planned(plan)?;
    let mut found = BTreeSet::new();
    for standard in report.standards() {
        for control in &standard.controls {
            for answer in control.answers.iter().filter(|answer| answer.environment() == environment) {
                for part in answer.parts() {
                    let mut note = |address: &str, problem: String| {
                        found.insert(NotPlanned {
                            standard: standard.id,
                            control: control.id,
                            address: address.to_owned(),
                            problem,
                        });
                    };
                    if let Outcome::NotUsed { kind } = part.outcome()
                        && let Some(one) = resources.iter().find(|resource| resource.kind == kind)
                    {
                        note(kind, format!("is planned, as {}", one.address.escape_debug()));
                    }
                    for evidence in part.evidence() {
                        let Evidence::Resource { address, attribute } = evidence else { continue };
                        if let Err(problem) = shows(&resources, address, attribute.as_ref()) {
                            note(address, problem);
                        }
                    }
                }
            }
        }
    }
    Ok(found.into_iter().collect())
}

/// Whether each instance at `address` has the attribute.
fn shows(resources: &[Planned<'_>], address: &str, attribute: Option<&Attribute>) -> Result<(), String> {
    let instances: Vec<&Planned<'_>> = resources
        .iter()
        .filter(|resource| resource.address == address || without_keys(resource.address) == address)
        .collect();
    if instances.is_empty() {
        return Err("is not in the plan".to_owned());
    }
    let Some(Attribute { path, value, .. }) = attribute else { return Ok(()) };
    for instance in instances {
        let values = at(instance.values, path);
        if values.iter().any(|one| alike(one, value)) {
            continue;
        }
        let is = match &values[..] {
            [] => "not known".to_owned(),
            [one] => one.to_string(),
            many => format!("none of {} values", many.len()),
        };
        return Err(format!("has {path} = {is} in the plan, not {value}"));
    }
    Ok(())
}

/// The values at `path`: several, where a block is there several times.
fn at<'v>(values: &'v Value, path: &str) -> Vec<&'v Value> {
    let through = |found: Vec<&'v Value>| -> Vec<&'v Value> {
        let inside = |value: &'v Value| match value {
            Value::Array(items) => items.iter().collect(),
            one => vec![one],
        };
        found.into_iter().flat_map(inside).collect()
    };
    let step = |found: Vec<&'v Value>, key: &str| -> Vec<&'v Value> {
        through(found).into_iter().filter_map(|value| value.get(key)).collect()
    };
    let found = path.split('.').fold(vec![values], step);
    through(found).into_iter().filter(|value| !value.is_null()).collect()
}

/// Whether two values are the same; some arguments of AWS are numbers or flags as text.
fn alike(one: &Value, other: &Value) -> bool {
    let text = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(_) | Value::Bool(_) => Some(value.to_string()),
        _ => None,
    };
    one == other || (text(one).is_some() && text(one) == text(other))
}

#[cfg(test)]
mod tests {
    use super::look_up;
    use crate::compliance::{Attribute, Evidence, Framework, Part, Report, Subject};
    use serde_json::{Value, json};

    fn report(part: &Part) -> Report {
        let subject = Subject {
            name: "live".to_owned(),
            tier: "production".to_owned(),
            region: "eu-west-1".to_owned(),
        };
        Report::new(vec![subject], &[Framework::Cis], |_, id, _| {
            if id == "5.6" { vec![part.clone()] } else { Vec::new() }
        })
    }

    fn claim(address: &str, attribute: Option<(&str, Value)>) -> Part {
        let attribute =
            attribute.map(|(path, value)| Attribute { path: path.to_owned(), value, setting: None });
        let evidence = Evidence::Resource { address: address.to_owned(), attribute };
        Part::shown("it is there", vec![evidence]).expect("there is evidence")
    }

    fn said(part: &Part) -> Vec<String> {
        let instance = |key: &str, tokens: &str| {
            json!({ "address": format!("module.a.aws_x.this[\"{key}\"]"), "mode": "managed", "type": "aws_x",
                "values": { "size": "3", "options": [{ "tokens": tokens }] } })
        };
        let plan = json!({ "planned_values": { "root_module": { "child_modules": [{ "address": "module.a",
            "resources": [instance("one", "required"), instance("two", "optional")] }] } } });
        let found = look_up(&report(part), "live", &plan).expect("it is a plan");
        found.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn what_is_not_in_the_plan_is_named() {
        assert_eq!(said(&claim("module.a.aws_x.this", None)), [""; 0]);
        assert_eq!(said(&claim("module.a.aws_x.this[\"two\"]", None)), [""; 0]);
        assert_eq!(
            said(&claim("module.a.aws_x.that", None)),
            ["cis 5.6: module.a.aws_x.that is not in the plan"]
        );
        assert_eq!(said(&claim("module.a.aws_x.this[\"three\"]", None)).len(), 1);
    }

    #[test]
    fn an_attribute_has_to_hold_for_every_instance() {
        let tokens = || Some(("options.tokens", json!("required")));
        assert_eq!(said(&claim("module.a.aws_x.this[\"one\"]", tokens())), [""; 0]);
        assert_eq!(
            said(&claim("module.a.aws_x.this", tokens())),
            ["cis 5.6: module.a.aws_x.this has options.tokens = \"optional\" in the plan, not \"required\""]
        );
        assert_eq!(
            said(&claim("module.a.aws_x.this", Some(("size", json!(3))))),
            [""; 0],
            "a number as text"
        );
        let unknown = said(&claim("module.a.aws_x.this", Some(("nothing", json!(3)))));
        assert!(unknown[0].contains("nothing = not known"), "{unknown:?}");
    }

    #[test]
    fn what_is_said_not_to_be_used_must_not_be_planned() {
        assert_eq!(
            said(&Part::not_used("there is none", "aws_x")),
            ["cis 5.6: aws_x is planned, as module.a.aws_x.this[\\\"one\\\"]"]
        );
        assert_eq!(said(&Part::not_used("there is none", "aws_y")), [""; 0]);
    }

    /// Terraform leaves out the values of what it knows nothing of before an apply.
    #[test]
    fn a_resource_of_which_nothing_is_known_is_planned() {
        let resource = json!({ "address": "aws_x.this", "mode": "managed", "type": "aws_x" });
        let plan = json!({ "planned_values": { "root_module": { "resources": [resource] } } });
        let said = |part: &Part| look_up(&report(part), "live", &plan).expect("it is a plan").len();
        assert_eq!(said(&claim("aws_x.this", None)), 0);
        assert_eq!(said(&claim("aws_x.this", Some(("size", json!(3))))), 1, "what isn't known shows nothing");
    }

    #[test]
    fn something_else_is_no_plan() {
        assert!(look_up(&report(&claim("a.b", None)), "live", &json!({})).is_err());
    }
}
