//! References: what they name must be declared, and have what is asked of it.

use super::configuration::{Instances, provider_of};
use super::names;
use super::run::Run;
use super::shape::{Misstep, Shape};
use crate::{Kind, lookup};
use hcl_edit::Span as _;
use hcl_edit::expr::{Traversal, TraversalOperator};
use hcl_edit::structure::Block;
use hcl_edit::{Decorated, Ident};
use std::ops::Range;

type Operators<'a> = &'a [Decorated<TraversalOperator>];

impl<'a> Run<'a> {
    /// Checks a bare name.
    pub(super) fn variable(&mut self, name: &'a Decorated<Ident>) -> Shape {
        if let Some(shape) = self.named(name.as_str()) {
            return shape;
        }
        self.unknown_name(name.as_str(), name.span());
        Shape::Unknown
    }

    /// Checks a name with steps behind it, such as `aws_lb.this.dns_name`.
    pub(super) fn traversal(&mut self, traversal: &'a Traversal) -> Shape {
        for operator in &traversal.operators {
            if let TraversalOperator::Index(key) = operator.value() {
                self.expression(key);
            }
        }
        let operators = traversal.operators.as_slice();
        let Some(root) = traversal.expr.as_variable() else {
            let shape = self.expression(&traversal.expr);
            return self.steps(shape, operators, traversal.span());
        };
        let span = traversal.expr.span();
        if let Some(shape) = self.named(root.as_str()) {
            return self.steps(shape, operators, traversal.span());
        }
        let name = name_at(operators, 0);
        match (root.as_str(), name) {
            ("var", Some(name)) => self.input(name, operators[0].span()),
            ("local", Some(name)) => self.local(name, operators[0].span()),
            ("module", Some(name)) => self.output(name, operators),
            ("path", Some(name)) => self.word("path", name, &["cwd", "module", "root"], operators[0].span()),
            ("terraform", Some(name)) => {
                self.word("terraform", name, &["applying", "workspace"], operators[0].span());
            }
            ("data", Some(_)) => return self.object(Kind::Data, operators, traversal.span()),
            ("ephemeral", Some(_)) => return self.object(Kind::Ephemeral, operators, traversal.span()),
            ("resource", Some(_)) => return self.object(Kind::Resource, operators, traversal.span()),
            ("each", _) => {
                let message = "`each` is known only in a block with `for_each`".to_owned();
                self.problem(span, "no-each", message, None);
            }
            ("count", _) => {
                let message = "`count` is known only in a block with `count`".to_owned();
                self.problem(span, "no-count", message, None);
            }
            ("self", _) => {
                let message =
                    "`self` is known only in the `lifecycle`, `connection` and `provisioner` of a resource";
                self.problem(span, "no-self", message.to_owned(), None);
            }
            (type_name, Some(name)) if type_name.contains('_') => {
                return self.instance(
                    Kind::Resource,
                    type_name,
                    name,
                    span,
                    &operators[1..],
                    traversal.span(),
                );
            }
            (name, _) => self.unknown_name(name, span),
        }
        Shape::Unknown
    }

    fn named(&self, name: &str) -> Option<Shape> {
        self.names.iter().rev().find(|(known, _)| *known == name).map(|(_, shape)| shape.clone())
    }

    fn unknown_name(&mut self, name: &str, span: Option<Range<usize>>) {
        const ROOTS: [&str; 8] = ["data", "each", "local", "module", "path", "self", "terraform", "var"];
        let message = format!("nothing is called `{name}` here");
        let known: Vec<&str> = ROOTS.into_iter().chain(self.names.iter().map(|(known, _)| *known)).collect();
        let help = names::help(name, known);
        self.problem(span, "undeclared-name", message, help.filter(|help| help.starts_with("did")));
    }

