//! The arguments and blocks of a resource, data source or provider, by the facts of its type.

use super::grammar;
use super::names;
use super::run::Run;
use super::shape::Shape;
use crate::{BlockFacts, Kind, ObjectType, ValueType};
use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, TraversalOperator};
use hcl_edit::structure::{Attribute, Block, Body};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::ops::Range;

/// What is known of a block.
#[derive(Debug, Clone, Copy)]
pub(super) enum Facts {
    /// Nothing: anything may stand in it.
    Unknown,
    Block(BlockFacts),
    /// The members of an object that Terraform takes as a block too (`ingress` of a security group).
    Object(ObjectType),
}

/// What is known of an argument.
#[derive(Clone, Copy)]
struct Argument {
    value: ValueType,
    is_settable: bool,
}

/// What a name means inside a block.
enum Found {
    Argument(Argument),
    /// A block, and how many there may be.
    Block { inner: Facts, max: Option<u32> },
    Nothing,
}

impl Facts {
    fn argument(self, name: &str) -> Option<Argument> {
        match self {
            Self::Unknown => None,
            Self::Block(facts) => {
                let found = facts.attribute(name)?;
                Some(Argument { value: found.value, is_settable: found.is_settable() })
            }
            Self::Object(object) => {
                Some(Argument { value: object.member(name)?.value, is_settable: true })
            }
        }
    }

    fn block(self, name: &str) -> Option<(Self, Option<u32>)> {
        let Self::Block(facts) = self else { return None };
        let nested = facts.block(name)?;
        let inner = if nested.body.is_opaque() { Self::Unknown } else { Self::Block(nested.body) };
        Some((inner, nested.max_items))
    }

    fn find(self, name: &str) -> Found {
        if let Some((inner, max)) = self.block(name) {
            return Found::Block { inner, max };
        }
        self.argument(name).map_or(Found::Nothing, Found::Argument)
    }

    fn is_unknown(self) -> bool {
        match self {
            Self::Unknown => true,
            Self::Block(facts) => facts.is_opaque(),
            Self::Object(_) => false,
        }
    }

    fn argument_names(self) -> Vec<&'static str> {
        match self {
            Self::Unknown => Vec::new(),
            Self::Block(facts) => {
                facts.attributes().filter(|a| a.is_settable()).map(|attribute| attribute.name).collect()
            }
            Self::Object(object) => object.members().map(|member| member.name).collect(),
        }
    }

    fn block_names(self) -> Vec<&'static str> {
        match self {
            Self::Unknown | Self::Object(_) => Vec::new(),
            Self::Block(facts) => facts.blocks().map(|block| block.name).collect(),
        }
    }
}

/// The members of an argument that may also be written as blocks: a list or set of plain objects.
fn members(argument: Argument) -> Option<ObjectType> {
    match argument.value {
        ValueType::List(element) | ValueType::Set(element) => match element.get() {
            ValueType::Object(object) if !object.is_nested_attributes() => Some(object),
            _ => None,
        },
        _ => None,
    }
}

/// How often a block stands in another: literally, and whether a `dynamic` block makes more of it.
#[derive(Default)]
pub(super) struct Occurrences {
    literal: u32,
    is_dynamic: bool,
}

impl<'a> Run<'a> {
    /// Checks a body by `facts`; `top` is the kind of a block that also takes Terraform's own arguments.
    pub(super) fn body(
        &mut self,
        body: &'a Body,
        header: Option<Range<usize>>,
        facts: Facts,
        top: Option<Kind>,
    ) {
        for attribute in body.attributes() {
            if !top.is_some_and(|kind| self.meta_argument(attribute, kind)) {
                self.argument(attribute, facts);
            }
        }
        let mut blocks: BTreeMap<&'a str, Occurrences> = BTreeMap::new();
        for block in body.blocks() {
            match block.ident.as_str() {
                "lifecycle" | "provisioner" | "connection" if matches!(top, Some(kind) if kind != Kind::Provider) => {
                    self.meta_block(block, facts);
                }
                "dynamic" => {
                    if let Some(label) = block.labels.first() {
                        blocks.entry(label.as_str()).or_default().is_dynamic = true;
                    }
                    self.dynamic(block, facts);
                }
                name => {
                    let seen = blocks.entry(name).or_default();
                    seen.literal += 1;
                    let position = seen.literal;
                    self.nested(name, block.ident.span(), &block.body, facts, position);
                }
            }
        }
        self.requirements(body, header, facts, &blocks);
    }

    /// An argument of Terraform's own; says whether it was one.
    fn meta_argument(&mut self, attribute: &'a Attribute, kind: Kind) -> bool {
        match (attribute.key.as_str(), kind) {
            ("alias" | "version", Kind::Provider) => {}
            (_, Kind::Provider) => return false,
            // `Run::instances` checks these.
            ("count" | "for_each", _) => {}
            ("provider", _) => self.provider_argument(&attribute.value),
            ("depends_on", _) => {
                self.expression(&attribute.value);
            }
            _ => return false,
        }
        true
    }

    fn meta_block(&mut self, block: &'a Block, facts: Facts) {
        let own = match facts {
            Facts::Block(facts) => Shape::Block(facts),
            Facts::Unknown | Facts::Object(_) => Shape::Unknown,
        };
        if block.ident.as_str() != "lifecycle" {
            self.with_names([("self", own)], |run| run.grammar(block, &grammar::OPEN));
            return;
        }
        self.with_names([("self", own)], |run| run.grammar(block, &grammar::LIFECYCLE));
        let ignored = block.body.get_attribute("ignore_changes").and_then(|ignored| ignored.value.as_array());
        for name in ignored.into_iter().flatten() {
            self.ignored(name, facts);
        }
    }

