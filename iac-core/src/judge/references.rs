//! What refers to what, from the expressions in a plan's `configuration`.
//!
//! A plan has no values where those are known only after apply, but it has the references: through variables of module
//! calls and outputs of modules they lead to resources. Locals are not in a plan, so a way through one is lost.

use serde_json::Value as Json;
use std::collections::{BTreeMap, BTreeSet};

/// The expressions of every module, by the module's address without keys.
#[derive(Debug, Default)]
pub(super) struct Scopes(BTreeMap<String, Scope>);

#[derive(Debug, Default)]
struct Scope {
    /// The module that calls this one.
    parent: Option<String>,
    /// References by resource and path of the argument.
    resources: BTreeMap<String, Vec<(String, Vec<String>)>>,
    /// Resources that ask for a provider configuration with an alias.
    aliased: BTreeSet<String>,
    /// References by output.
    outputs: BTreeMap<String, Vec<String>>,
    /// References by variable, in the scope of the caller.
    inputs: BTreeMap<String, Vec<String>>,
}

/// Where the instances of a resource come from.
const FOR_EACH: &str = "for_each_expression";
/// Longer ways than any configuration has.
const STEPS: usize = 16;

impl Scopes {
    pub(super) fn of(plan: &Json) -> Self {
        let mut scopes = Self::default();
        if let Some(root) = plan.pointer("/configuration/root_module") {
            scopes.collect(String::new(), Scope::default(), root);
        }
        scopes
    }

    fn collect(&mut self, address: String, mut scope: Scope, module: &Json) {
        for resource in module.get("resources").and_then(Json::as_array).into_iter().flatten() {
            let Some(name) = resource.get("address").and_then(Json::as_str) else { continue };
            let mut found = Vec::new();
            if let Some(expressions) = resource.get("expressions") {
                expressions_below(expressions, String::new(), &mut found);
            }
            found.push((FOR_EACH.to_owned(), references(resource.get(FOR_EACH))));
            let provider = resource.get("provider_config_key").and_then(Json::as_str).unwrap_or_default();
            if provider.rsplit(':').next().is_some_and(|key| key.contains('.')) {
                scope.aliased.insert(name.to_owned());
            }
            scope.resources.insert(name.to_owned(), found);
        }
        for (name, output) in members(module.get("outputs")) {
            scope.outputs.insert(name.clone(), references(output.get("expression")));
        }
        for (name, call) in members(module.get("module_calls")) {
            let below = if address.is_empty() {
                format!("module.{name}")
            } else {
                format!("{address}.module.{name}")
            };
            let inputs = members(call.get("expressions"))
                .map(|(input, expression)| {
                    let mut found = Vec::new();
                    expressions_below(expression, String::new(), &mut found);
                    (input.clone(), found.into_iter().flat_map(|(_, references)| references).collect())
                })
                .collect();
            let scope = Scope { parent: Some(address.clone()), inputs, ..Scope::default() };
            if let Some(module) = call.get("module") {
                self.collect(below, scope, module);
            }
        }
        self.0.insert(address, scope);
    }

    /// The addresses without keys of the resources that `path` of `resource` leads to.
    pub(super) fn referred(&self, module: &str, resource: &str, path: &str) -> Vec<String> {
        let below = format!("{path}.");
        let arguments = self.0.get(module).and_then(|scope| scope.resources.get(resource));
        let mut found = Vec::new();
        for (argument, references) in arguments.into_iter().flatten() {
            if argument == path || argument.starts_with(&below) {
                for reference in references {
                    // `each.value` is an element of what the resource is made for.
                    if reference.starts_with("each.") && path != FOR_EACH {
                        found.extend(self.referred(module, resource, FOR_EACH));
                    } else {
                        self.follow(module, reference, STEPS, &mut found);
                    }
                }
            }
        }
        found
    }

    /// Whether `path` of `resource` has an expression; also if nothing is known of the resource's expressions.
    pub(super) fn mentions(&self, module: &str, resource: &str, path: &str) -> bool {
        let arguments = self.0.get(module).and_then(|scope| scope.resources.get(resource));
        // A block that is made by `dynamic` is not among the expressions.
        let block = path.split('.').next().unwrap_or_default();
        let within = |argument: &str| argument == block || argument.starts_with(&format!("{block}."));
        arguments.is_none_or(|arguments| {
            arguments.iter().any(|(argument, _)| argument == path)
                || (path.contains('.') && !arguments.iter().any(|(argument, _)| within(argument)))
        })
    }

