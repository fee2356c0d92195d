//! Names of fields and variants, as serde would write them.

use syn::ext::IdentExt as _;
use syn::{Attribute, Error, Ident, LitStr, Result};

/// How the names of a type are written.
#[derive(Clone, Copy)]
pub(crate) enum Case {
    AsIs,
    Lower,
    Upper,
    Pascal,
    Camel,
    Snake,
    ScreamingSnake,
    Kebab,
    ScreamingKebab,
}

impl Case {
    /// Reads `rename_all` of a type.
    pub(crate) fn read(attributes: &[Attribute]) -> Result<Self> {
        let Some(text) = value(attributes, "rename_all")? else { return Ok(Self::AsIs) };
        Ok(match text.value().as_str() {
            "lowercase" => Self::Lower,
            "UPPERCASE" => Self::Upper,
            "PascalCase" => Self::Pascal,
            "camelCase" => Self::Camel,
            "snake_case" => Self::Snake,
            "SCREAMING_SNAKE_CASE" => Self::ScreamingSnake,
            "kebab-case" => Self::Kebab,
            "SCREAMING-KEBAB-CASE" => Self::ScreamingKebab,
            _ => {
                return Err(Error::new(
                    text.span(),
                    "expected a case that serde knows, such as `snake_case`",
                ));
            }
        })
    }

    /// The name of a field or variant, from its own `rename` or by this case.
    pub(crate) fn name(self, ident: &Ident, attributes: &[Attribute]) -> Result<String> {
        Ok(match value(attributes, "rename")? {
            Some(name) => name.value(),
            None => self.apply(&ident.unraw().to_string()),
        })
    }

    fn apply(self, name: &str) -> String {
        let words = words(name);
        let pascal = || words.iter().map(|word| capital(word)).collect::<String>();
        match self {
            Self::AsIs => name.to_owned(),
            Self::Lower => name.to_lowercase(),
            Self::Upper => name.to_uppercase(),
            Self::Pascal => pascal(),
            Self::Camel => {
                let pascal = pascal();
                let mut letters = pascal.chars();
                letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
            }
            Self::Snake => words.join("_"),
            Self::ScreamingSnake => words.join("_").to_uppercase(),
            Self::Kebab => words.join("-"),
            Self::ScreamingKebab => words.join("-").to_uppercase(),
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

/// The words of `PerZone` or `per_zone`, in lower case.
fn words(name: &str) -> Vec<String> {
    let mut words: Vec<String> = vec![String::new()];
    for letter in name.chars() {
        let starts = letter.is_uppercase() && words.last().is_some_and(|word| !word.is_empty());
        if letter == '_' || starts {
            words.push(String::new());
        }
        if letter != '_' {
            words.last_mut().into_iter().for_each(|word| word.extend(letter.to_lowercase()));
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// The text of `key = "…"` in `#[input(…)]` or `#[serde(…)]`.
fn value(attributes: &[Attribute], key: &str) -> Result<Option<LitStr>> {
    let mut found = None;
    let ours =
        |attribute: &&Attribute| attribute.path().is_ident("input") || attribute.path().is_ident("serde");
    for attribute in attributes.iter().filter(ours) {
        attribute.parse_nested_meta(|meta| {
            if meta.path.is_ident(key) && meta.input.peek(syn::Token![=]) {
                found = Some(meta.value()?.parse()?);
            } else if meta.input.peek(syn::Token![=]) {
                meta.value()?.parse::<syn::Expr>()?;
            } else if meta.input.peek(syn::token::Paren) {
                let inner;
                syn::parenthesized!(inner in meta.input);
                inner.parse::<proc_macro2::TokenStream>()?;
            }
            Ok(())
        })?;
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::Case;

    #[test]
    fn cases_are_those_of_serde() {
        let names = |case: Case| [case.apply("PerZone"), case.apply("per_zone")];
        assert_eq!(names(Case::AsIs), ["PerZone", "per_zone"]);
        assert_eq!(names(Case::Lower), ["perzone", "per_zone"]);
        assert_eq!(names(Case::Pascal), ["PerZone", "PerZone"]);
        assert_eq!(names(Case::Camel), ["perZone", "perZone"]);
        assert_eq!(names(Case::Snake), ["per_zone", "per_zone"]);
        assert_eq!(names(Case::ScreamingSnake), ["PER_ZONE", "PER_ZONE"]);
        assert_eq!(names(Case::Kebab), ["per-zone", "per-zone"]);
        assert_eq!(names(Case::ScreamingKebab), ["PER-ZONE", "PER-ZONE"]);
    }
}
