//! What the files of one folder declare, gathered before anything is checked.

use super::constraint;
use super::file::File;
use super::interface::{Contract, Interface};
use crate::{Kind, Version};
use hcl_edit::Span as _;
use hcl_edit::expr::{Expression, TraversalOperator};
use hcl_edit::structure::{Attribute, Block, Body};
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Something declared, and where.
#[derive(Debug)]
pub(super) struct Declared<'a, T> {
    pub(super) file: &'a File<'a>,
    pub(super) item: &'a T,
}

/// How many instances a block makes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Instances {
    One,
    Counted,
    Keyed,
}

impl Instances {
    pub(super) fn of(body: &Body) -> Self {
        if body.has_attribute("for_each") {
            Self::Keyed
        } else if body.has_attribute("count") {
            Self::Counted
        } else {
            Self::One
        }
    }
}

/// A second declaration of the same name.
#[derive(Debug)]
pub(super) struct Duplicate<'a> {
    pub(super) file: &'a File<'a>,
    pub(super) span: Option<Range<usize>>,
    pub(super) what: String,
    pub(super) first: String,
}

/// What `required_providers` says of one local name.
#[derive(Debug, Default)]
pub(super) struct RequiredProvider<'a> {
    source: Option<&'a str>,
    version: Option<&'a str>,
}

/// Everything that the files declare.
#[derive(Debug)]
pub(super) struct Configuration<'a> {
    pub(super) files: &'a [File<'a>],
    /// Whether every file could be read; if not, what is missing may stand in one that couldn't.
    pub(super) complete: bool,
    pub(super) variables: BTreeMap<&'a str, Declared<'a, Block>>,
    pub(super) outputs: BTreeMap<&'a str, Declared<'a, Block>>,
    pub(super) locals: BTreeMap<&'a str, Declared<'a, Attribute>>,
    pub(super) modules: BTreeMap<&'a str, Declared<'a, Block>>,
    /// Resources, data sources and ephemeral resources, by keyword, type and name.
    pub(super) objects: BTreeMap<(&'static str, &'a str, &'a str), Declared<'a, Block>>,
    /// `(aws, dr)` for `provider = aws.dr`.
    pub(super) providers: BTreeSet<(&'a str, &'a str)>,
    pub(super) required_providers: BTreeMap<&'a str, RequiredProvider<'a>>,
    pub(super) duplicates: Vec<Duplicate<'a>>,
    /// The interface behind each `source` of a call that is a local path; `None` if nothing is there.
    pub(super) callees: BTreeMap<&'a str, Option<Interface>>,
    /// Types of providers without facts, as the check meets them.
    pub(super) unchecked: RefCell<BTreeSet<String>>,
}

/// The kind that `keyword` declares, of those with a type and a name.
pub(super) fn kind_of(keyword: &str) -> Option<Kind> {
    [Kind::Resource, Kind::Data, Kind::Ephemeral].into_iter().find(|kind| kind.keyword() == keyword)
}

