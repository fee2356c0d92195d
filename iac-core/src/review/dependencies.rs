//! Which of the changed objects depend on which: the blast radius of a change.
//!
//! The configuration in a plan has the references of every expression, through variables and outputs of modules, but
//! none of what `local` values stand for; the state has what was depended on when an object was last made. Both count.

use super::action::Action;
use super::address::in_configuration;
use super::plan::{ConfigurationModule, Plan, StateModule};
use super::secrets::Secrets;
use super::value::Value;
use serde_json::value::RawValue;
use std::collections::{BTreeMap, BTreeSet};

/// How many steps are made from one object: whole configurations of hundreds of modules stay far below.
const MOST_STEPS: usize = 20_000;

/// The changed objects by address without keys, each with the changed objects that it depends on, whatever lies between
/// them; secrets are masked as in the review.
pub type Dependencies = BTreeMap<String, BTreeSet<String>>;

/// Which of the objects that `plan` changes depend on which.
pub fn dependencies(plan: &Plan<'_>, secrets: &Secrets) -> Dependencies {
    let changed: BTreeSet<String> = plan
        .resource_changes
        .iter()
        .filter(|row| row.change.action() != Action::NoOp)
        .map(|row| in_configuration(&row.address))
        .collect();
    let mut graph = Graph::default();
    if let Some(configuration) = &plan.configuration {
        graph.module(&configuration.root_module, "");
    }
    if let Some(values) = plan.prior_state.as_ref().and_then(|state| state.values.as_ref()) {
        graph.state(&values.root_module);
    }
    let mask = |address: &str| secrets.mask(address).into_owned();
    changed
        .iter()
        .map(|address| (mask(address), graph.nearest(address, &changed).into_iter().map(mask).collect()))
        .collect()
}

/// What depends on what: resources by address, and `MODULE#var.NAME`, `MODULE#output.NAME` and `MODULE#all`, which no
/// address can be.
#[derive(Default)]
struct Graph {
    edges: BTreeMap<String, Vec<String>>,
}

impl Graph {
    fn module(&mut self, module: &ConfigurationModule<'_>, prefix: &str) {
        let mut all = Vec::new();
        for resource in &module.resources {
            let expressions = [resource.expressions, resource.count_expression, resource.for_each_expression];
            let mut references = references(&expressions);
            references.extend(resource.depends_on.iter().map(ToString::to_string));
            let address = format!("{prefix}{}", resource.address);
            all.push(address.clone());
            self.add(address, &references, prefix);
        }
        for (name, output) in &module.outputs {
            let references = references(&[output.expression]);
            self.add(format!("{prefix}#output.{name}"), &references, prefix);
        }
        for (name, call) in &module.module_calls {
            let inside = format!("{prefix}module.{name}.");
            all.push(format!("{inside}#all"));
            let inputs = call.expressions.and_then(|raw| Value::read(raw).ok());
            for (input, expression) in inputs.iter().flat_map(Value::fields) {
                let mut references = Vec::new();
                collect(expression, &mut references);
                self.add(format!("{inside}#var.{input}"), &specific(references), prefix);
            }
            self.module(&call.module, &inside);
        }
        self.edges.entry(format!("{prefix}#all")).or_default().extend(all);
    }

    fn state(&mut self, module: &StateModule<'_>) {
        for resource in &module.resources {
            if !resource.depends_on.is_empty() {
                let targets = self.edges.entry(in_configuration(&resource.address)).or_default();
                targets.extend(resource.depends_on.iter().map(|one| in_configuration(one)));
            }
        }
        for child in &module.child_modules {
            self.state(child);
        }
    }

    fn add(&mut self, from: String, references: &[String], prefix: &str) {
        let targets = references.iter().filter_map(|one| target(one, prefix));
        self.edges.entry(from).or_default().extend(targets);
    }

    /// The nodes of `changed` that `from` depends on, with none of them on the way.
    fn nearest<'c>(&self, from: &str, changed: &'c BTreeSet<String>) -> BTreeSet<&'c str> {
        let mut found = BTreeSet::new();
        let mut seen = BTreeSet::from([from]);
        let mut open = vec![from];
        while let Some(node) = open.pop()
            && seen.len() < MOST_STEPS
        {
            for target in self.edges.get(node).into_iter().flatten() {
                if !seen.insert(target) {
                    continue;
                }
                match changed.get(target) {
                    Some(target) => _ = found.insert(target.as_str()),
                    None => open.push(target),
                }
            }
        }
        found
    }
}

