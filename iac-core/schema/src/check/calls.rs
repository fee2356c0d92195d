//! Module calls, by the interface of the module that is called.

use super::configuration::{is_local, source_of};
use super::grammar;
use super::interface::Interface;
use super::names;
use super::run::Run;
use hcl_edit::Span as _;
use hcl_edit::expr::Expression;
use hcl_edit::structure::{Attribute, Block};

impl<'a> Run<'a> {
    /// Checks a `module` block.
    pub(super) fn call(&mut self, block: &'a Block) {
        let name = block.labels[0].as_str();
        let interface = self.callee(block);
        let names = self.instances(block);
        self.with_names(names, |run| {
            for attribute in block.body.attributes() {
                run.call_argument(attribute, name, interface);
            }
            for nested in block.body.blocks() {
                let message = format!("`module` has no block `{}`", nested.ident.as_str());
                run.problem(nested.ident.span(), "unknown-block", message, None);
            }
        });
        let inputs = interface.into_iter().flat_map(|interface| &interface.inputs);
        for (input, _) in inputs.filter(|(_, input)| input.required) {
            if !block.body.has_attribute(input) {
                let message = format!("module `{name}` needs the argument `{input}`");
                self.problem(block.labels[0].span(), "missing-argument", message, None);
            }
        }
    }

    fn callee(&mut self, block: &'a Block) -> Option<&'a Interface> {
        let Some(source) = block.body.get_attribute("source") else {
            let message = "`module` needs the argument `source`".to_owned();
            self.problem(block.ident.span(), "missing-argument", message, None);
            return None;
        };
        let interface = self.configuration.callee(block);
        if interface.is_none()
            && let Some(text) = source_of(block).filter(|text| is_local(text))
        {
            let message = format!("there is no module at `{text}`");
            self.problem(source.value.span(), "unknown-source", message, None);
        }
        interface
    }

    fn call_argument(&mut self, attribute: &'a Attribute, module: &str, interface: Option<&Interface>) {
        let name = attribute.key.as_str();
        match name {
            // `Run::instances` and `Run::callee` check these.
            "count" | "for_each" | "source" | "version" => return,
            "providers" => return self.passed_providers(&attribute.value),
            "depends_on" => {}
            _ => {
                if let Some(interface) = interface.filter(|interface| !interface.inputs.contains_key(name)) {
                    let inputs = interface.inputs.keys().map(String::as_str);
                    let help = names::help(name, inputs.chain(grammar::CALL.iter().copied()));
                    let message = format!("module `{module}` has no input `{name}`");
                    self.problem(attribute.key.span(), "unknown-argument", message, help);
                }
            }
        }
        self.expression(&attribute.value);
    }

    /// `providers = { aws.dr = aws.west }`: the left side belongs to the module that is called.
    fn passed_providers(&mut self, providers: &'a Expression) {
        for (_, value) in providers.as_object().into_iter().flatten() {
            self.provider_argument(value.expr());
        }
    }
}
