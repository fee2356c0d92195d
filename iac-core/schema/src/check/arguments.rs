//! The arguments and blocks of a resource, data source or provider, by the facts of its type.

use super::grammar;
use super::names;
use super::run::Run;
use super::shape::Shape;
use crate::{BlockFacts, Kind, NestedFacts, ObjectType, ValueType};
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
    name: &'static str,
    value: ValueType,
    is_settable: bool,
    is_required: bool,
}

/// What may stand in a block, read from the facts once for all that does stand there.
pub(super) struct Members {
    /// Whether anything is known.
    is_known: bool,
    /// What `self` is inside the block.
    shape: Shape,
    /// Sorted by name, like the facts.
    arguments: Vec<Argument>,
    blocks: Vec<NestedFacts>,
}

/// What a name means inside a block.
enum Found<'m> {
    Argument(&'m Argument),
    Block(&'m NestedFacts),
    Nothing,
}

impl Members {
    fn of(facts: Facts) -> Self {
        let mut members =
            Self { is_known: true, shape: Shape::Unknown, arguments: Vec::new(), blocks: Vec::new() };
        match facts {
            Facts::Block(facts) if !facts.is_opaque() => {
                members.shape = Shape::Block(facts);
                members.arguments.extend(facts.attributes().map(|attribute| Argument {
                    name: attribute.name,
                    value: attribute.value,
                    is_settable: attribute.is_settable(),
                    is_required: attribute.required,
                }));
                members.blocks.extend(facts.blocks());
            }
            Facts::Object(object) => members.arguments.extend(object.members().map(|member| Argument {
                name: member.name,
                value: member.value,
                is_settable: true,
                // Terraform fills in what a block leaves out.
                is_required: false,
            })),
            Facts::Unknown | Facts::Block(_) => members.is_known = false,
        }
        members
    }

    fn find(&self, name: &str) -> Found<'_> {
        if let Ok(position) = self.arguments.binary_search_by_key(&name, |argument| argument.name) {
            return Found::Argument(&self.arguments[position]);
        }
        match self.blocks.binary_search_by_key(&name, |block| block.name) {
            Ok(position) => Found::Block(&self.blocks[position]),
            Err(_) => Found::Nothing,
        }
    }

    fn settable_names(&self) -> impl Iterator<Item = &'static str> {
        self.arguments.iter().filter(|argument| argument.is_settable).map(|argument| argument.name)
    }

    fn block_names(&self) -> impl Iterator<Item = &'static str> {
        self.blocks.iter().map(|block| block.name)
    }
}

