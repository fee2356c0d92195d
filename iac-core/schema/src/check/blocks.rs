//! The blocks at the top of a file, by the grammar of Terraform's language.

use super::arguments::Facts;
use super::configuration::{kind_of, provider_of, provider_reference};
use super::grammar::{self, Grammar};
use super::names;
use super::run::Run;
use super::shape::Shape;
use crate::{ClosedService, Kind, Version, lookup, types};
use hcl_edit::Span as _;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Attribute, Block, Body};
use std::borrow::Cow;

impl<'a> Run<'a> {
    /// Checks what stands at the top of a file.
    pub(super) fn root(&mut self, body: &'a Body) {
        for attribute in body.attributes() {
            let message = format!("no argument may stand here, and `{}` does", attribute.key.as_str());
            self.problem(
                attribute.key.span(),
                "unknown-argument",
                message,
                Some("put it in a block".to_owned()),
            );
        }
        for block in body.blocks() {
            self.root_block(block);
        }
    }

    fn root_block(&mut self, block: &'a Block) {
        let keyword = block.ident.as_str();
        let labels: &[&str] = match keyword {
            "resource" | "data" | "ephemeral" | "action" | "list" => &["a type", "a name"],
            "module" | "variable" | "output" | "provider" | "check" => &["a name"],
            "locals" | "terraform" | "moved" | "import" | "removed" => &[],
            _ => {
                let message = format!("Terraform has no block `{keyword}`");
                let help = names::help(keyword, grammar::ROOT.iter().copied());
                self.problem(block.ident.span(), "unknown-block", message, help);
                return;
            }
        };
        if block.labels.len() != labels.len() {
            let expected = if labels.is_empty() { "no label".to_owned() } else { labels.join(" and ") };
            let message =
                format!("`{keyword}` takes {expected}, and here it has {}", count(block.labels.len()));
            self.problem(block.ident.span(), "wrong-labels", message, None);
            return;
        }
        match keyword {
            "module" => self.call(block),
            "provider" => self.provider(block),
            "locals" => {
                for attribute in block.body.attributes() {
                    self.expression(&attribute.value);
                }
            }
            "variable" => {
                self.own_variable = block.labels.first().map(hcl_edit::structure::BlockLabel::as_str);
                self.grammar(block, &grammar::VARIABLE);
                self.own_variable = None;
            }
            "output" => self.grammar(block, &grammar::OUTPUT),
            "terraform" => self.without_names(|run| run.terraform(block)),
            "moved" => self.grammar(block, &grammar::MOVED),
            "removed" => self.grammar(block, &grammar::REMOVED),
            "check" => self.grammar(block, &grammar::CHECK),
            "import" => self.import(block),
            // These blocks are young, and no facts of theirs are known.
            "action" | "list" => {}
            _ => {
                if let Some(kind) = kind_of(keyword) {
                    self.typed(block, kind);
                }
            }
        }
    }

    /// The `terraform` block: nothing in it can refer to anything.
    fn terraform(&mut self, block: &'a Block) {
        let known = grammar::TERRAFORM;
        for attribute in block.body.attributes() {
            self.known_argument(attribute, "terraform", known.arguments);
        }
        for nested in block.body.blocks() {
            self.known_block(nested, "terraform", &known);
        }
    }

    fn import(&mut self, block: &'a Block) {
        let each = self.for_each(&block.body);
        self.with_names(each, |run| run.grammar(block, &grammar::IMPORT));
    }

    /// Checks a block of Terraform's own.
    pub(super) fn grammar(&mut self, block: &'a Block, grammar: &'static Grammar) {
        let keyword = block.ident.as_str();
        for attribute in block.body.attributes() {
            let name = attribute.key.as_str();
            if grammar.words.contains(&name) {
                continue;
            }
            if !grammar.open {
                self.known_argument(attribute, keyword, &[grammar.arguments, grammar.words].concat());
            }
            self.expression(&attribute.value);
        }
        for nested in block.body.blocks() {
            if keyword == "check" && nested.ident.as_str() == "data" && nested.labels.len() == 2 {
                self.typed(nested, Kind::Data);
            } else if let Some(inner) = self.known_block(nested, keyword, grammar) {
                self.grammar(nested, inner);
            }
        }
        for name in grammar.required {
            if !block.body.has_attribute(name) {
                let message = format!("`{keyword}` needs the argument `{name}`");
                self.problem(block.ident.span(), "missing-argument", message, None);
            }
        }
    }

