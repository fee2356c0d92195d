//! The hand-written overlay: what the source of the facts is blind to, with where each row is known from.

use std::collections::BTreeMap;

use iac_schema::{Kind, Nesting, Version};

use super::model::{Attribute, Block, Flags, Nested, Provider, Type};

/// A row of the overlay that can't be read, or has nothing to change.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
#[error("overlay.txt:{line}: {reason}")]
pub struct BadRow {
    line: usize,
    reason: String,
}

/// What a row says of an attribute or block.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Change {
    /// Its value is hidden in plans.
    Sensitive,
    /// A change of it replaces the resource.
    Replaces,
    /// A block may be there this often at most.
    Max(u32),
    /// A block has to be there this often at least.
    Min(u32),
    /// What the source takes for an attribute is a single block with these texts.
    Block(Vec<String>),
}

/// Applies the rows of `overlay` to every version that has what they are about.
pub(super) fn apply(overlay: &str, providers: &mut BTreeMap<Version, Provider>) -> Result<(), BadRow> {
    for (line, row) in (1..).zip(overlay.lines()) {
        if row.is_empty() || row.starts_with('#') {
            continue;
        }
        let bad = |reason: &str| BadRow { line, reason: reason.to_owned() };
        let (row, citation) =
            row.split_once(" # ").ok_or_else(|| bad("expected ` # ` and where it is known from"))?;
        if citation.trim().is_empty() {
            return Err(bad("expected where it is known from"));
        }
        let words: Vec<&str> = row.split_whitespace().collect();
        let [kind, path, change @ ..] = words.as_slice() else {
            return Err(bad("expected a kind, a path and a change"));
        };
        let kind =
            Kind::ALL.iter().find(|known| known.keyword() == *kind).ok_or_else(|| bad("unknown kind"))?;
        let change =
            parse(change).ok_or_else(|| bad("expected sensitive, replaces, max N, min N or block NAMES"))?;
        let (type_name, path) = path.split_once('.').ok_or_else(|| bad("expected type.path"))?;
        let types = providers
            .values_mut()
            .filter_map(|provider| provider.types.get_mut(&(*kind, type_name.to_owned())));
        let changed = types.map(|block| change_at(block, path, &change)).filter(|changed| *changed).count();
        if changed == 0 {
            return Err(bad("no version has that"));
        }
    }
    Ok(())
}

fn parse(words: &[&str]) -> Option<Change> {
    Some(match words {
        ["sensitive"] => Change::Sensitive,
        ["replaces"] => Change::Replaces,
        ["max", count] => Change::Max(count.parse().ok()?),
        ["min", count] => Change::Min(count.parse().ok()?),
        ["block", names @ ..] if !names.is_empty() => {
            Change::Block(names.iter().map(|name| (*name).to_owned()).collect())
        }
        _ => return None,
    })
}

/// Changes what is at `path`; false if there is nothing of the kind.
fn change_at(block: &mut Block, path: &str, change: &Change) -> bool {
    if let Some((name, rest)) = path.split_once('.') {
        return block.blocks.get_mut(name).is_some_and(|nested| change_at(&mut nested.block, rest, change));
    }
    match change {
        Change::Sensitive => {
            block.attributes.get_mut(path).map(|attribute| attribute.flags.sensitive = true).is_some()
        }
        Change::Replaces => {
            block.attributes.get_mut(path).map(|attribute| attribute.flags.replaces = true).is_some()
        }
        Change::Max(count) => {
            block.blocks.get_mut(path).map(|nested| nested.max_items = Some(*count)).is_some()
        }
        Change::Min(count) => block.blocks.get_mut(path).map(|nested| nested.min_items = *count).is_some(),
        Change::Block(names) => block
            .attributes
            .remove(path)
            .map(|_| {
                let flags = Flags { optional: true, ..Flags::default() };
                let attributes = names
                    .iter()
                    .map(|name| (name.clone(), Attribute { flags, value: Type::String }))
                    .collect();
                let nested = Nested {
                    nesting: Nesting::Single,
                    min_items: 0,
                    max_items: Some(1),
                    opaque: false,
                    block: Block { attributes, ..Block::default() },
                };
                block.blocks.insert(path.to_owned(), nested);
            })
            .is_some(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_without_meaning_are_refused() {
        let cases = [
            ("resource aws_vpc.id sensitive", "expected ` # ` and where it is known from"),
            ("resource aws_vpc.id sensitive #  ", "expected where it is known from"),
            ("thing aws_vpc.id sensitive # docs", "unknown kind"),
            ("resource aws_vpc.id max # docs", "expected sensitive, replaces, max N, min N or block NAMES"),
            ("resource aws_vpc sensitive # docs", "expected type.path"),
            ("resource aws_vpc.id sensitive # docs", "no version has that"),
        ];
        for (row, reason) in cases {
            let refused = apply(&format!("# comment\n\n{row}\n"), &mut BTreeMap::new());
            assert_eq!(refused, Err(BadRow { line: 3, reason: reason.to_owned() }), "{row}");
        }
    }

    #[test]
    fn rows_change_the_versions_that_have_them() {
        let committed = |version| (version, Provider::committed(version));
        let mut providers: BTreeMap<_, _> = Version::AWS.iter().copied().map(committed).collect();
        let row = "resource aws_ecs_service.deployment_configuration max 7 # test\n\
                   resource aws_vpc.cidr_block sensitive # test\n\
                   resource aws_vpc.instance_tenancy replaces # test\n";
        apply(row, &mut providers).expect("both are in some version");
        let service = |version: &Version| {
            let block = &providers[version].types[&(Kind::Resource, "aws_ecs_service".to_owned())];
            block.blocks.get("deployment_configuration").and_then(|nested| nested.max_items)
        };
        assert_eq!(Version::AWS.iter().map(service).collect::<Vec<_>>(), [None, Some(7), Some(7)]);
        let vpc = &providers[&Version::AWS_5_100_0].types[&(Kind::Resource, "aws_vpc".to_owned())];
        assert!(vpc.attributes["cidr_block"].flags.sensitive);
        assert!(vpc.attributes["instance_tenancy"].flags.replaces);
    }
}