    fn word(&mut self, root: &str, name: &str, known: &[&'static str], span: Option<Range<usize>>) {
        if !known.contains(&name) {
            let help = names::help(name, known.iter().copied());
            self.problem(span, "unknown-attribute", format!("`{root}` has no attribute `{name}`"), help);
        }
    }

    fn input(&mut self, name: &'a str, span: Option<Range<usize>>) {
        // A rule about a variable is no use of it.
        if self.own_variable != Some(name) {
            self.used_inputs.insert(name);
        }
        let declared = self.configuration.variables.contains_key(name);
        let known = self.contract.inputs.map_or(declared, |inputs| inputs.contains_key(name));
        if known || (self.contract.inputs.is_none() && !self.configuration.complete) {
            return;
        }
        let help = match self.contract.inputs {
            Some(inputs) => names::help(name, inputs.keys().map(String::as_str)),
            None => names::help(name, self.configuration.variables.keys().copied()),
        };
        self.problem(span, "undeclared-variable", format!("input `{name}` isn't declared"), help);
    }

    fn local(&mut self, name: &'a str, span: Option<Range<usize>>) {
        self.used_locals.insert(name);
        if self.configuration.complete && !self.configuration.locals.contains_key(name) {
            let help = names::help(name, self.configuration.locals.keys().copied());
            self.problem(span, "undeclared-local", format!("local `{name}` isn't declared"), help);
        }
    }

    /// `module.network`, and the output that is asked of it.
    fn output(&mut self, name: &str, operators: Operators<'a>) {
        let configuration = self.configuration;
        let Some(module) = configuration.modules.get(name) else {
            if configuration.complete {
                let help = names::help(name, configuration.modules.keys().copied());
                let message = format!("module `{name}` isn't declared");
                self.problem(operators[0].span(), "undeclared-module", message, help);
            }
            return;
        };
        let address = format!("module.{name}");
        let rest = &operators[1..];
        let Some(rest) = self.instance_key(&address, Instances::of(&module.item.body), rest) else { return };
        let Some(output) = name_at(rest, 0) else { return };
        let Some(interface) = configuration.callee(module.item) else { return };
        if !interface.outputs.contains(output) {
            let help = names::help(output, interface.outputs.iter().map(String::as_str));
            let message = format!("module `{name}` has no output `{output}`");
            self.problem(rest[0].span(), "unknown-output", message, help);
        }
    }

    /// `data.aws_region.this` and its like: the keyword is followed by a type and a name.
    fn object(&mut self, kind: Kind, operators: Operators<'a>, whole: Option<Range<usize>>) -> Shape {
        let (Some(type_name), Some(name)) = (name_at(operators, 0), name_at(operators, 1)) else {
            return Shape::Unknown;
        };
        let span = operators[0].span();
        self.instance(kind, type_name, name, span, &operators[2..], whole)
    }

    /// A reference to a declared object, with `operators` behind its name.
    fn instance(
        &mut self,
        kind: Kind,
        type_name: &'a str,
        name: &'a str,
        span: Option<Range<usize>>,
        operators: Operators<'a>,
        whole: Option<Range<usize>>,
    ) -> Shape {
        let address = match kind {
            Kind::Resource | Kind::Provider => format!("{type_name}.{name}"),
            Kind::Data | Kind::Ephemeral => format!("{}.{type_name}.{name}", kind.keyword()),
        };
        let configuration = self.configuration;
        let Some(declared) = configuration.objects.get(&(kind.keyword(), type_name, name)) else {
            if configuration.complete {
                let written = format!("{type_name}.{name}");
                let help = self.nearest_object(kind, &written);
                self.problem(span, "undeclared-resource", format!("`{address}` isn't declared"), help);
            }
            return Shape::Unknown;
        };
        let instances = Instances::of(&declared.item.body);
        let Some(_) = self.instance_key(&address, instances, operators) else { return Shape::Unknown };
        let one = self.shape_of(kind, type_name, declared.item);
        let shape = match instances {
            Instances::One => one,
            Instances::Counted => Shape::List(Box::new(one)),
            Instances::Keyed => Shape::Map(Box::new(one)),
        };
        self.steps(shape, operators, whole)
    }

    fn nearest_object(&self, kind: Kind, written: &str) -> Option<String> {
        let declared = self.configuration.objects.keys().filter(|(keyword, ..)| *keyword == kind.keyword());
        let addresses: Vec<String> =
            declared.map(|(_, type_name, name)| format!("{type_name}.{name}")).collect();
        let help = names::help(written, addresses.iter().map(String::as_str));
        // Many resources may stand in a body; only a near one helps.
        help.filter(|help| help.starts_with("did"))
    }

    fn shape_of(&self, kind: Kind, type_name: &str, block: &Block) -> Shape {
        let Some(version) = self.version else { return Shape::Unknown };
        if !self.configuration.is_provider(provider_of(block, type_name), version) {
            return Shape::Unknown;
        }
        lookup(version, kind, type_name).map_or(Shape::Unknown, Shape::Block)
    }

    /// Checks that there is an instance key where there are several instances and none where there is one;
    /// gives what follows, or nothing if that can't be told.
    fn instance_key(
        &mut self,
        address: &str,
        instances: Instances,
        operators: Operators<'a>,
    ) -> Option<Operators<'a>> {
        let Some(first) = operators.first() else { return Some(operators) };
        match (instances, first.value()) {
            (Instances::One, TraversalOperator::GetAttr(_)) => Some(operators),
            // One object acts as a list of one.
            (Instances::One, TraversalOperator::FullSplat(_) | TraversalOperator::AttrSplat(_)) => {
                Some(&operators[1..])
            }
            (Instances::One, TraversalOperator::Index(_) | TraversalOperator::LegacyIndex(_)) => {
                let message = format!("`{address}` has neither `count` nor `for_each`, so it takes no key");
                self.problem(first.span(), "unexpected-key", message, Some("remove `[…]`".to_owned()));
                None
            }
            (Instances::Counted | Instances::Keyed, TraversalOperator::GetAttr(_)) => {
                let (word, key) = match instances {
                    Instances::Counted => ("count", "[0]"),
                    _ => ("for_each", "[each.key]"),
                };
                let message = format!("`{address}` has `{word}`, so its attributes need a key");
                let help = Some(format!("write `{address}{key}`"));
                self.problem(first.span(), "missing-key", message, help);
                None
            }
            (Instances::Keyed, TraversalOperator::FullSplat(_) | TraversalOperator::AttrSplat(_)) => {
                let message =
                    format!("`{address}` has `for_each`, so it is a map, and `[*]` steps over lists only");
                let help = Some(format!("write `values({address})[*]`"));
                self.problem(first.span(), "splat-of-map", message, help);
                None
            }
            _ => Some(&operators[1..]),
        }
    }

