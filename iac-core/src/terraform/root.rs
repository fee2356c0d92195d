//! The root configuration of one environment.

use crate::syntax::{Block, Document, Key, Source, Value};
use crate::terraform::{Expr, Module, Outputs};

/// The Terraform releases that what we write needs: S3 lock files and write-only arguments arrived by 1.11.
pub const REQUIRED_VERSION: &str = ">= 1.11";

/// Where Terraform keeps the state of a root.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Backend {
    /// The kind, such as `local` or `s3`.
    pub kind: &'static str,
    /// Its arguments, in order.
    pub arguments: Vec<(&'static str, Value)>,
}

/// An output of a root, which passes on an output of a module call.
#[derive(Debug, Clone)]
struct RootOutput {
    name: &'static str,
    description: &'static str,
    value: Value,
}

/// A root configuration: what `terraform plan` starts from.
///
/// The parts are written in the order in which a reader asks for them: versions and state, providers, module calls,
/// what they take over, outputs.
#[derive(Debug)]
pub struct Root {
    notice: String,
    terraform: Block,
    providers: Vec<Block>,
    calls: Vec<Block>,
    imports: Vec<Block>,
    outputs: Vec<RootOutput>,
}

impl Root {
    /// A root that begins with `notice`, keeps its state in `backend` and needs `provider` from `source` by `constraint`.
    pub fn new(
        notice: &str,
        backend: Backend,
        (provider, source, constraint): (&'static str, &str, &str),
    ) -> Self {
        let state = backend
            .arguments
            .into_iter()
            .fold(Block::new("backend").label(backend.kind), |block, (name, value)| {
                block.attribute(name, value)
            });
        Self {
            notice: notice.to_owned(),
            terraform: terraform_block([(provider, source, Value::from(constraint))]).block(state),
            providers: Vec::new(),
            calls: Vec::new(),
            imports: Vec::new(),
            outputs: Vec::new(),
        }
    }

    /// Adds a provider configuration.
    pub fn provider(&mut self, block: Block) {
        self.providers.push(block);
    }

    /// Calls `module` as `name` from `source`, and returns typed references to its outputs.
    pub fn call<M: Module>(&mut self, name: &str, source: &str, module: &M) -> M::Outputs {
        let call = Block::new("module").label(name).attribute("source", source);
        self.calls.push(
            module.arguments().into_iter().fold(call, |call, (name, value)| call.attribute(name, value)),
        );
        M::Outputs::of(name)
    }

    /// Takes over what exists already under `id`, as `resource` of the call named `call`.
    ///
    /// # Panics
    ///
    /// If `resource` is no address, such as `module.network.aws_vpc.this[0]`: it comes from code.
    pub fn import(&mut self, call: &str, resource: &str, id: &str) {
        let to = Source::parse(&format!("module.{call}.{resource}")).expect("addresses are expressions");
        self.imports.push(Block::new("import").attribute("to", Value::Expression(to)).attribute("id", id));
    }

    /// Passes an output of a call on as an output of the root.
    pub fn output<T>(&mut self, name: &'static str, description: &'static str, value: &Expr<T>) {
        self.outputs.push(RootOutput { name, description, value: value.to_value() });
    }

    /// Passes every output of the call named `call` on as an output of the root.
    pub fn outputs_of<M: Module>(&mut self, call: &str) {
        let described = M::Outputs::NAMES.iter().zip(M::Outputs::DESCRIPTIONS);
        self.outputs.extend(described.map(|(name, description)| RootOutput {
            name,
            description,
            value: Expr::<()>::output(call, name).to_value(),
        }));
    }

    /// The root as one document.
    pub fn into_document(self) -> Document {
        let (mut versions, main) = self.into_documents();
        versions.body.entries.extend(main.body.entries);
        versions
    }

    /// The root as two documents: the `terraform` block, and all the rest.
    ///
    /// Scanners drop a JSON file whose `required_version` they can't read, and everything else in it.
    pub fn into_documents(self) -> (Document, Document) {
        let outputs = self.outputs.into_iter().map(|output| {
            Block::new("output")
                .label(output.name)
                .attribute("description", output.description)
                .attribute("value", output.value)
        });
        let blocks = self.providers.into_iter().chain(self.calls).chain(self.imports).chain(outputs);
        let main = blocks.fold(Document::new().notice(self.notice.clone()), Document::block);
        (Document::new().notice(self.notice).block(self.terraform), main)
    }
}

/// The `terraform` block that requires each provider from its source by its constraint.
pub(crate) fn terraform_block<'a>(
    providers: impl IntoIterator<Item = (&'static str, &'a str, Value)>,
) -> Block {
    let required =
        providers.into_iter().fold(Block::new("required_providers"), |block, (name, source, constraint)| {
            let requirement = vec![
                (Key::Text("source".to_owned()), Value::from(source)),
                (Key::Text("version".to_owned()), constraint),
            ];
            block.attribute(name, Value::Object(requirement))
        });
    Block::new("terraform").attribute("required_version", REQUIRED_VERSION).block(required)
}