/// The members of an argument that may also be written as blocks: a list or set of plain objects.
fn members(argument: &Argument) -> Option<ObjectType> {
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
    #[expect(clippy::needless_pass_by_value, reason = "callers make the span for this call alone")]
    pub(super) fn body(
        &mut self,
        body: &'a Body,
        header: Option<Range<usize>>,
        facts: Facts,
        top: Option<Kind>,
    ) {
        let known = &Members::of(facts);
        for attribute in body.attributes() {
            if !top.is_some_and(|kind| self.meta_argument(attribute, kind)) {
                self.argument(attribute, known);
            }
        }
        let mut blocks: BTreeMap<&'a str, Occurrences> = BTreeMap::new();
        for block in body.blocks() {
            match block.ident.as_str() {
                "lifecycle" | "provisioner" | "connection" if matches!(top, Some(kind) if kind != Kind::Provider) =>
                {
                    self.meta_block(block, known);
                }
                "dynamic" => {
                    if let Some(label) = block.labels.first() {
                        blocks.entry(label.as_str()).or_default().is_dynamic = true;
                    }
                    self.dynamic(block, known);
                }
                name => {
                    let seen = blocks.entry(name).or_default();
                    seen.literal += 1;
                    let position = seen.literal;
                    self.nested(name, block.ident.span(), &block.body, known, position);
                }
            }
        }
        self.requirements(body, header.as_ref(), known, &blocks);
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

    fn meta_block(&mut self, block: &'a Block, known: &Members) {
        let own = known.shape.clone();
        if block.ident.as_str() != "lifecycle" {
            self.with_names([("self", own)], |run| run.grammar(block, &grammar::OPEN));
            return;
        }
        self.with_names([("self", own)], |run| run.grammar(block, &grammar::LIFECYCLE));
        let ignored = block.body.get_attribute("ignore_changes").and_then(|ignored| ignored.value.as_array());
        for name in ignored.into_iter().flatten() {
            self.ignored(name, known);
        }
    }

    /// An element of `ignore_changes`: the name of an argument or block of the resource itself.
    fn ignored(&mut self, element: &Expression, known: &Members) {
        let (name, span) = match element {
            Expression::Variable(name) => (name.as_str(), name.span()),
            Expression::Traversal(path) => match path.expr.as_variable() {
                Some(name) => (name.as_str(), path.expr.span()),
                None => return,
            },
            _ => return,
        };
        if known.is_known && matches!(known.find(name), Found::Nothing) {
            let message = format!("{} has nothing called `{name}` to ignore", self.subject());
            let help = names::help(name, known.settable_names().chain(known.block_names()));
            self.mismatch(span, "unknown-attribute", message, help);
        }
    }

    fn argument(&mut self, attribute: &'a Attribute, known: &Members) {
        let shape = self.expression(&attribute.value);
        if !known.is_known {
            return;
        }
        let name = attribute.key.as_str();
        let span = attribute.key.span();
        match known.find(name) {
            Found::Argument(argument) if argument.is_settable => {
                let what = format_args!("`{name}` of {}", self.subject()).to_string();
                self.value(&attribute.value, argument.value, &shape, &what);
            }
            Found::Argument(_) => {
                let message =
                    format!("`{name}` of {} is computed by the provider and can't be set", self.subject());
                self.mismatch(span, "computed-argument", message, None);
            }
            Found::Block(_) => {
                let message = format!("`{name}` of {} is a block", self.subject());
                let help = Some(format!("write `{name} {{ … }}`, without `=`"));
                self.mismatch(span, "block-as-argument", message, help);
            }
            Found::Nothing => {
                let message = format!("{} has no argument `{name}`", self.subject());
                let help = names::help(name, known.settable_names().chain(known.block_names()));
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
        known: &Members,
        position: u32,
    ) {
        let inner =
            if known.is_known { self.inner(name, span.clone(), known, position) } else { Facts::Unknown };
        self.inside(Cow::Borrowed(name), |run| run.body(body, span, inner, None));
    }

    fn inner(&mut self, name: &str, span: Option<Range<usize>>, known: &Members, position: u32) -> Facts {
        match known.find(name) {
            Found::Block(nested) => {
                if let Some(max) = nested.max_items.filter(|max| position == max + 1) {
                    let message = format!("{} takes at most {max} `{name}`", self.subject());
                    self.mismatch(span, "too-many-blocks", message, None);
                }
                Facts::Block(nested.body)
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
                let help = names::help(name, known.block_names().chain(known.settable_names()));
                self.mismatch(span, "unknown-block", message, help);
                Facts::Unknown
            }
        }
    }

    /// Reports required arguments and blocks that aren't there.
    fn requirements(
        &mut self,
        body: &Body,
        header: Option<&Range<usize>>,
        known: &Members,
        blocks: &BTreeMap<&'a str, Occurrences>,
    ) {
        for Argument { name, .. } in known.arguments.iter().filter(|argument| argument.is_required) {
            if !body.has_attribute(name) && !blocks.contains_key(name) {
                let message = format!("{} needs the argument `{name}`", self.subject());
                self.mismatch(header.cloned(), "missing-argument", message, None);
            }
        }
        for nested in known.blocks.iter().filter(|nested| nested.min_items > 0) {
            let (name, min) = (nested.name, nested.min_items);
            // Written as an argument, it was reported as that.
            if body.has_attribute(name) {
                continue;
            }
            match blocks.get(name) {
                None => {
                    let message = format!("{} needs a block `{name}`", self.subject());
                    self.mismatch(header.cloned(), "missing-block", message, None);
                }
                Some(seen) if !seen.is_dynamic && seen.literal < min => {
                    let message = format!("{} needs at least {min} `{name}`", self.subject());
                    self.mismatch(header.cloned(), "too-few-blocks", message, None);
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
