//! The facts as text: one sorted file for all versions of a provider.

use std::collections::BTreeMap;

use iac_schema::Version;

use super::model::{Block, Provider};

/// What holds in which version, by the letter of the version.
type PerVersion<'a, T> = BTreeMap<char, &'a T>;

/// Writes the facts of all versions of one provider.
pub(super) fn write(providers: &BTreeMap<Version, Provider>, header: &str) -> String {
    let mut records: BTreeMap<(&str, &str), PerVersion<'_, Block>> = BTreeMap::new();
    for (version, provider) in providers {
        for ((kind, name), block) in &provider.types {
            records.entry((kind.keyword(), name)).or_default().insert(version.mark(), block);
        }
    }
    let mut out = String::from(header);
    for ((kind, name), blocks) in records {
        out.push_str(kind);
        out.push(' ');
        out.push_str(name);
        end_line(blocks.keys(), providers.len(), &mut out);
        write_block(&blocks, 1, &mut out);
    }
    out
}

/// The lines that explain the file to whoever opens it.
pub(super) fn header(versions: &[Version], origin: &str) -> String {
    let source = versions.first().map_or("", |version| version.source());
    let numbers: Vec<_> =
        versions.iter().map(|version| format!("{} = {}", version.mark(), version.number())).collect();
    format!(
        "# Facts of the Terraform provider {source}, {origin}. See NOTICE.\n\
         # Versions: {}. A line that ends in @ and letters holds in those versions only; any other, in all that \
         its parent holds in.\n\
         # An attribute is its name, flags (r required, o optional, c computed, w write-only, s sensitive, f forces replacement) and type.\n\
         # A nested block is its name, nesting mode and minimum..maximum of items; what is below an opaque one is \
         unknown.\n",
        numbers.join(", ")
    )
}

fn write_block(blocks: &PerVersion<'_, Block>, depth: usize, out: &mut String) {
    // An attribute or block that changed between versions has a line for each form.
    let mut lines: BTreeMap<(&str, String), PerVersion<'_, Block>> = BTreeMap::new();
    let nothing = Block::default();
    for (version, block) in blocks {
        for (name, attribute) in &block.attributes {
            let text = format!("{} {}", attribute.flags, attribute.value);
            lines.entry((name, text)).or_default().insert(*version, &nothing);
        }
        for (name, nested) in &block.blocks {
            lines.entry((name, nested.to_string())).or_default().insert(*version, &nested.block);
        }
    }
    for ((name, text), children) in &lines {
        out.extend(std::iter::repeat_n('\t', depth));
        out.push_str(name);
        out.push(' ');
        out.push_str(text);
        end_line(children.keys(), blocks.len(), out);
        write_block(children, depth + 1, out);
    }
}

/// Ends a line with the versions it holds in, unless these are all that its parent holds in.
fn end_line<'a>(versions: impl ExactSizeIterator<Item = &'a char>, all: usize, out: &mut String) {
    if versions.len() < all {
        out.push_str(" @");
        out.extend(versions);
    }
    out.push('\n');
}
