//! What the model says of the environment that a plan is for.

use crate::environment::Environment;
use std::collections::{BTreeMap, BTreeSet};

/// The environment that a plan is for, and what it renders to.
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// The environment.
    pub environment: Environment,
    /// What it renders to, if that is known.
    pub rendered: Option<Rendered>,
    /// Whether it is known to have been applied before: a plan without a state has then lost it.
    pub exists: bool,
    /// Providers beside those of the render that plans may use, as `namespace/name` or as a full address.
    pub providers: BTreeSet<String>,
}

impl Model {
    /// The model that knows the environment and nothing more.
    pub fn new(environment: Environment) -> Self {
        Self { environment, rendered: None, exists: false, providers: BTreeSet::new() }
    }
}

/// What an environment renders to.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Rendered {
    /// The resources of the root and its modules, by address without the keys of instances.
    pub resources: BTreeMap<String, RenderedResource>,
    /// Providers that it uses, as `namespace/name`.
    pub providers: BTreeSet<String>,
    /// Which versions of Terraform it takes, such as `>= 1.5.0`.
    pub terraform: Option<String>,
}

/// A resource that is rendered.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RenderedResource {
    /// Whether Terraform refuses to destroy it, which no plan shows.
    pub prevent_destroy: bool,
    /// Attributes that come from settings, by path with dots through nested blocks.
    pub attributes: BTreeMap<String, Origin>,
}

/// Where the value of an attribute comes from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Origin {
    /// It is the value of this setting.
    Is(String),
    /// It is made from these settings.
    From(BTreeSet<String>),
}

impl Origin {
    /// The settings.
    pub fn settings(&self) -> Vec<&str> {
        match self {
            Self::Is(setting) => vec![setting],
            Self::From(settings) => settings.iter().map(String::as_str).collect(),
        }
    }
}

/// `address` without the keys of instances, which may hold anything.
pub fn without_keys(address: &str) -> String {
    let (mut plain, mut depth, mut quoted, mut escaped) = (String::new(), 0_usize, false, false);
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

#[cfg(test)]
mod tests {
    use super::without_keys;

    #[test]
    fn keys_of_instances_are_no_part_of_an_address() {
        assert_eq!(without_keys(r#"module.a["x].module.b"].aws_x.c[0]"#), "module.a.aws_x.c");
        assert_eq!(without_keys(r#"module.a["q\"]x"].module.b"#), "module.a.module.b");
        assert_eq!(without_keys("aws_x.c"), "aws_x.c");
    }
}
