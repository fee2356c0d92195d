//! `#[derive(Outputs)]`.

use crate::attributes::{combine, name, named_fields};
use crate::documentation::paragraphs;
use proc_macro2::TokenStream;
use quote::quote;
use syn::{DeriveInput, Error, Result};

pub(crate) fn expand(input: &DeriveInput) -> Result<TokenStream> {
    let this = &input.ident;
    let fields = named_fields(input)?;
    let mut errors = Vec::new();
    let (mut idents, mut names, mut descriptions) = (Vec::new(), Vec::new(), Vec::new());
    for (ident, field) in fields {
        let description = paragraphs(&field.attrs);
        if description.is_empty() {
            let message = format!("document the output `{ident}`: its text becomes the description");
            errors.push(Error::new(ident.span(), message));
        }
        idents.push(ident);
        names.push(name(ident));
        descriptions.push(description);
    }
    // Beside the implementation, so that who uses it sees no other errors.
    let errors = combine(errors).err().map(Error::into_compile_error);
    let call = if idents.is_empty() { quote!(_) } else { quote!(call) };
    Ok(quote! {
        #errors
        #[automatically_derived]
        impl ::iac_core::terraform::Outputs for #this {
            const NAMES: &'static [&'static str] = &[#(#names),*];
            const DESCRIPTIONS: &'static [&'static str] = &[#(#descriptions),*];
            fn of(#call: &str) -> Self {
                Self { #(#idents: ::iac_core::terraform::Expr::output(call, #names)),* }
            }
        }
    })
}
