//! The derives of the module boundary: a Terraform module is a Rust struct and native files beside it.
//!
//! [`Module`](macro@Module) reads those files while the struct compiles and refuses what doesn't fit: the check is
//! [`iac_schema::check`], here it only becomes errors of the compiler. [`Outputs`](macro@Outputs) and
//! [`InputType`](macro@InputType) read no file.
//!
//! Where the compiler doesn't say which file a struct stands in (rust-analyzer doesn't), nothing is read and nothing
//! is checked, so that editors show no false errors; `cargo check` always knows.

mod attributes;
mod documentation;
mod folder;
mod input_type;
mod items;
mod module;
mod outputs;
mod rename;
mod wiring;

use syn::{DeriveInput, Error, Result, parse_macro_input};

/// Makes a struct a Terraform module, whose body is the `.tf` files beside the source file.
///
/// The struct's fields are the inputs and their documentation the descriptions; a field's type is `Arg<T>` for
/// what a caller may compute. Every `.tf` file of the folder is read, but for `variables.tf` and `versions.tf`,
/// which are written from the struct. A problem in a file is an error of the compiler that names file and line.
///
/// | attribute | on | says |
/// |---|---|---|
/// | `#[module(aws("5.100.0", "6.25.0"))]` | the struct | the provider versions that the body is valid for |
/// | `#[module(outputs = NetworkOutputs)]` | the struct | the struct in the same file that derives `Outputs` |
/// | `#[input(default = 14)]` | a field | the value if a caller gives none, of the type inside `Arg` |
/// | `#[input(description = expression)]` | a field | the description, if it is made by code |
///
/// For `module` blocks whose `source` is `../<folder>`, the module there is read too: its inputs and outputs are
/// known by name, and where an argument is plainly `module.x.y` or `var.z`, its Rust type is checked against that of
/// the input. That needs the other module to be `super::<folder>` in Rust as well.
#[proc_macro_derive(Module, attributes(module, input))]
pub fn module(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    let file = proc_macro::Span::call_site().local_file();
    expand(&parse_macro_input!(tokens as DeriveInput), |input| module::expand(input, file.as_deref()))
}

/// Makes a struct the outputs of a module: each field is an `Expr<T>`, documented.
#[proc_macro_derive(Outputs)]
pub fn outputs(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand(&parse_macro_input!(tokens as DeriveInput), outputs::expand)
}

/// Makes a type cross the boundary of a module.
///
/// A struct with named fields becomes an object, whose members are checked by the rules of their types. An enum
/// without data becomes text, one of its words. A struct of one unnamed field is what that field is.
///
/// Names are those of serde: `#[serde(rename_all = "…")]` and `#[serde(rename = "…")]` are followed, and
/// `#[input(rename_all = "…")]` and `#[input(rename = "…")]` say the same without serde.
#[proc_macro_derive(InputType, attributes(input))]
pub fn input_type(tokens: proc_macro::TokenStream) -> proc_macro::TokenStream {
    expand(&parse_macro_input!(tokens as DeriveInput), input_type::expand)
}

fn expand(
    input: &DeriveInput,
    with: impl FnOnce(&DeriveInput) -> Result<proc_macro2::TokenStream>,
) -> proc_macro::TokenStream {
    let expanded = if input.generics.params.is_empty() {
        with(input)
    } else {
        Err(Error::new_spanned(&input.generics, "a type of a module's boundary has no parameters"))
    };
    expanded.unwrap_or_else(Error::into_compile_error).into()
}
