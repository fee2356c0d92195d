//! One pass over all files, with the facts of one provider version or of none.

use super::configuration::Configuration;
use super::file::File;
use super::interface::{Contract, is_reserved};
use super::names;
use super::problem::{Problem, Report, merge};
use super::shape::Shape;
use crate::Version;
use hcl_edit::Span as _;
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// One pass over all files.
///
/// The pass without a version reports what no version changes; a pass with one reports only what that version
/// makes wrong, so that the versions can be compared.
pub(super) struct Run<'a> {
    pub(super) configuration: &'a Configuration<'a>,
    pub(super) contract: &'a Contract<'a>,
    pub(super) version: Option<Version>,
    pub(super) file: &'a File<'a>,
    /// What is declared by the blocks and expressions around: `each`, iterators, variables of `for`.
    pub(super) names: Vec<(&'a str, Shape)>,
    /// The blocks around, for messages: `aws_lb`, `access_logs`.
    pub(super) path: Vec<Cow<'a, str>>,
    /// The variable whose own block is checked.
    pub(super) own_variable: Option<&'a str>,
    pub(super) used_inputs: BTreeSet<&'a str>,
    pub(super) used_locals: BTreeSet<&'a str>,
    problems: Vec<Problem>,
}

impl<'a> Run<'a> {
    fn new(
        configuration: &'a Configuration<'a>,
        contract: &'a Contract<'a>,
        version: Option<Version>,
        file: &'a File<'a>,
    ) -> Self {
        Self {
            configuration,
            contract,
            version,
            file,
            names: Vec::new(),
            path: Vec::new(),
            own_variable: None,
            used_inputs: BTreeSet::new(),
            used_locals: BTreeSet::new(),
            problems: Vec::new(),
        }
    }

    fn every_file(&mut self) {
        for file in self.configuration.files {
            self.file = file;
            self.root(&file.body);
        }
    }

    /// Reports what is wrong whatever the provider's version.
    pub(super) fn problem(
        &mut self,
        span: Option<Range<usize>>,
        code: &'static str,
        message: String,
        help: Option<String>,
    ) {
        if self.version.is_none() {
            self.problems.push(self.file.problem(span, code, message, help));
        }
    }

    /// Reports what is wrong by the facts of this pass's version.
    pub(super) fn mismatch(
        &mut self,
        span: Option<Range<usize>>,
        code: &'static str,
        message: String,
        help: Option<String>,
    ) {
        if self.version.is_some() {
            self.problems.push(self.file.problem(span, code, message, help));
        }
    }

    /// Runs `check` with `names` declared around it.
    pub(super) fn with_names<T>(
        &mut self,
        names: impl IntoIterator<Item = (&'a str, Shape)>,
        check: impl FnOnce(&mut Self) -> T,
    ) -> T {
        let depth = self.names.len();
        self.names.extend(names);
        let result = check(self);
        self.names.truncate(depth);
        result
    }

    /// Runs `check` with no name from around, as in the `for_each` of a block.
    pub(super) fn without_names<T>(&mut self, check: impl FnOnce(&mut Self) -> T) -> T {
        let names = std::mem::take(&mut self.names);
        let result = check(self);
        self.names = names;
        result
    }

    /// Runs `check` inside the block `name`, for messages.
    pub(super) fn inside<T>(&mut self, name: Cow<'a, str>, check: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(name);
        let result = check(self);
        self.path.pop();
        result
    }

    /// The block that is checked, as messages call it: `` `access_logs` of `aws_lb` ``.
    pub(super) fn subject(&self) -> String {
        match self.path.as_slice() {
            [] => "this block".to_owned(),
            [only] => format!("`{only}`"),
            [first, inner @ ..] => format!("`{}` of `{first}`", inner.join(".")),
        }
    }
}

/// Checks a configuration.
pub(super) fn report<'a>(configuration: &'a Configuration<'a>, contract: &'a Contract<'a>) -> Report {
    let Some(first) = configuration.files.first() else { return Report::default() };
    let mut report = Report::default();

    let mut language = Run::new(configuration, contract, None, first);
    language.every_file();
    language.interface();
    report.problems = language.problems;

