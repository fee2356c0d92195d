//! Which module call needs which, whatever stands between the two.

use super::configuration::kind_of;
use super::file::File;
use hcl_edit::expr::{Traversal, TraversalOperator};
use hcl_edit::structure::{Block, BlockLabel};
use hcl_edit::visit::{Visit, visit_traversal};
use std::collections::{BTreeMap, BTreeSet};

/// Addresses, such as `module.network`, `local.prefix` or `data.aws_region.this`.
type Addresses = BTreeSet<String>;

/// The addresses that an expression or a body refers to.
#[derive(Debug, Default)]
struct References(Addresses);

impl Visit for References {
    fn visit_traversal(&mut self, traversal: &Traversal) {
        let steps = traversal.operators.iter().map_while(|operator| match operator.value() {
            TraversalOperator::GetAttr(name) => Some(name.as_str()),
            _ => None,
        });
        if let Some(root) = traversal.expr.as_variable() {
            let steps: Vec<&str> = std::iter::once(root.as_str()).chain(steps).collect();
            let length = if kind_of(root.as_str()).is_some() { 3 } else { 2 };
            if let Some(address) = steps.get(..length) {
                self.0.insert(address.join("."));
            }
        }
        visit_traversal(self, traversal);
    }
}

/// For each module call of `files` the calls that it needs, directly or through locals and resources.
pub(super) fn dependencies(files: &[File<'_>]) -> BTreeMap<String, BTreeSet<String>> {
    let mut references: BTreeMap<String, Addresses> = BTreeMap::new();
    let mut calls = BTreeSet::new();
    for block in files.iter().flat_map(|file| file.body.blocks()) {
        if block.ident.as_str() == "locals" {
            for local in block.body.attributes() {
                let mut found = References::default();
                found.visit_expr(&local.value);
                references.insert(format!("local.{}", local.key.as_str()), found.0);
            }
        } else if let Some(address) = address(block) {
            let mut found = References::default();
            found.visit_body(&block.body);
            references.insert(address, found.0);
        }
        if let ("module", [name]) = (block.ident.as_str(), block.labels.as_slice()) {
            calls.insert(name.as_str().to_owned());
        }
    }
    calls.into_iter().map(|call| (call.clone(), needed(&format!("module.{call}"), &references))).collect()
}

/// What a block is called by others.
fn address(block: &Block) -> Option<String> {
    let labels: Vec<&str> = block.labels.iter().map(BlockLabel::as_str).collect();
    match (block.ident.as_str(), labels.as_slice()) {
        ("module", [name]) => Some(format!("module.{name}")),
        ("resource", [kind, name]) => Some(format!("{kind}.{name}")),
        (keyword, [kind, name]) if kind_of(keyword).is_some() => Some(format!("{keyword}.{kind}.{name}")),
        _ => None,
    }
}

/// The calls that `from` reaches without passing through another one.
fn needed(from: &str, references: &BTreeMap<String, Addresses>) -> BTreeSet<String> {
    let (mut needed, mut seen, mut next) = (BTreeSet::new(), BTreeSet::new(), vec![from]);
    while let Some(address) = next.pop() {
        for reference in references.get(address).into_iter().flatten() {
            match reference.strip_prefix("module.") {
                Some(call) => _ = needed.insert(call.to_owned()),
                None if seen.insert(reference) => next.push(reference),
                None => {}
            }
        }
    }
    needed
}
