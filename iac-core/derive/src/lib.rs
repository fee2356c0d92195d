//! Placeholder until the real derives land (D overwrites this file).
use proc_macro::TokenStream;
#[proc_macro_derive(Module, attributes(module, input))]
pub fn module(_: TokenStream) -> TokenStream { TokenStream::new() }
#[proc_macro_derive(Outputs)]
pub fn outputs(_: TokenStream) -> TokenStream { TokenStream::new() }
#[proc_macro_derive(InputType, attributes(input))]
pub fn input_type(t: TokenStream) -> TokenStream {
    let text = t.to_string();
    let mut words = text.split_whitespace();
    let name = loop { let w = words.next().unwrap(); if w == "struct" || w == "enum" { break words.next().unwrap().to_owned(); } };
    format!("impl ::iac_core::terraform::InputType for {name} {{ fn constraint() -> ::iac_core::terraform::TypeConstraint {{ unimplemented!() }} fn to_value(&self) -> ::iac_core::syntax::Value {{ unimplemented!() }} }}").parse().unwrap()
}
