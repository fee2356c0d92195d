//! Where the values of resources come from: the settings, followed through the bodies of the modules.
//!
//! A review of a plan uses it to say which line of a spec explains a change, and that none does.

use crate::ALL;
use crate::tree::ACCOUNT;
use hcl_edit::expr::{Expression, Traversal, TraversalOperator};
use hcl_edit::structure::{Block, Body, Structure};
use hcl_edit::visit::{Visit, visit_traversal};
use iac_core::environment::{Environment, settings};
use iac_core::review::model::{Origin, Rendered, RenderedResource};
use std::collections::{BTreeMap, BTreeSet};

/// The module that roots call.
const ENTRY: &str = "environment";

/// What `environment` renders to: every resource of its modules, by address without the keys of instances.
///
/// ```
/// use iac_core::environment::Preset;
/// use iac_core::review::model::Origin;
///
/// let production = Preset::PRODUCTION_1.environment("production".parse()?);
/// let rendered = iac_modules::rendered(&production);
/// let database = &rendered.resources["module.production_environment.module.database.aws_db_instance.this"];
/// assert_eq!(database.attributes["multi_az"], Origin::Is("multi_az".to_owned()));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
///
/// # Panics
///
/// Never: the bodies are checked while compiling.
pub fn rendered(environment: &Environment) -> Rendered {
    let mut resources = BTreeMap::new();
    let name = environment.environment.as_str().replace('-', "_");
    let arguments = ALL.iter().find(|module| module.name == ENTRY).map(variables).unwrap_or_default();
    walk(ENTRY, &format!("module.{name}_environment."), &arguments, &mut resources);
    if environment.account.scope.owns() {
        walk(ACCOUNT, &format!("module.{ACCOUNT}."), &account(), &mut resources);
    }
    Rendered {
        resources,
        providers: BTreeSet::from(["hashicorp/aws".to_owned()]),
        terraform: Some(iac_core::terraform::REQUIRED_VERSION.to_owned()),
    }
}

/// The settings behind each variable of the module that roots call: their path is the name, with dots.
fn variables(module: &crate::Entry) -> BTreeMap<String, Origin> {
    let settings: Vec<String> = settings().into_iter().map(|setting| setting.path).collect();
    let named = |path: &str| {
        let name = path.replace('.', "_");
        name.strip_prefix("naming_").map(ToOwned::to_owned).unwrap_or(name)
    };
    let origin = |variable: &str| {
        if let Some(path) = settings.iter().find(|path| named(path) == variable) {
            return Some(Origin::Is(path.clone()));
        }
        let group = format!("{variable}_");
        let all: BTreeSet<String> =
            settings.iter().filter(|path| named(path).starts_with(&group)).cloned().collect();
        (!all.is_empty()).then_some(Origin::From(all))
    };
    let files = module
        .generated()
        .expect("tests write every module")
        .into_iter()
        .filter(|(file, _)| *file == "variables.tf");
    files
        .flat_map(|(_, text)| blocks(&text, "variable"))
        .filter_map(|block| {
            let name = label(&block, 0);
            origin(&name).map(|origin| (name, origin))
        })
        .collect()
}

/// The settings behind each variable of the module that guards the account.
fn account() -> BTreeMap<String, Origin> {
    let from =
        |settings: &[&str]| Origin::From(settings.iter().map(|setting| (*setting).to_owned()).collect());
    [
        ("prefix", from(&["environment", "naming.project"])),
        ("home", from(&["account.home_region", "region"])),
        ("emails", Origin::Is("account.emails".to_owned())),
        ("budget", Origin::Is("account.budget".to_owned())),
        ("audit_retention", Origin::Is("account.audit_retention".to_owned())),
        ("log_retention", Origin::Is("log_retention".to_owned())),
    ]
    .map(|(variable, origin)| (variable.to_owned(), origin))
    .into()
}

fn body(text: &str) -> Body {
    text.parse().expect("bodies are checked while compiling")
}

fn blocks(text: &str, ident: &str) -> Vec<Block> {
    body(text).into_blocks().filter(|block| block.ident.as_str() == ident).collect()
}

fn label(block: &Block, index: usize) -> String {
    block.labels.get(index).map(|label| label.as_str().to_owned()).unwrap_or_default()
}

/// Notes the resources of `module`, whose variables come from `arguments`, and of the modules that it calls.
fn walk(
    module: &str,
    prefix: &str,
    arguments: &BTreeMap<String, Origin>,
    resources: &mut BTreeMap<String, RenderedResource>,
) {
    let Some(entry) = ALL.iter().find(|entry| entry.name == module) else { return };
    let bodies: Vec<Body> =
        entry.body.iter().filter(|(file, _)| has_blocks(file)).map(|(_, text)| body(text)).collect();
    let blocks = || bodies.iter().flat_map(Body::blocks);
    let locals: BTreeMap<&str, &Expression> = blocks()
        .filter(|block| block.ident.as_str() == "locals")
        .flat_map(|block| block.body.attributes())
        .map(|attribute| (attribute.key.as_str(), &attribute.value))
        .collect();
    let scope = Scope { arguments, locals: &locals };
    for block in blocks() {
        match block.ident.as_str() {
            "resource" => {
                let mut resource = RenderedResource::default();
                scope.attributes(&block.body, "", &mut resource);
                resources.insert(format!("{prefix}{}.{}", label(block, 0), label(block, 1)), resource);
            }
            "module" => {
                let passed = block.body.attributes().filter_map(|attribute| {
                    scope.origin(&attribute.value).map(|origin| (attribute.key.as_str().to_owned(), origin))
                });
                let passed: BTreeMap<String, Origin> = passed.collect();
                let source = block.body.get_attribute("source").and_then(|source| source.value.as_str());
                let called = source.unwrap_or_default().rsplit('/').next().unwrap_or_default();
                walk(called, &format!("{prefix}module.{}.", label(block, 0)), &passed, resources);
            }
            _ => {}
        }
    }
}