    fn known_argument(&mut self, attribute: &'a Attribute, keyword: &str, known: &[&'static str]) {
        let name = attribute.key.as_str();
        if !known.contains(&name) {
            let message = format!("`{keyword}` has no argument `{name}`");
            let help = names::help(name, known.iter().copied());
            self.problem(attribute.key.span(), "unknown-argument", message, help);
        }
    }

    fn known_block(
        &mut self,
        block: &'a Block,
        keyword: &str,
        grammar: &Grammar,
    ) -> Option<&'static Grammar> {
        let name = block.ident.as_str();
        let known = grammar.blocks.iter().find(|(known, _)| *known == name).map(|(_, inner)| *inner);
        if known.is_none() && !grammar.open {
            let message = format!("`{keyword}` has no block `{name}`");
            let help = names::help(name, grammar.blocks.iter().map(|(known, _)| *known));
            self.problem(block.ident.span(), "unknown-block", message, help);
            return None;
        }
        Some(known.unwrap_or(&grammar::OPEN))
    }

    /// A `resource`, `data` or `ephemeral` block.
    fn typed(&mut self, block: &'a Block, kind: Kind) {
        let type_name = block.labels[0].as_str();
        let facts = self.facts_of(block, kind, type_name);
        let each = self.instances(block);
        let name = match kind {
            Kind::Resource | Kind::Provider => Cow::Borrowed(type_name),
            // Messages say `data.aws_region`, as references do.
            Kind::Data | Kind::Ephemeral => Cow::Owned(format!("{}.{type_name}", kind.keyword())),
        };
        self.with_names(each, |run| {
            run.inside(name, |run| run.body(&block.body, block.ident.span(), facts, Some(kind)));
        });
    }

    /// The facts of a type; reports a type that doesn't exist.
    fn facts_of(&mut self, block: &'a Block, kind: Kind, type_name: &'a str) -> Facts {
        let local = provider_of(block, type_name);
        let Some(version) = self.version else {
            self.provider_is_declared(block, local);
            self.service_is_open(block, kind, type_name);
            return Facts::Unknown;
        };
        if !self.configuration.is_provider(local, version) {
            return Facts::Unknown;
        }
        if let Some(facts) = lookup(version, kind, type_name) {
            return Facts::Block(facts);
        }
        // No type of this kind is known at all: that says nothing about this one.
        if types(version, kind).next().is_none() {
            return Facts::Unknown;
        }
        let message = format!("the {} provider has no {} `{type_name}`", version.provider(), noun(kind));
        let help =
            names::help(type_name, types(version, kind)).or_else(|| other_kind(version, kind, type_name));
        self.mismatch(block.labels[0].span(), "unknown-type", message, help);
        Facts::Unknown
    }

    /// Notes a provider without facts, and refuses one with facts that the contract doesn't name.
    fn provider_is_declared(&mut self, block: &'a Block, local: &'a str) {
        let Some(version) =
            Version::ALL.iter().find(|version| self.configuration.is_provider(local, **version))
        else {
            // The one provider that is part of Terraform itself.
            if local != "terraform" {
                let type_name = block.labels.first().map_or(local, hcl_edit::structure::BlockLabel::as_str);
                self.configuration.unchecked.borrow_mut().insert(type_name.to_owned());
            }
            return;
        };
        let declared = self.contract.versions;
        if !declared.is_empty() && !declared.iter().any(|one| one.provider() == version.provider()) {
            let provider = version.provider();
            let message = format!("the module declares no version of the {provider} provider");
            let help = Some(format!("add `{provider}(\"{}\")` to `#[module(…)]`", version.number()));
            self.problem(
                block.labels.first().and_then(hcl_edit::Span::span),
                "undeclared-provider",
                message,
                help,
            );
        }
    }

    /// Refuses a resource of a service that AWS closed; what exists already may still be read.
    fn service_is_open(&mut self, block: &'a Block, kind: Kind, type_name: &str) {
        let closed = ClosedService::of_type(type_name).filter(|_| kind == Kind::Resource);
        if let Some(service) = closed {
            let message = format!("`{type_name}`: {service}");
            let help = Some(format!("AWS names {} in its place, see {}", service.successor, service.source));
            self.problem(block.labels[0].span(), "closed-service", message, help);
        }
    }

    fn provider(&mut self, block: &'a Block) {
        let local = block.labels[0].as_str();
        let facts = match self.version.filter(|version| self.configuration.is_provider(local, *version)) {
            Some(version) => {
                lookup(version, Kind::Provider, version.provider()).map_or(Facts::Unknown, Facts::Block)
            }
            None => Facts::Unknown,
        };
        self.inside(Cow::Owned(format!("provider.{local}")), |run| {
            run.body(&block.body, block.ident.span(), facts, Some(Kind::Provider));
        });
    }

    /// Checks `count` and `for_each` of a block, and gives the names that they declare inside it.
    pub(super) fn instances(&mut self, block: &'a Block) -> Vec<(&'a str, Shape)> {
        if block.body.has_attribute("count") && block.body.has_attribute("for_each") {
            let message = "a block has `count` or `for_each`, not both".to_owned();
            let span = block.body.get_attribute("for_each").and_then(|attribute| attribute.key.span());
            self.problem(span, "count-and-for-each", message, None);
        }
        let mut names: Vec<(&'a str, Shape)> = self.for_each(&block.body).into_iter().collect();
        if let Some(count) = block.body.get_attribute("count") {
            self.without_names(|run| run.expression(&count.value));
            names.push(("count", Shape::Names(vec![("index", Shape::Unknown)])));
        }
        names
    }

    fn for_each(&mut self, body: &'a Body) -> Option<(&'a str, Shape)> {
        let attribute = body.get_attribute("for_each")?;
        let over = self.without_names(|run| run.expression(&attribute.value));
        Some(("each", over.iterator()))
    }

    /// Checks a reference to a provider configuration, such as `aws.dr`.
    pub(super) fn provider_argument(&mut self, value: &'a Expression) {
        let Some((local, alias)) = provider_reference(value).filter(|(_, alias)| !alias.is_empty()) else {
            return;
        };
        let aliases: Vec<&str> = self
            .configuration
            .providers
            .iter()
            .filter(|(name, alias)| *name == local && !alias.is_empty())
            .map(|(_, alias)| *alias)
            .collect();
        // Aliases can also be declared by files that aren't read here, if this module is somebody's callee.
        let is_known = !aliases.is_empty() || self.configuration.required_providers.contains_key(local);
        if is_known && !aliases.contains(&alias) {
            let message = format!("provider `{local}.{alias}` isn't declared");
            let help = names::help(alias, aliases);
            self.problem(value.span(), "undeclared-provider", message, help);
        }
    }
}

fn noun(kind: Kind) -> &'static str {
    match kind {
        Kind::Resource => "resource",
        Kind::Data => "data source",
        Kind::Ephemeral => "ephemeral resource",
        Kind::Provider => "provider",
    }
}

/// Says where `type_name` is known, if it is of another kind.
fn other_kind(version: Version, kind: Kind, type_name: &str) -> Option<String> {
    [Kind::Resource, Kind::Data, Kind::Ephemeral]
        .into_iter()
        .filter(|other| *other != kind)
        .find(|other| lookup(version, *other, type_name).is_some())
        .map(|other| format!("it is a {}", noun(other)))
}

fn count(labels: usize) -> String {
    match labels {
        0 => "none".to_owned(),
        1 => "one label".to_owned(),
        more => format!("{more} labels"),
    }
}
