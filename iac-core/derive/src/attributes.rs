//! The attributes `#[module(…)]` and `#[input(…)]`, and what else is read of fields.

use iac_schema::Version;
use proc_macro2::Span;
use syn::ext::IdentExt as _;
use syn::punctuated::Punctuated;
use syn::{
    Attribute, Data, DeriveInput, Error, Expr, Field, Fields, GenericArgument, Ident, LitStr, Path,
    PathArguments, Result, Token, Type, parenthesized,
};

/// What `#[module(…)]` says.
pub(crate) struct ModuleAttribute {
    pub(crate) outputs: Path,
    pub(crate) providers: Vec<(String, Vec<Version>)>,
}

impl ModuleAttribute {
    pub(crate) fn read(attributes: &[Attribute], this: &Ident) -> Result<Self> {
        let attribute =
            attributes.iter().find(|attribute| attribute.path().is_ident("module")).ok_or_else(|| {
                Error::new(
                    this.span(),
                    "add `#[module(aws(\"…\"), outputs = …)]`: the providers' versions and the outputs",
                )
            })?;
        let mut outputs = None;
        let mut providers = Vec::new();
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident("outputs") {
                outputs = Some(meta.value()?.parse()?);
                return Ok(());
            }
            let provider = meta.path.require_ident()?.to_string();
            if !Version::ALL.iter().any(|version| version.provider() == provider) {
                return Err(
                    meta.error("expected `outputs = …` or a provider: `aws(\"…\")`, `railway(\"…\")`")
                );
            }
            let numbers;
            parenthesized!(numbers in meta.input);
            let numbers = Punctuated::<LitStr, Token![,]>::parse_terminated(&numbers)?;
            if numbers.is_empty() {
                return Err(meta.error("name the versions that the body is valid for"));
            }
            let versions = numbers.iter().map(|number| version(&provider, number)).collect::<Result<_>>()?;
            providers.push((provider, versions));
            Ok(())
        })?;
        let outputs = outputs.ok_or_else(|| Error::new_spanned(attribute, "missing `outputs = …`"))?;
        Ok(Self { outputs, providers })
    }
}

fn version(provider: &str, number: &LitStr) -> Result<Version> {
    Version::parse(provider, &number.value()).ok_or_else(|| {
        let known = Version::ALL.iter().filter(|version| version.provider() == provider);
        let known: Vec<&str> = known.map(|version| version.number()).collect();
        let message =
            format!("no facts are known of {provider} {}; known are {}", number.value(), known.join(", "));
        Error::new(number.span(), message)
    })
}

/// What `#[input(…)]` says of a field of a module.
#[derive(Default)]
pub(crate) struct InputAttribute {
    pub(crate) default: Option<Expr>,
    pub(crate) description: Option<Expr>,
}

impl InputAttribute {
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self> {
        let mut read = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("input")) {
            attribute.parse_nested_meta(|meta| {
                if meta.path.is_ident("default") {
                    read.default = Some(meta.value()?.parse()?);
                } else if meta.path.is_ident("description") {
                    read.description = Some(meta.value()?.parse()?);
                } else {
                    return Err(meta.error("expected `default = …` or `description = …`"));
                }
                Ok(())
            })?;
        }
        Ok(read)
    }
}

/// The named fields of a struct, each with its name.
pub(crate) fn named_fields(input: &DeriveInput) -> Result<Vec<(&Ident, &Field)>> {
    if let Data::Struct(data) = &input.data
        && let Fields::Named(fields) = &data.fields
    {
        return Ok(fields.named.iter().filter_map(|field| Some((field.ident.as_ref()?, field))).collect());
    }
    Err(Error::new(input.ident.span(), "expected a struct with named fields"))
}

/// The name of a field in Terraform.
pub(crate) fn name(ident: &Ident) -> String {
    ident.unraw().to_string()
}

/// The last segment of a type's path, if it is called `name`: the type inside its brackets.
pub(crate) fn inside<'t>(ty: &'t Type, name: &str) -> Option<&'t Type> {
    let Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| last.ident == name)?;
    let PathArguments::AngleBracketed(arguments) = &last.arguments else { return None };
    match arguments.args.first()? {
        GenericArgument::Type(inner) => Some(inner),
        _ => None,
    }
}

/// The type that crosses the boundary: `T` of `Arg<T>`, else the type itself.
pub(crate) fn crossing(ty: &Type) -> &Type {
    inside(ty, "Arg").unwrap_or(ty)
}

/// Errors as one.
pub(crate) fn combine(errors: Vec<Error>) -> Result<()> {
    let all = errors.into_iter().reduce(|mut all, next| {
        all.combine(next);
        all
    });
    all.map_or(Ok(()), Err)
}

/// The place of `span` for people, without its names: lints then know that the code is generated.
pub(crate) fn generated(span: Span) -> Span {
    Span::mixed_site().located_at(span)
}