fn has_blocks(file: &str) -> bool {
    std::path::Path::new(file).extension().is_some_and(|ending| ending == "tf")
}

/// What the names in a module stand for.
struct Scope<'s> {
    arguments: &'s BTreeMap<String, Origin>,
    locals: &'s BTreeMap<&'s str, &'s Expression>,
}

impl Scope<'_> {
    /// Notes the origin of each attribute in `body`, and of those in its blocks below `path`.
    fn attributes(&self, body: &Body, path: &str, resource: &mut RenderedResource) {
        for structure in body {
            match structure {
                Structure::Attribute(attribute) => {
                    let name = attribute.key.as_str();
                    if path.is_empty() && matches!(name, "count" | "depends_on" | "for_each" | "provider") {
                        continue;
                    }
                    if let Some(origin) = self.origin(&attribute.value) {
                        resource.attributes.insert(format!("{path}{name}"), origin);
                    }
                }
                Structure::Block(block) => {
                    match (block.ident.as_str(), block.body.get_blocks("content").next()) {
                        ("lifecycle", _) if path.is_empty() => {
                            let prevents = block.body.get_attribute("prevent_destroy");
                            resource.prevent_destroy =
                                prevents.and_then(|flag| flag.value.as_bool()) == Some(true);
                        }
                        ("dynamic", Some(content)) => {
                            self.attributes(&content.body, &format!("{path}{}.", label(block, 0)), resource);
                        }
                        (name, _) => self.attributes(&block.body, &format!("{path}{name}."), resource),
                    }
                }
            }
        }
    }

    /// The settings that `expression` is made from, through locals and variables.
    fn origin(&self, expression: &Expression) -> Option<Origin> {
        if let Expression::Parenthesis(inner) = expression {
            return self.origin(inner.inner());
        }
        if let Expression::Traversal(traversal) = expression
            && traversal.operators.len() == 1
            && let Some(origin) = self.named(traversal)
        {
            return Some(origin);
        }
        let mut references = References { scope: self, settings: BTreeSet::new(), depth: 0 };
        references.visit_expr(expression);
        (!references.settings.is_empty()).then_some(Origin::From(references.settings))
    }

    /// What `var.name` or `local.name` stands for.
    fn named(&self, traversal: &Traversal) -> Option<Origin> {
        let TraversalOperator::GetAttr(name) = traversal.operators.first()?.value() else { return None };
        match traversal.expr.as_variable()?.as_str() {
            "var" => self.arguments.get(name.as_str()).cloned(),
            "local" => self.origin(self.locals.get(name.as_str())?),
            _ => None,
        }
    }
}

/// Collects the settings behind all names in an expression.
struct References<'s> {
    scope: &'s Scope<'s>,
    settings: BTreeSet<String>,
    depth: usize,
}

impl Visit for References<'_> {
    fn visit_traversal(&mut self, traversal: &Traversal) {
        // Locals may refer to each other, never in a circle: Terraform refuses that.
        if self.depth < 32
            && let Some(origin) = self.scope.named(traversal)
        {
            self.settings.extend(origin.settings().into_iter().map(ToOwned::to_owned));
        }
        self.depth += 1;
        visit_traversal(self, traversal);
        self.depth -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::rendered;
    use iac_core::environment::Preset;
    use iac_core::review::model::Origin;
    use std::collections::BTreeSet;

    #[test]
    fn attributes_are_followed_to_their_settings() {
        let production = Preset::PRODUCTION_1.environment("live-eu".parse().expect("a name"));
        let rendered = rendered(&production);
        let attribute = |address: &str, path: &str| {
            let address = format!("module.live_eu_environment.{address}");
            let resource = rendered.resources.get(&address);
            let known = || rendered.resources.keys().cloned().collect::<Vec<_>>().join("\n");
            resource
                .unwrap_or_else(|| panic!("{address} is none of\n{}", known()))
                .attributes
                .get(path)
                .cloned()
        };
        let is = |setting: &str| Some(Origin::Is(setting.to_owned()));
        let database = "module.database.aws_db_instance.this";
        assert_eq!(attribute(database, "backup_retention_period"), is("database.backup_retention"));
        assert_eq!(attribute(database, "instance_class"), is("database_size"));
        assert_eq!(
            attribute(database, "skip_final_snapshot"),
            Some(Origin::From(BTreeSet::from(["deletion_protection".to_owned()]))),
            "what is computed is no copy"
        );
        assert_eq!(
            attribute(database, "identifier"),
            Some(Origin::From(BTreeSet::from(["environment".to_owned(), "naming.project".to_owned()]))),
            "locals are followed"
        );
        assert_eq!(attribute(database, "port"), None, "a constant comes from no setting");
    }
}