    fn follow(&self, module: &str, reference: &str, steps: usize, found: &mut Vec<String>) {
        let Some(scope) = self.0.get(module).filter(|_| steps > 0) else { return };
        let plain = without_keys(reference);
        let mut words = plain.split('.');
        match (words.next(), words.next(), words.next()) {
            (Some("var"), Some(input), _) => {
                let parent = scope.parent.as_deref().unwrap_or_default();
                for next in scope.inputs.get(input).into_iter().flatten() {
                    self.follow(parent, next, steps - 1, found);
                }
            }
            (Some("module"), Some(call), Some(output)) => {
                let below = if module.is_empty() {
                    format!("module.{call}")
                } else {
                    format!("{module}.module.{call}")
                };
                let outputs = self.0.get(&below).and_then(|scope| scope.outputs.get(output));
                for next in outputs.into_iter().flatten() {
                    self.follow(&below, next, steps - 1, found);
                }
            }
            (Some("each" | "local" | "path" | "self" | "data" | "count" | "terraform"), ..) => {}
            (Some(kind), Some(name), _) => {
                let address = format!("{module}.{kind}.{name}");
                if !found.contains(&address) {
                    found.push(address);
                }
            }
            _ => {}
        }
    }

    /// Whether a resource asks for a provider configuration with an alias.
    pub(super) fn has_aliased_provider(&self, module: &str, resource: &str) -> bool {
        self.0.get(module).is_some_and(|scope| scope.aliased.contains(resource))
    }
}

/// Every expression below, with the path of its argument; blocks of one type share a path.
fn expressions_below(json: &Json, path: String, found: &mut Vec<(String, Vec<String>)>) {
    match json {
        Json::Array(items) => {
            for item in items {
                expressions_below(item, path.clone(), found);
            }
        }
        Json::Object(object)
            if object.contains_key("references") || object.contains_key("constant_value") =>
        {
            found.push((path, references(Some(json))));
        }
        Json::Object(object) => {
            for (name, member) in object {
                let below = if path.is_empty() { name.clone() } else { format!("{path}.{name}") };
                expressions_below(member, below, found);
            }
        }
        _ => {}
    }
}

fn references(expression: Option<&Json>) -> Vec<String> {
    let references = expression.and_then(|expression| expression.get("references")).and_then(Json::as_array);
    references.into_iter().flatten().filter_map(Json::as_str).map(str::to_owned).collect()
}

fn members(json: Option<&Json>) -> impl Iterator<Item = (&String, &Json)> {
    json.and_then(Json::as_object).into_iter().flatten()
}

/// An address without the keys of instances: `module.service["app"]` is `module.service`.
pub(super) fn without_keys(address: &str) -> String {
    let (mut plain, mut quoted, mut escaped, mut depth) = (String::new(), false, false, 0_usize);
    for character in address.chars() {
        match character {
            _ if escaped => escaped = false,
            '\\' if quoted => escaped = true,
            '"' if depth > 0 => quoted = !quoted,
            '[' if !quoted => depth += 1,
            ']' if !quoted => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(character),
            _ => {}
        }
    }
    plain
}

/// The part of an address without keys that comes after its modules.
pub(super) fn in_module(address: &str) -> &str {
    let mut rest = address.trim_start_matches('.');
    while let Some(after) = rest.strip_prefix("module.") {
        rest = after.split_once('.').map_or("", |(_, rest)| rest);
    }
    rest
}

#[cfg(test)]
mod tests {
    use super::{in_module, without_keys};

    #[test]
    fn keys_are_cut_whatever_is_in_them() {
        for (address, plain) in [
            ("aws_vpc.this", "aws_vpc.this"),
            ("module.service[\"app\"].aws_ecs_service.this", "module.service.aws_ecs_service.this"),
            ("module.a[\"d\\\"q]\"].x.y[0].arn", "module.a.x.y.arn"),
        ] {
            assert_eq!(without_keys(address), plain);
        }
        assert_eq!(in_module("module.a.module.b.aws_lb.this"), "aws_lb.this");
        assert_eq!(in_module(".aws_lb.this"), "aws_lb.this");
    }
}