/// What a reference within the module of `prefix` points at.
fn target(reference: &str, prefix: &str) -> Option<String> {
    let reference = in_configuration(reference);
    let mut parts = reference.split('.');
    match (parts.next()?, parts.next()?, parts.next()) {
        ("var", name, _) => Some(format!("{prefix}#var.{name}")),
        ("module", name, Some(output)) => Some(format!("{prefix}module.{name}.#output.{output}")),
        ("module", name, None) => Some(format!("{prefix}module.{name}.#all")),
        (mode @ ("data" | "ephemeral"), kind, Some(name)) => Some(format!("{prefix}{mode}.{kind}.{name}")),
        ("each" | "count" | "local" | "path" | "terraform" | "self", _, _) => None,
        (kind, name, _) => Some(format!("{prefix}{kind}.{name}")),
    }
}

/// The references in `expressions`.
fn references(expressions: &[Option<&RawValue>]) -> Vec<String> {
    let mut references = Vec::new();
    for raw in expressions.iter().flatten() {
        if let Ok(value) = Value::read(raw) {
            collect(&value, &mut references);
        }
    }
    specific(references)
}

fn collect(value: &Value<'_>, references: &mut Vec<String>) {
    for (key, field) in value.fields() {
        match &**key {
            "references" => references.extend(field.texts().into_iter().map(ToOwned::to_owned)),
            // What an author wrote, which may look like anything.
            "constant_value" => {}
            _ => collect(field, references),
        }
    }
    for item in value.items() {
        collect(item, references);
    }
}

/// `module.network` is listed beside `module.network.vpc_id`, and would stand for all of its outputs.
fn specific(mut references: Vec<String>) -> Vec<String> {
    references.sort_unstable();
    references.dedup();
    let of_outputs: BTreeSet<String> = references
        .iter()
        .filter_map(|one| {
            let one = in_configuration(one);
            let mut parts = one.split('.');
            match (parts.next(), parts.next(), parts.next()) {
                (Some("module"), Some(name), Some(_)) => Some(format!("module.{name}")),
                _ => None,
            }
        })
        .collect();
    references.retain(|one| !of_outputs.contains(&in_configuration(one)));
    references
}

#[cfg(test)]
mod tests {
    use super::dependencies;
    use crate::review::{parse, secrets::Secrets};

    /// A change of the network reaches the service through an output, an unchanged subnet and a variable.
    #[test]
    fn dependencies_go_through_modules_and_what_is_left_alone() {
        let text = r#"{"format_version": "1.2", "planned_values": {}, "resource_changes": [
          {"address": "module.net.aws_vpc.this[0]", "change": {"actions": ["delete", "create"]}},
          {"address": "module.net.aws_subnet.this[\"a\"]", "change": {"actions": ["no-op"]}},
          {"address": "module.app.aws_instance.this", "change": {"actions": ["update"]}},
          {"address": "aws_eip.gone", "change": {"actions": ["delete"]}}],
         "prior_state": {"values": {"root_module": {"resources": [
          {"address": "aws_eip.gone", "depends_on": ["module.app.aws_instance.this"]}]}}},
         "configuration": {"root_module": {"module_calls": {
          "net": {"module": {"resources": [
             {"address": "aws_vpc.this", "expressions": {"cidr_block": {"references": ["local.cidr"]}}},
             {"address": "aws_subnet.this", "for_each_expression": {"references": ["each.key"]},
              "expressions": {"vpc_id": {"references": ["aws_vpc.this[0].id", "aws_vpc.this[0]", "aws_vpc.this"]}}}],
            "outputs": {"subnets": {"expression": {"references": ["aws_subnet.this"]}},
                        "other": {"expression": {"references": ["aws_vpc.other"]}}}}},
          "app": {"expressions": {"subnet": {"references": ["module.net.subnets", "module.net"]}},
            "module": {"variables": {"subnet": {}}, "resources": [
             {"address": "aws_instance.this", "expressions": {"network": [{"subnet_id": {"references": ["var.subnet"]}}],
              "tags": {"constant_value": {"references": ["aws_eip.gone"]}}}}]}}}}}}"#;
        let found = dependencies(&parse(text).expect("a plan"), &Secrets::default().ready());
        let shown: Vec<String> = found
            .iter()
            .map(|(from, on)| format!("{from} -> {}", on.iter().cloned().collect::<Vec<_>>().join(" ")))
            .collect();
        assert_eq!(
            shown,
            [
                "aws_eip.gone -> module.app.aws_instance.this",
                "module.app.aws_instance.this -> module.net.aws_vpc.this",
                "module.net.aws_vpc.this -> "
            ]
        );
    }
}
