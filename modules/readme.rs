//! The README of a module, from its struct.

use iac_core::terraform::{Module, Outputs};
use minijinja::syntax::SyntaxConfig;
use minijinja::{Environment, UndefinedBehavior, context};

/// The README of `M`.
pub(crate) fn of<M: Module>() -> String {
    let mut templates = Environment::new();
    templates.set_undefined_behavior(UndefinedBehavior::Strict);
    let whitespace =
        SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).keep_trailing_newline(true).build();
    templates.set_syntax(whitespace.expect("the delimiters are the usual ones"));
    templates.add_filter("cell", |text: String| text.replace('|', "\\|").replace('\n', " "));
    templates.add_template("readme", include_str!("readme.md.j2")).expect("the template is tested");
    let inputs: Vec<_> = M::variables()
        .iter()
        .map(|variable| {
            let constraint = variable.constraint.to_string();
            context! {
                name => variable.name,
                description => variable.description.clone(),
                kind => constraint.split("({").next(),
                object => constraint.contains("({").then_some(constraint),
                required => variable.default.is_none(),
                nullable => variable.nullable,
                rules => variable.validations.iter().map(|rule| rule.message.clone()).collect::<Vec<_>>(),
            }
        })
        .collect();
    let outputs: Vec<_> = <M::Outputs as Outputs>::NAMES
        .iter()
        .zip(<M::Outputs as Outputs>::DESCRIPTIONS)
        .map(|(name, description)| context! { name => *name, description => *description })
        .collect();
    let versions: Vec<_> = M::PROVIDERS
        .iter()
        .map(|(provider, versions)| context! { provider => *provider, versions => versions.to_vec() })
        .collect();
    templates
        .get_template("readme")
        .and_then(|template| {
            template.render(
                context! { name => M::NAME, description => M::DESCRIPTION, inputs, outputs, versions },
            )
        })
        .expect("the template is tested")
}
