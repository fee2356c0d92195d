//! The statements of web ACL rules, which the source leaves out.
//!
//! A statement contains statements, and the bindings give up: in `aws_wafv2_web_acl` the whole block is opaque. The
//! later type `aws_wafv2_web_acl_rule` has the same statement one level deep, so its names and types fill the gap in
//! every version. Approximate for old versions: what AWS added since is taken for known.

use iac_schema::{Kind, Nesting};

use super::model::{Block, Nested, Provider};

/// How deep statements may be inside one another; the real provider allows one more.
const DEPTH: u32 = 2;

/// Statements that can't be inside another.
const OUTERMOST: [&str; 3] =
    ["managed_rule_group_statement", "rate_based_statement", "rule_group_reference_statement"];

/// Statements that are made of others.
const LOGICAL: [&str; 3] = ["and_statement", "not_statement", "or_statement"];

/// Blocks there may be several of, though the bindings of other blocks have lost their limit of one.
const REPEATED: [&str; 7] = [
    "custom_key",
    "excluded_header",
    "header",
    "managed_rule_group_configs",
    "rule_action_override",
    "statement",
    "text_transformation",
];

/// The statement of `aws_wafv2_web_acl_rule`, if the provider has that.
pub(super) fn statement(donor: &Provider) -> Option<Block> {
    let rule = donor.types.get(&(Kind::Resource, "aws_wafv2_web_acl_rule".to_owned()))?;
    Some(rule.blocks.get("statement")?.block.clone())
}

/// Fills the statement of `aws_wafv2_web_acl`.
pub(super) fn fill(provider: &mut Provider, statement: &Block) {
    let acl = provider.types.get_mut(&(Kind::Resource, "aws_wafv2_web_acl".to_owned()));
    let Some(rule) = acl.and_then(|acl| acl.blocks.get_mut("rule")) else { return };
    let filled = Nested {
        nesting: Nesting::List,
        min_items: 1,
        max_items: Some(1),
        opaque: false,
        block: at_level(statement, DEPTH, true),
    };
    rule.block.blocks.insert("statement".to_owned(), filled);
}

/// A statement with room for `level` more inside it.
fn at_level(root: &Block, level: u32, outermost: bool) -> Block {
    let mut block = Block::default();
    for (name, nested) in &root.blocks {
        let nested = match name.as_str() {
            name if OUTERMOST.contains(&name) && !outermost => continue,
            name if LOGICAL.contains(&name) && level == 0 => continue,
            name if LOGICAL.contains(&name) => logical(at_level(root, level - 1, false)),
            name => limited(name, nested, root, level),
        };
        block.blocks.insert(name.clone(), nested);
    }
    block
}

/// `and_statement { statement { … } }`.
fn logical(inner: Block) -> Nested {
    let statement =
        Nested { nesting: Nesting::List, min_items: 1, max_items: None, opaque: false, block: inner };
    let block = Block { blocks: [("statement".to_owned(), statement)].into(), ..Block::default() };
    Nested { nesting: Nesting::List, min_items: 0, max_items: Some(1), opaque: false, block }
}

/// A block with the limit that the bindings lost; an opaque one is a statement again.
fn limited(name: &str, nested: &Nested, root: &Block, level: u32) -> Nested {
    if nested.opaque {
        let block = at_level(root, level.min(1), false);
        return Nested { nesting: Nesting::List, min_items: 0, max_items: Some(1), opaque: false, block };
    }
    let mut limited = nested.clone();
    if limited.nesting == Nesting::List && !REPEATED.contains(&name) {
        limited.max_items = Some(1);
    }
    for (name, inner) in &mut limited.block.blocks {
        *inner = self::limited(name, inner, root, level);
    }
    limited
}