    /// An element of `ignore_changes`: the name of an argument or block of the resource itself.
    fn ignored(&mut self, element: &Expression, facts: Facts) {
        let (name, span) = match element {
            Expression::Variable(name) => (name.as_str(), name.span()),
            Expression::Traversal(path) => match path.expr.as_variable() {
                Some(name) => (name.as_str(), path.expr.span()),
                None => return,
            },
            _ => return,
        };
        if !facts.is_unknown() && matches!(facts.find(name), Found::Nothing) {
            let message = format!("{} has nothing called `{name}` to ignore", self.subject());
            let help = names::help(name, [facts.argument_names(), facts.block_names()].concat());
            self.mismatch(span, "unknown-attribute", message, help);
        }
    }

    fn argument(&mut self, attribute: &'a Attribute, facts: Facts) {
        let shape = self.expression(&attribute.value);
        if facts.is_unknown() {
            return;
        }
        let name = attribute.key.as_str();
        let span = attribute.key.span();
        match facts.find(name) {
            Found::Argument(argument) if argument.is_settable => {
                let what = format_args!("`{name}` of {}", self.subject()).to_string();
                self.value(&attribute.value, argument.value, &shape, &what);
            }
            Found::Argument(_) => {
                let message =
                    format!("`{name}` of {} is computed by the provider and can't be set", self.subject());
                self.mismatch(span, "computed-argument", message, None);
            }
            Found::Block { .. } => {
                let message = format!("`{name}` of {} is a block", self.subject());
                let help = Some(format!("write `{name} {{ … }}`, without `=`"));
                self.mismatch(span, "block-as-argument", message, help);
            }
            Found::Nothing => {
                let message = format!("{} has no argument `{name}`", self.subject());
                let help = names::help(name, [facts.argument_names(), facts.block_names()].concat());
                self.mismatch(span, "unknown-argument", message, help);
            }
        }
    }

    /// Checks a nested block, the `position`th of its name, or the content of a `dynamic` one (position 0).
    pub(super) fn nested(
        &mut self,
        name: &'a str,
        span: Option<Range<usize>>,
        body: &'a Body,
        facts: Facts,
        position: u32,
    ) {
        let inner = if facts.is_unknown() { Facts::Unknown } else { self.inner(name, span.clone(), facts, position) };
        self.inside(Cow::Borrowed(name), |run| run.body(body, span, inner, None));
    }

    fn inner(&mut self, name: &str, span: Option<Range<usize>>, facts: Facts, position: u32) -> Facts {
        match facts.find(name) {
            Found::Block { inner, max } => {
                if let Some(max) = max.filter(|max| position == max + 1) {
                    let message = format!("{} takes at most {max} `{name}`", self.subject());
                    self.mismatch(span, "too-many-blocks", message, None);
                }
                inner
            }
            Found::Argument(argument) => match members(argument) {
                Some(object) if argument.is_settable => Facts::Object(object),
                _ => {
                    let message = format!("`{name}` of {} is an argument", self.subject());
                    let help = if argument.is_settable {
                        format!("write `{name} = …`")
                    } else {
                        "it is computed by the provider and can't be set".to_owned()
                    };
                    self.mismatch(span, "argument-as-block", message, Some(help));
                    Facts::Unknown
                }
            },
            Found::Nothing => {
                let message = format!("{} has no block `{name}`", self.subject());
                let help = names::help(name, [facts.block_names(), facts.argument_names()].concat());
                self.mismatch(span, "unknown-block", message, help);
                Facts::Unknown
            }
        }
    }

    /// Reports required arguments and blocks that aren't there.
    fn requirements(
        &mut self,
        body: &Body,
        header: Option<Range<usize>>,
        facts: Facts,
        blocks: &BTreeMap<&'a str, Occurrences>,
    ) {
        let Facts::Block(facts) = facts else { return };
        if facts.is_opaque() {
            return;
        }
        for attribute in facts.attributes().filter(|attribute| attribute.required) {
            if !body.has_attribute(attribute.name) && !blocks.contains_key(attribute.name) {
                let message = format!("{} needs the argument `{}`", self.subject(), attribute.name);
                self.mismatch(header.clone(), "missing-argument", message, None);
            }
        }
        for nested in facts.blocks().filter(|nested| nested.min_items > 0) {
            let (name, min) = (nested.name, nested.min_items);
            // Written as an argument, it was reported as that.
            if body.has_attribute(name) {
                continue;
            }
            match blocks.get(name) {
                None => {
                    let message = format!("{} needs a block `{name}`", self.subject());
                    self.mismatch(header.clone(), "missing-block", message, None);
                }
                Some(seen) if !seen.is_dynamic && seen.literal < min => {
                    let message = format!("{} needs at least {min} `{name}`", self.subject());
                    self.mismatch(header.clone(), "too-few-blocks", message, None);
                }
                Some(_) => {}
            }
        }
    }

    /// The first name that a step of `operators` takes, for `tags["Name"]` and the like.
    pub(super) fn literal_key(operator: &TraversalOperator) -> Option<&str> {
        match operator {
            TraversalOperator::Index(key) => key.as_str(),
            _ => None,
        }
    }
}
