//! The structs of a Rust source file, read without the rest of it.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::ItemStruct;

/// The structs at the top of the source `text`; those that can't be read are left out, as the compiler reports them.
///
/// Only structs are parsed: function bodies, the most of a file, stay unread tokens.
pub(crate) fn structs(text: &str) -> Vec<ItemStruct> {
    let Ok(tokens) = text.parse::<TokenStream>() else { return Vec::new() };
    let mut structs = Vec::new();
    let mut item = Vec::new();
    for token in tokens {
        let ends = match &token {
            TokenTree::Group(group) => group.delimiter() == Delimiter::Brace,
            TokenTree::Punct(punct) => punct.as_char() == ';',
            TokenTree::Ident(_) | TokenTree::Literal(_) => false,
        };
        item.push(token);
        if ends {
            let tokens = std::mem::take(&mut item);
            let is_struct =
                tokens.iter().any(|token| matches!(token, TokenTree::Ident(word) if word == "struct"));
            if is_struct {
                structs.extend(syn::parse2(skip_inner_attributes(tokens)));
            }
        }
    }
    structs
}

/// The attributes of the file itself (`#![…]`, `//!`) stand before its first item and belong to none.
fn skip_inner_attributes(tokens: Vec<TokenTree>) -> TokenStream {
    let is = |token: Option<&TokenTree>, character: char| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == character);
    let mut start = 0;
    while is(tokens.get(start), '#') && is(tokens.get(start + 1), '!') {
        start += 3;
    }
    tokens.into_iter().skip(start).collect()
}

#[cfg(test)]
mod tests {
    use super::structs;

    #[test]
    fn structs_are_found_among_other_items() {
        let text = "
            //! A file.
            #![allow(unused)]
            use a::{b, c};
            /// One.
            #[derive(Debug, Module)]
            pub struct One { pub a: Arg<u8> }
            const TWO: Two = Two { b: 1 };
            fn three() { struct Hidden { c: u8 } }
            struct Four(u8);
        ";
        let names: Vec<String> = structs(text).iter().map(|found| found.ident.to_string()).collect();
        assert_eq!(names, ["One", "Four"]);
    }
}
