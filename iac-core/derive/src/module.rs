//! `#[derive(Module)]`.

use crate::attributes::{InputAttribute, ModuleAttribute, combine, crossing, name, named_fields};
use crate::documentation::{markdown, paragraphs};
use crate::folder::{Callee, Folder, is_required};
use crate::items::structs;
use crate::wiring;
use iac_schema::{Bodies, Contract, Input, Problem, Version, is_reserved};
use proc_macro2::TokenStream;
use quote::quote;
use std::cell::RefCell;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use syn::{DeriveInput, Error, Field, Ident, Result};

/// Implements `Inputs` and `Module`; `file` is the source file of the struct, if the compiler says which it is.
pub(crate) fn expand(input: &DeriveInput, file: Option<&Path>) -> Result<TokenStream> {
    let this = &input.ident;
    let fields = named_fields(input)?;
    let attribute = ModuleAttribute::read(&input.attrs, this)?;
    let mut errors = Vec::new();

    let inputs = inputs(this, &fields, &mut errors);
    let description = markdown(&input.attrs);
    if description.is_empty() {
        let message = format!("document the module `{this}`: its text becomes the description");
        errors.push(Error::new(this.span(), message));
    }
    // Without errors of its own, so that callers see no others.
    let Body { files, checks } = match file {
        Some(file) => body(this, &fields, &attribute, file, &mut errors),
        None => Body::default(),
    };
    let errors = combine(errors).err().map(Error::into_compile_error);

    let folder = file.and_then(folder_of).unwrap_or_else(|| this.to_string().to_lowercase());
    let outputs = &attribute.outputs;
    let providers = attribute.providers.iter().map(|(provider, versions)| {
        let numbers = versions.iter().map(|version| version.number());
        quote!((#provider, &[#(#numbers),*]))
    });
    let includes = files.iter().map(|file| quote!((#file, ::core::include_str!(#file))));
    Ok(quote! {
        #errors
        #inputs
        #[automatically_derived]
        impl ::iac_core::terraform::Module for #this {
            const NAME: &'static str = #folder;
            const DESCRIPTION: &'static str = #description;
            const FILES: &'static [(&'static str, &'static str)] = &[#(#includes),*];
            const PROVIDERS: &'static [(&'static str, &'static [&'static str])] = &[#(#providers),*];
            type Outputs = #outputs;
        }
        #checks
    })
}

fn inputs(this: &Ident, fields: &[(&Ident, &Field)], errors: &mut Vec<Error>) -> TokenStream {
    let (mut variables, mut arguments) = (Vec::new(), Vec::new());
    for (ident, field) in fields {
        let input = match InputAttribute::read(&field.attrs) {
            Ok(input) => input,
            Err(error) => {
                errors.push(error);
                InputAttribute::default()
            }
        };
        let name = name(ident);
        if is_reserved(&name) {
            errors.push(Error::new(ident.span(), format!("Terraform reserves `{name}` in module blocks")));
        }
        let description = if let Some(expression) = &input.description {
            quote!(#expression)
        } else {
            let text = paragraphs(&field.attrs);
            if text.is_empty() {
                let message = format!("document the input `{name}`: its text becomes the description");
                errors.push(Error::new(ident.span(), message));
            }
            quote!(#text)
        };
        let ty = crossing(&field.ty);
        let default = input.default.map(|value| quote!(.default::<#ty>(#value)));
        variables.push(quote!(::iac_core::terraform::Variable::of::<#ty>(#name, #description)#default));
        arguments.push(if std::ptr::eq(ty, &raw const field.ty) {
            quote!((#name, ::iac_core::terraform::InputType::to_value(&self.#ident)))
        } else {
            quote!((#name, self.#ident.to_value()))
        });
    }
    quote! {
        #[automatically_derived]
        impl ::iac_core::terraform::Inputs for #this {
            fn variables() -> ::std::vec::Vec<::iac_core::terraform::Variable> {
                ::std::vec![#(#variables),*]
            }
            fn arguments(&self) -> ::std::vec::Vec<(&'static str, ::iac_core::syntax::Value)> {
                ::std::vec![#(#arguments),*]
            }
        }
    }
}

/// What the files of the folder give.
#[derive(Default)]
struct Body {
    /// The names of the hand-written files.
    files: Vec<String>,
    /// Code that checks types, and lets the compiler watch what was read.
    checks: TokenStream,
}

fn body(
    this: &Ident,
    fields: &[(&Ident, &Field)],
    attribute: &ModuleAttribute,
    file: &Path,
    errors: &mut Vec<Error>,
) -> Body {
    let folder =
        match Folder::read(file.parent().filter(|path| *path != Path::new("")).unwrap_or(Path::new("."))) {
            Ok(folder) => folder,
            Err(message) => {
                errors.push(Error::new(this.span(), message));
                return Body::default();
            }
        };
    let inputs: BTreeMap<String, Input> =
        fields.iter().map(|(ident, field)| (name(ident), Input { required: is_required(field) })).collect();
    let outputs = match outputs_of(attribute, file) {
        Ok(outputs) => Some(outputs),
        Err(error) => {
            errors.push(error);
            None
        }
    };
    let versions: Vec<Version> =
        attribute.providers.iter().flat_map(|(_, versions)| versions).copied().collect();
    let callees: RefCell<BTreeMap<String, Option<Callee>>> = RefCell::default();
    let callee = |source: &str| {
        let callee = folder.callee(source);
        let interface = callee.as_ref().map(|callee| callee.interface.clone());
        callees.borrow_mut().insert(source.to_owned(), callee);
        interface
    };
    let contract =
        Contract { inputs: Some(&inputs), outputs: outputs.as_ref(), versions: &versions, callee: &callee };
    let sources = folder.sources();
    let bodies = Bodies::parse(&sources);
    let report = bodies.check(&contract);
    let is_fine = report.problems.is_empty();
    // The derive itself refuses reserved names, also where it can read no file.
    let problems = report.problems.iter().filter(|problem| problem.code != "reserved-name");
    errors.extend(problems.map(|problem| error(this, fields, problem)));

    let callees = callees.into_inner();
    let watched = watched(&callees);
    let wiring =
        if is_fine { wiring::checks(this, fields, &bodies.calls(), &callees) } else { TokenStream::new() };
    let files = folder.files.iter().map(|(name, ..)| name.clone()).collect();
    Body { files, checks: quote!(#watched #wiring) }
}

/// The fields of the outputs struct, which stands in the same file.
fn outputs_of(attribute: &ModuleAttribute, file: &Path) -> Result<BTreeSet<String>> {
    let path = &attribute.outputs;
    let text = std::fs::read_to_string(file)
        .map_err(|error| Error::new_spanned(path, format!("{} can't be read: {error}", file.display())))?;
    let found = structs(&text)
        .into_iter()
        .find(|item| path.segments.last().is_some_and(|last| item.ident == last.ident))
        .ok_or_else(|| {
            Error::new_spanned(path, "the outputs struct isn't in this file, where its fields could be read")
        })?;
    Ok(found.fields.iter().filter_map(|field| field.ident.as_ref()).map(name).collect())
}

/// A problem as an error of the compiler: at the field that it is about, else at the struct.
fn error(this: &Ident, fields: &[(&Ident, &Field)], problem: &Problem) -> Error {
    let field = fields.iter().find(|(ident, _)| problem.name.as_ref() == Some(&name(ident)));
    let is_input = matches!(problem.code, "unused-input" | "reserved-name");
    let span = field.filter(|_| is_input).map_or_else(|| this.span(), |(ident, _)| ident.span());
    Error::new(span, problem)
}

/// Lets the compiler watch the files of called modules that have no Rust.
fn watched(callees: &BTreeMap<String, Option<Callee>>) -> TokenStream {
    let files = callees.iter().flat_map(|(source, callee)| {
        let files = callee.iter().flat_map(|callee| &callee.files);
        files.map(move |file| format!("{}/{file}", source.trim_end_matches('/')))
    });
    let files: Vec<String> = files.collect();
    if files.is_empty() {
        return TokenStream::new();
    }
    quote!(const _: &[&str] = &[#(::core::include_str!(#files)),*];)
}

/// The name of the folder that a source file stands in.
fn folder_of(file: &Path) -> Option<String> {
    Some(file.parent()?.file_name()?.to_string_lossy().into_owned())
}
