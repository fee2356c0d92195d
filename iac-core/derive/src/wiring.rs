//! Typed wiring: what a `module` block passes on is checked by the Rust types of both ends.

use crate::attributes::{generated, name};
use crate::folder::Callee;
use iac_schema::{Call, Wire};
use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use std::collections::BTreeMap;
use syn::{Field, parse_str};

/// Code that is never run, and compiles only if every plain argument has the type of its input.
///
/// Each argument has a function named after its file and line, with a trait of its own: so the compiler's error
/// carries the place in the Terraform file.
pub(crate) fn checks(
    this: &Ident,
    fields: &[(&Ident, &Field)],
    calls: &[Call],
    callees: &BTreeMap<String, Option<Callee>>,
) -> TokenStream {
    let modules: BTreeMap<&str, Module> = calls
        .iter()
        .filter_map(|call| {
            let callee = callees.get(&call.source)?.as_ref()?;
            Some((call.name.as_str(), Module::of(&call.source, callee)?))
        })
        .collect();
    let mut functions = TokenStream::new();
    for call in calls {
        let Some(callee) = modules.get(call.name.as_str()) else { continue };
        for argument in &call.arguments {
            let mut span = generated(this.span());
            let (from_type, field, written) = match &argument.value {
                Wire::Output { module, output } => {
                    let Some(from) = modules.get(module.as_str()) else { continue };
                    let path = &from.path;
                    let outputs = quote!(<#path as ::iac_core::terraform::Module>::Outputs);
                    (outputs, output, format!("module.{module}.{output}"))
                }
                Wire::Input(input) => {
                    if let Some((ident, _)) = fields.iter().find(|(ident, _)| name(ident) == *input) {
                        span = generated(ident.span());
                    }
                    (quote!(#this), input, format!("var.{input}"))
                }
                Wire::Other => continue,
            };
            let (Some(field), Some(input)) = (ident(field), ident(&argument.name)) else {
                continue;
            };
            let function = place(&argument.path, argument.line, span);
            let message = format!(
                "{}:{}: input `{}` of module `{}` can't take `{written}`",
                argument.path, argument.line, argument.name, call.name
            );
            let path = &callee.path;
            functions.extend(quote_spanned! {span=>
                #[allow(dead_code, reason = "compiling is all that it is for")]
                #[automatically_derived]
                const _: () = { fn #function(call: &#path, from: &#from_type) {
                    #[diagnostic::on_unimplemented(message = #message, label = "expected `{Self}`, found `{Value}`")]
                    trait Takes<Value> {}
                    // The missing conversion is what the message above says better.
                    #[diagnostic::do_not_recommend]
                    impl<Input: ::core::convert::From<Value>, Value> Takes<Value> for Input {}
                    fn check<Input: Takes<Value>, Value>(_: &Input, _: &Value) {}
                    check(&call.#input, &from.#field);
                } };
            });
        }
    }
    functions
}

/// The Rust name of an input or output, which may be a word that Rust keeps.
fn ident(name: &str) -> Option<Ident> {
    parse_str(name).or_else(|_| parse_str(&format!("r#{name}"))).ok()
}

/// `check_main_tf_line_42`.
fn place(path: &str, line: usize, span: Span) -> Ident {
    let file = path.rsplit(['/', '\\']).next().unwrap_or(path);
    let file: String =
        file.chars().map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '_' }).collect();
    Ident::new(&format!("check_{file}_line_{line}"), span)
}

/// The Rust side of a called module.
struct Module {
    path: TokenStream,
}

impl Module {
    /// `../network` in Terraform is `super::network` in Rust; what lies elsewhere has no path that is known here.
    fn of(source: &str, callee: &Callee) -> Option<Self> {
        let name = ident(callee.struct_name.as_ref()?)?;
        let (parent, folder) = match (source.strip_prefix("../"), source.strip_prefix("./")) {
            (Some(folder), _) => (quote!(super), folder),
            (_, Some(folder)) => (quote!(self), folder),
            _ => return None,
        };
        let folder = ident(folder.trim_end_matches('/'))?;
        Some(Self { path: quote!(#parent::#folder::#name) })
    }
}