impl<'a> Configuration<'a> {
    pub(super) fn of(files: &'a [File<'a>], contract: &Contract<'_>, complete: bool) -> Self {
        let mut configuration = Self {
            files,
            complete,
            variables: BTreeMap::new(),
            outputs: BTreeMap::new(),
            locals: BTreeMap::new(),
            modules: BTreeMap::new(),
            objects: BTreeMap::new(),
            providers: BTreeSet::new(),
            required_providers: BTreeMap::new(),
            duplicates: Vec::new(),
            callees: BTreeMap::new(),
            unchecked: RefCell::default(),
        };
        for file in files {
            for block in file.body.blocks() {
                configuration.declare(file, block);
            }
        }
        for module in configuration.modules.values() {
            if let Some(source) = source_of(module.item).filter(|source| is_local(source)) {
                configuration.callees.entry(source).or_insert_with(|| (contract.callee)(source));
            }
        }
        configuration
    }

    fn declare(&mut self, file: &'a File<'a>, block: &'a Block) {
        let declared = Declared { file, item: block };
        let labels: Vec<&'a str> = block.labels.iter().map(hcl_edit::structure::BlockLabel::as_str).collect();
        let span = block.labels.last().and_then(hcl_edit::Span::span);
        let place = |first: &Declared<'a, Block>| first.file.place(first.item.span());
        match (block.ident.as_str(), labels.as_slice()) {
            (keyword, [type_name, name]) if kind_of(keyword).is_some() => {
                let kind = kind_of(keyword).unwrap_or(Kind::Resource).keyword();
                if let Some(first) = self.objects.get(&(kind, type_name, name)) {
                    let what = format!("{keyword} `{type_name}.{name}`");
                    self.duplicates.push(Duplicate { file, span, what, first: place(first) });
                } else {
                    self.objects.insert((kind, type_name, name), declared);
                }
            }
            (keyword @ ("variable" | "output" | "module"), [name]) => {
                let names = match keyword {
                    "variable" => &mut self.variables,
                    "output" => &mut self.outputs,
                    _ => &mut self.modules,
                };
                if let Some(first) = names.get(name) {
                    let what = format!("{keyword} `{name}`");
                    let first = place(first);
                    self.duplicates.push(Duplicate { file, span, what, first });
                } else {
                    names.insert(name, declared);
                }
            }
            ("provider", [name]) => self.declare_provider(file, block, name),
            ("locals", []) => self.declare_locals(file, block),
            ("terraform", []) => self.require_providers(block),
            // A check may hold a data source of its own.
            ("check", [_]) => block.body.get_blocks("data").for_each(|data| self.declare(file, data)),
            _ => {}
        }
    }

    fn declare_locals(&mut self, file: &'a File<'a>, block: &'a Block) {
        for attribute in block.body.attributes() {
            let name = attribute.key.as_str();
            if let Some(first) = self.locals.get(name) {
                let first = first.file.place(first.item.key.span());
                let what = format!("local `{name}`");
                self.duplicates.push(Duplicate { file, span: attribute.key.span(), what, first });
            } else {
                self.locals.insert(name, Declared { file, item: attribute });
            }
        }
    }

    fn declare_provider(&mut self, file: &'a File<'a>, block: &'a Block, name: &'a str) {
        let alias =
            block.body.get_attribute("alias").and_then(|alias| alias.value.as_str()).unwrap_or_default();
        if !self.providers.insert((name, alias)) {
            let what = if alias.is_empty() {
                format!("provider `{name}`")
            } else {
                format!("provider `{name}.{alias}`")
            };
            let first = "another `provider` block".to_owned();
            self.duplicates.push(Duplicate { file, span: block.ident.span(), what, first });
        }
    }

    fn require_providers(&mut self, terraform: &'a Block) {
        let required = terraform.body.get_blocks("required_providers");
        for attribute in required.flat_map(|block| block.body.attributes()) {
            let name = attribute.key.as_str();
            let mut provider = RequiredProvider::default();
            let Some(members) = attribute.value.as_object() else {
                provider.version = attribute.value.as_str();
                self.required_providers.insert(name, provider);
                continue;
            };
            for (key, value) in members {
                let key = key.as_ident().map(hcl_edit::Ident::as_str).or_else(|| key.as_expr()?.as_str());
                match key {
                    Some("source") => provider.source = value.expr().as_str(),
                    Some("version") => provider.version = value.expr().as_str(),
                    Some("configuration_aliases") => {
                        let aliases = value.expr().as_array().into_iter().flatten();
                        self.providers.extend(aliases.filter_map(provider_reference));
                    }
                    _ => {}
                }
            }
            self.required_providers.insert(name, provider);
        }
    }

    /// Whether `version` is of the provider that is called `local` here.
    pub(super) fn is_provider(&self, local: &str, version: Version) -> bool {
        match self.required_providers.get(local).and_then(|required| required.source) {
            Some(source) => source.trim_start_matches("registry.terraform.io/") == version.source(),
            None => version.provider() == local,
        }
    }

    /// The known versions of the provider called `local` that `required_providers` allows, if it says any.
    pub(super) fn allowed(&self, local: &str) -> Option<Vec<Version>> {
        let constraint = self.required_providers.get(local)?.version?;
        let known: Vec<Version> =
            Version::ALL.iter().filter(|version| self.is_provider(local, **version)).copied().collect();
        Some(constraint::allowed(constraint, &known))
    }

    /// The local names of the providers whose types are used here.
    pub(super) fn used_providers(&self) -> BTreeSet<&'a str> {
        let objects =
            self.objects.iter().map(|((_, type_name, _), block)| provider_of(block.item, type_name));
        objects.chain(self.providers.iter().map(|(name, _)| *name)).collect()
    }

    /// The interface behind the call named `module`, if it is known.
    pub(super) fn callee(&self, module: &Block) -> Option<&Interface> {
        self.callees.get(source_of(module)?)?.as_ref()
    }
}

/// The literal `source` of a module call.
pub(super) fn source_of(module: &Block) -> Option<&str> {
    module.body.get_attribute("source")?.value.as_str()
}

/// Whether a `source` is a folder beside the files.
pub(super) fn is_local(source: &str) -> bool {
    source.starts_with("./") || source.starts_with("../")
}

/// The local name of the provider that a block with a type belongs to.
pub(super) fn provider_of<'a>(block: &'a Block, type_name: &'a str) -> &'a str {
    let named = block.body.get_attribute("provider").and_then(|provider| provider_reference(&provider.value));
    named.map_or_else(|| type_name.split('_').next().unwrap_or(type_name), |(local, _)| local)
}

/// `(aws, dr)` of `aws.dr`, and `(aws, "")` of `aws`.
pub(super) fn provider_reference(expression: &Expression) -> Option<(&str, &str)> {
    match expression {
        Expression::Variable(name) => Some((name.as_str(), "")),
        Expression::String(name) => Some(name.split_once('.').unwrap_or((name.as_str(), ""))),
        Expression::Traversal(traversal) => {
            let name = traversal.expr.as_variable()?.as_str();
            match traversal.operators.first()?.value() {
                TraversalOperator::GetAttr(alias) => Some((name, alias.as_str())),
                _ => None,
            }
        }
        _ => None,
    }
}