    let used = configuration.used_providers();
    let is_used = |version: Version| used.iter().any(|local| configuration.is_provider(local, version));
    for versions in Version::ALL.chunk_by(|a, b| a.provider() == b.provider()).filter(|all| is_used(all[0])) {
        let mut found: Vec<(Version, Vec<Problem>)> = versions
            .iter()
            .map(|version| {
                let mut run = Run::new(configuration, contract, Some(*version), first);
                run.every_file();
                (*version, run.problems)
            })
            .collect();
        let valid = found.iter().filter(|(_, problems)| problems.is_empty()).map(|(version, _)| *version);
        let valid: Vec<Version> = valid.collect();
        match declared(configuration, contract, versions) {
            Some(declared) => found.retain(|(version, _)| declared.contains(version)),
            // Nobody said which version it is, so one that accepts everything is enough.
            None if valid.is_empty() => {}
            None => found.clear(),
        }
        report.problems.extend(merge(found));
        report.valid_for.extend(valid);
    }
    report.unchecked = configuration.unchecked.borrow().iter().cloned().collect();
    report
}

/// Which of `versions`, all of one provider, the files must be valid for; `None` if nobody says.
fn declared(
    configuration: &Configuration<'_>,
    contract: &Contract<'_>,
    versions: &[Version],
) -> Option<Vec<Version>> {
    if !contract.versions.is_empty() {
        return Some(
            versions.iter().filter(|version| contract.versions.contains(version)).copied().collect(),
        );
    }
    let locals = configuration.required_providers.keys();
    locals
        .filter(|local| configuration.is_provider(local, versions[0]))
        .find_map(|local| configuration.allowed(local))
}

/// What is wrong between the files and the interface around them.
impl Run<'_> {
    fn interface(&mut self) {
        let configuration = self.configuration;
        for duplicate in &configuration.duplicates {
            self.file = duplicate.file;
            let message = format!("{} is declared twice", duplicate.what);
            let help = Some(format!("the first is at {}", duplicate.first));
            self.problem(duplicate.span.clone(), "duplicate-declaration", message, help);
        }
        self.inputs();
        self.outputs();
        if configuration.complete {
            for (name, local) in &configuration.locals {
                if !self.used_locals.contains(name) {
                    self.file = local.file;
                    let message = format!("local `{name}` is never used");
                    self.problem(local.item.key.span(), "unused-local", message, None);
                }
            }
        }
    }

    fn inputs(&mut self) {
        let configuration = self.configuration;
        for (name, variable) in &configuration.variables {
            self.file = variable.file;
            let span = variable.item.labels.first().and_then(hcl_edit::Span::span);
            if self.contract.inputs.is_some() {
                let message = format!("the inputs are declared in Rust, and here is `variable \"{name}\"`");
                let help = Some(format!("declare `{name}` as a field of the module's struct"));
                self.problem(span, "variable-in-body", message, help);
                continue;
            }
            if is_reserved(name) {
                let message = format!("Terraform reserves `{name}` in module blocks");
                self.problem(span.clone(), "reserved-name", message, None);
            }
            if !variable.item.body.has_attribute("description") {
                let message = format!("variable `{name}` has no description");
                self.problem(span.clone(), "undocumented", message, None);
            }
            if configuration.complete && !self.used_inputs.contains(name) {
                self.problem(span, "unused-input", format!("variable `{name}` is never used"), None);
            }
        }
        for name in self.contract.inputs.into_iter().flat_map(|inputs| inputs.keys()) {
            if is_reserved(name) {
                let message = format!("Terraform reserves `{name}` in module blocks");
                self.problems.push(Problem::of_interface("reserved-name", name, message, None));
            } else if configuration.complete && !self.used_inputs.contains(name.as_str()) {
                let message = format!("no body uses the input `{name}`");
                let help = Some(format!("use `var.{name}` or remove the field"));
                self.problems.push(Problem::of_interface("unused-input", name, message, help));
            }
        }
    }

    fn outputs(&mut self) {
        let configuration = self.configuration;
        for (name, output) in &configuration.outputs {
            self.file = output.file;
            let span = output.item.labels.first().and_then(hcl_edit::Span::span);
            match self.contract.outputs {
                Some(promised) if !promised.contains(*name) => {
                    let message = format!("the outputs struct has no field `{name}`");
                    let help = names::help(name, promised.iter().map(String::as_str));
                    self.problem(span, "undeclared-output", message, help);
                }
                None if !output.item.body.has_attribute("description") => {
                    self.problem(span, "undocumented", format!("output `{name}` has no description"), None);
                }
                _ => {}
            }
        }
        if !configuration.complete {
            return;
        }
        for name in self.contract.outputs.into_iter().flatten() {
            if !configuration.outputs.contains_key(name.as_str()) {
                let message = format!("no body has an output `{name}`");
                let help = Some(format!("write `output \"{name}\" {{ value = … }}` or remove the field"));
                self.problems.push(Problem::of_interface("missing-output", name, message, help));
            }
        }
    }
}
