//! `#[derive(InputType)]`.

use crate::rename::Case;
use proc_macro2::TokenStream;
use quote::quote;
use syn::punctuated::Punctuated;
use syn::{Data, DataEnum, DeriveInput, Error, Field, Fields, Result, Token, Type};

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let this = &input.ident;
    let body = match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => object(input, &fields.named)?,
            Fields::Unnamed(fields) if fields.unnamed.len() == 1 => forwarded(&fields.unnamed[0].ty),
            Fields::Unnamed(_) | Fields::Unit => {
                return Err(Error::new(this.span(), "expected named fields, or one unnamed field"));
            }
        },
        Data::Enum(data) => words(input, data)?,
        Data::Union(_) => {
            return Err(Error::new(this.span(), "a union can't cross the boundary of a module"));
        }
    };
    Ok(quote! {
        #[automatically_derived]
        impl ::iac_core::terraform::InputType for #this { #body }
    })
}

/// An object, whose members are checked by their own types.
fn object(input: &DeriveInput, fields: &Punctuated<Field, Token![,]>) -> Result<TokenStream> {
    let case = Case::read(&input.attrs)?;
    let (mut types, mut names, mut idents) = (Vec::new(), Vec::new(), Vec::new());
    for field in fields {
        let Some(ident) = &field.ident else { continue };
        types.push(&field.ty);
        names.push(case.name(ident, &field.attrs)?);
        idents.push(ident);
    }
    let references: Vec<String> = names.iter().map(|name| format!("{{reference}}.{name}")).collect();
    Ok(quote! {
        const SENSITIVE: bool = false #(|| <#types as ::iac_core::terraform::InputType>::SENSITIVE)*;
        fn constraint() -> ::iac_core::terraform::TypeConstraint {
            ::iac_core::terraform::TypeConstraint::Object(::std::vec![#((
                #names,
                <#types as ::iac_core::terraform::InputType>::constraint(),
                <#types as ::iac_core::terraform::InputType>::NULLABLE,
            )),*])
        }
        fn validations(reference: &str) -> ::std::vec::Vec<::iac_core::terraform::Validation> {
            let mut validations = ::std::vec::Vec::new();
            #(validations.extend(
                <#types as ::iac_core::terraform::InputType>::validations(&::std::format!(#references))
            );)*
            validations
        }
        fn to_value(&self) -> ::iac_core::syntax::Value {
            ::iac_core::syntax::Value::Object(::std::vec![#((
                ::iac_core::syntax::Key::Text(::std::string::String::from(#names)),
                ::iac_core::terraform::InputType::to_value(&self.#idents),
            )),*])
        }
    })
}

/// What the only field is.
fn forwarded(ty: &Type) -> TokenStream {
    quote! {
        const SENSITIVE: bool = <#ty as ::iac_core::terraform::InputType>::SENSITIVE;
        const NULLABLE: bool = <#ty as ::iac_core::terraform::InputType>::NULLABLE;
        fn constraint() -> ::iac_core::terraform::TypeConstraint {
            <#ty as ::iac_core::terraform::InputType>::constraint()
        }
        fn validations(reference: &str) -> ::std::vec::Vec<::iac_core::terraform::Validation> {
            <#ty as ::iac_core::terraform::InputType>::validations(reference)
        }
        fn to_value(&self) -> ::iac_core::syntax::Value {
            ::iac_core::terraform::InputType::to_value(&self.0)
        }
    }
}

/// Text, one of the words that the variants are.
fn words(input: &DeriveInput, data: &DataEnum) -> Result<TokenStream> {
    let case = Case::read(&input.attrs)?;
    let (mut variants, mut names) = (Vec::new(), Vec::new());
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            let message =
                "a variant with data can't cross the boundary of a module: use a word and nullable inputs";
            return Err(Error::new_spanned(variant, message));
        }
        names.push(case.name(&variant.ident, &variant.attrs)?);
        variants.push(&variant.ident);
    }
    if names.is_empty() {
        return Err(Error::new(input.ident.span(), "an enum without variants has no values"));
    }
    let quoted: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
    let condition = format!("contains([{}], {{reference}})", quoted.join(", "));
    let message = match quoted.as_slice() {
        [first @ .., last] if !first.is_empty() => {
            format!("{{name}} must be {} or {last}.", first.join(", "))
        }
        _ => format!("{{name}} must be {}.", quoted.concat()),
    };
    Ok(quote! {
        fn constraint() -> ::iac_core::terraform::TypeConstraint {
            ::iac_core::terraform::TypeConstraint::String
        }
        fn validations(reference: &str) -> ::std::vec::Vec<::iac_core::terraform::Validation> {
            let name = match (reference.strip_prefix("var."), reference.split_once('.')) {
                (::core::option::Option::Some(name), _) => ::std::string::String::from(name),
                (_, ::core::option::Option::Some((_, member))) => ::std::format!("{member} of every element"),
                _ => ::std::string::String::from("Every element"),
            };
            ::std::vec![::iac_core::terraform::Validation {
                condition: ::std::format!(#condition),
                message: ::std::format!(#message),
            }]
        }
        fn to_value(&self) -> ::iac_core::syntax::Value {
            ::iac_core::syntax::Value::from(match self { #(Self::#variants => #names),* })
        }
    })
}
