//! What stands in the bodies of the modules: the constants of a resource, and whether it is there more than once.

use crate::ALL;
use hcl_edit::expr::{Expression, TraversalOperator};
use hcl_edit::structure::{Block, BlockLabel, Body};
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::sync::LazyLock;

/// The module that roots call.
const ENTRY: &str = "environment";

/// A module as the environment calls it.
pub(super) struct Called {
    /// Whether the environment calls it for each of several things.
    #[cfg(test)]
    pub(super) repeated: bool,
    bodies: Vec<Body>,
    /// The text of the bodies, for the keys of instances.
    text: String,
}

/// The modules that roots call beside the environment, under their own names.
pub(super) const OF_ROOTS: &[&str] = &["account_baseline"];

/// The modules that the environment and its root call, by the names of the calls.
pub(super) fn called() -> &'static BTreeMap<String, Called> {
    static CALLED: LazyLock<BTreeMap<String, Called>> = LazyLock::new(|| {
        let blocks =
            files(ENTRY).flat_map(|(_, text)| body(text)).filter_map(|structure| structure.into_block().ok());
        let calls = blocks.filter(|block| block.ident.as_str() == "module").filter_map(|block| {
            let source = block.body.get_attribute("source")?.value.as_str()?.to_owned();
            let folder = source.rsplit('/').next()?.to_owned();
            let called = Called {
                #[cfg(test)]
                repeated: block.body.has_attribute("count") || block.body.has_attribute("for_each"),
                ..Called::of(&folder)
            };
            Some((block.labels.first()?.as_str().to_owned(), called))
        });
        let beside = OF_ROOTS.iter().filter(|name| ALL.iter().any(|entry| entry.name == **name));
        calls.chain(beside.map(|name| ((*name).to_owned(), Called::of(name)))).collect()
    });
    &CALLED
}

fn files(folder: &str) -> impl Iterator<Item = (&'static str, &'static str)> {
    let entry = ALL.iter().find(|entry| entry.name == folder);
    let files = entry.map(|entry| entry.body).unwrap_or_default().iter().copied();
    files.filter(|(file, _)| std::path::Path::new(file).extension().is_some_and(|ending| ending == "tf"))
}

fn body(text: &str) -> Body {
    text.parse().expect("bodies are checked while compiling")
}

/// A resource of a module: `type.name`.
pub(super) struct Resource<'b> {
    module: &'b Called,
    block: &'b Block,
}

impl Called {
    fn of(folder: &str) -> Self {
        Self {
            #[cfg(test)]
            repeated: false,
            bodies: files(folder).map(|(_, text)| body(text)).collect(),
            text: files(folder).map(|(_, text)| text).collect(),
        }
    }

    /// The resource `kind.name`.
    pub(super) fn resource(&self, kind: &str, name: &str) -> Option<Resource<'_>> {
        let mut blocks = self.bodies.iter().flat_map(|body| body.get_blocks("resource"));
        let is = |block: &&Block| {
            let labels: Vec<&str> = block.labels.iter().map(BlockLabel::as_str).collect();
            labels == [kind, name]
        };
        Some(Resource { module: self, block: blocks.find(is)? })
    }

    /// Whether instances of something in the module may have this key: it stands in a body as a key or as a text.
    pub(super) fn knows_key(&self, key: &str) -> bool {
        self.text.match_indices(key).any(|(at, _)| {
            let before = self.text[..at].chars().next_back();
            let after = &self.text[at + key.len()..];
            let quoted = before == Some('"') && after.starts_with('"');
            let named = before.is_none_or(|sign| sign.is_whitespace() || sign == '{')
                && after.trim_start_matches(' ').starts_with('=');
            quoted || named
        })
    }

    /// Every resource: type and name.
    #[cfg(test)]
    pub(super) fn resources(&self) -> Vec<(String, String)> {
        let blocks = self.bodies.iter().flat_map(|body| body.get_blocks("resource"));
        blocks
            .map(|block| (block.labels[0].as_str().to_owned(), block.labels[1].as_str().to_owned()))
            .collect()
    }

    /// The hand-written text.
    #[cfg(test)]
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    fn local(&self, name: &str) -> Option<&Expression> {
        let locals = self.bodies.iter().flat_map(|body| body.get_blocks("locals"));
        locals
            .flat_map(|block| block.body.attributes())
            .find(|one| one.key.as_str() == name)
            .map(|one| &one.value)
    }

    /// The value of an expression that is a constant, or a constant of the module's locals.
    fn constant(&self, expression: &Expression) -> Option<Value> {
        if let Some(text) = expression.as_str() {
            return Some(json!(text));
        }
        if let Some(flag) = expression.as_bool() {
            return Some(json!(flag));
        }
        if let Some(number) = expression.as_number() {
            return number.as_u64().map(|number| json!(number));
        }
        let traversal = expression.as_traversal()?;
        if traversal.expr.as_variable()?.as_str() != "local" {
            return None;
        }
        let mut names = traversal.operators.iter().map(|operator| match operator.value() {
            TraversalOperator::GetAttr(name) => Some(name.as_str()),
            _ => None,
        });
        let mut found = self.local(names.next()??)?;
        for name in names {
            let name = name?;
            let (_, value) = found.as_object()?.iter().find(|(key, _)| match key {
                hcl_edit::expr::ObjectKey::Ident(ident) => ident.as_str() == name,
                hcl_edit::expr::ObjectKey::Expression(key) => key.as_str() == Some(name),
            })?;
            found = value.expr();
        }
        self.constant(found)
    }
}

impl Resource<'_> {
    /// Whether it may be there several times, or not at all.
    #[cfg(test)]
    pub(super) fn repeated(&self) -> bool {
        self.block.body.has_attribute("count") || self.block.body.has_attribute("for_each")
    }

    /// The constants at `path`, which leads through nested blocks.
    pub(super) fn constants(&self, path: &str) -> Vec<Value> {
        let mut blocks = vec![&self.block.body];
        let (through, last) = path.rsplit_once('.').unwrap_or(("", path));
        for step in through.split('.').filter(|step| !step.is_empty()) {
            blocks = blocks.iter().flat_map(|body| body.get_blocks(step).map(|block| &block.body)).collect();
        }
        let attributes = blocks.into_iter().filter_map(|body| body.get_attribute(last));
        attributes.filter_map(|attribute| self.module.constant(&attribute.value)).collect()
    }
}
