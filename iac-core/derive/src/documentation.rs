//! Documentation comments, as texts for people who read Terraform.

use syn::{Attribute, Expr, ExprLit, Lit, Meta};

/// The documentation as Markdown, lines as they are written; empty if there is none.
pub(crate) fn markdown(attributes: &[Attribute]) -> String {
    let lines: Vec<String> = attributes.iter().filter_map(line).collect();
    plain(lines.join("\n").trim())
}

/// The documentation in one line for each paragraph; empty if there is none.
pub(crate) fn paragraphs(attributes: &[Attribute]) -> String {
    let text = markdown(attributes);
    let paragraphs = text.split("\n\n").map(|paragraph| {
        let lines: Vec<&str> = paragraph.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
        lines.join(" ")
    });
    paragraphs.filter(|paragraph| !paragraph.is_empty()).collect::<Vec<_>>().join("\n\n")
}

/// Links to Rust's documentation, such as ``[`Network`]``, lead nowhere in Terraform's.
fn plain(text: &str) -> String {
    text.replace("[`", "`").replace("`]", "`")
}

fn line(attribute: &Attribute) -> Option<String> {
    let Meta::NameValue(pair) = &attribute.meta else { return None };
    if !pair.path.is_ident("doc") {
        return None;
    }
    let Expr::Lit(ExprLit { lit: Lit::Str(text), .. }) = &pair.value else { return None };
    let text = text.value();
    Some(text.strip_prefix(' ').unwrap_or(&text).to_owned())
}