    /// Takes `operators` one after another, as far as the shape is known.
    fn steps(&mut self, shape: Shape, operators: Operators<'a>, whole: Option<Range<usize>>) -> Shape {
        let mut shape = shape;
        for (position, operator) in operators.iter().enumerate() {
            let result = match operator.value() {
                TraversalOperator::GetAttr(name) => shape.attribute(name.as_str()),
                TraversalOperator::Index(_) => shape.index(Self::literal_key(operator.value())),
                TraversalOperator::LegacyIndex(_) => shape.index(None),
                TraversalOperator::FullSplat(_) | TraversalOperator::AttrSplat(_) => match shape.splat() {
                    Ok(element) => {
                        let inner = self.steps(element, &operators[position + 1..], whole);
                        return Shape::List(Box::new(inner));
                    }
                    Err(misstep) => Err(misstep),
                },
            };
            match result {
                Ok(next) => shape = next,
                Err(Misstep { code, message, help }) => {
                    let end =
                        operators[..position].last().and_then(hcl_edit::Span::span).map(|span| span.end);
                    let before = whole.as_ref().map(|whole| {
                        whole.start..end.unwrap_or(operator.span().map_or(whole.end, |s| s.start))
                    });
                    let before = self.file.text(before).trim_end_matches(['.', '[']);
                    let message = format!("`{before}` {message}");
                    if matches!(shape, Shape::Names(_)) {
                        self.problem(operator.span(), code, message, help);
                    } else {
                        self.mismatch(operator.span(), code, message, help);
                    }
                    return Shape::Unknown;
                }
            }
        }
        shape
    }
}

fn name_at(operators: Operators<'_>, position: usize) -> Option<&str> {
    match operators.get(position)?.value() {
        TraversalOperator::GetAttr(name) => Some(name.as_str()),
        _ => None,
    }
}
