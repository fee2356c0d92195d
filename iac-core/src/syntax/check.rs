//! What neither syntax can hold: two things of one name, blocks in an order that JSON loses.

use super::error::{Fault, FaultKind};
use super::positions::{Scope, Shape};
use super::{Block, Body, Entry, Key, Value, text};

/// Checks the names of a body, not what is inside its attributes and blocks.
///
/// Returns where in the entries JSON has to put its one `dynamic` key, if there is any.
pub(super) fn body(body: &Body, scope: Scope) -> Result<Option<usize>, Fault> {
    let names = body.entries.iter().filter_map(|entry| match entry {
        Entry::Attribute(attribute) => Some(attribute.name.as_str()),
        Entry::Block(_) => None,
    });
    if let Some(name) = duplicate(names.clone()) {
        return Err(FaultKind::Duplicate(name.to_owned()).into());
    }
    for entry in &body.entries {
        let commented = match entry {
            Entry::Attribute(attribute) => &attribute.comment,
            Entry::Block(block) => &block.comment,
        };
        if let Some(text) = commented {
            comment(text).map_err(|fault| fault.under(|| entry_step(entry)))?;
        }
    }

    let mut blocks: Vec<&Block> = Vec::new();
    blocks.extend(body.entries.iter().filter_map(|entry| match entry {
        Entry::Block(block) => Some(block),
        Entry::Attribute(_) => None,
    }));
    if blocks.is_empty() {
        return Ok(None);
    }
    blocks.sort_by(|a, b| (&a.kind, &a.labels).cmp(&(&b.kind, &b.labels)));
    for name in names {
        if blocks.binary_search_by(|block| block.kind.as_str().cmp(name)).is_ok() {
            return Err(FaultKind::Duplicate(name.to_owned()).into());
        }
    }
    for pair in blocks.windows(2) {
        let [a, b] = pair else { continue };
        if a.kind != b.kind {
            continue;
        }
        if a.labels.len() != b.labels.len() {
            let fault =
                Fault::from(FaultKind::Misplaced("the same number of labels for all blocks of a type"));
            return Err(fault.under(|| label_path(b)));
        }
        if !a.labels.is_empty() && a.labels == b.labels && scope.block(a.kind.as_str()).1 == Shape::One {
            return Err(FaultKind::Duplicate(label_path(a)).into());
        }
    }
    if scope.has_dynamic() && blocks.iter().any(|block| block.kind.as_str() == "dynamic") {
        return dynamic_place(body).map_err(|kind| FaultKind::Order(kind.to_owned()).into());
    }
    Ok(None)
}

/// Checks that no key of an object is there twice.
pub(super) fn object(entries: &[(Key, Value)]) -> Result<(), Fault> {
    let keys = |wanted: fn(&Key) -> Option<&str>| entries.iter().filter_map(move |(key, _)| wanted(key));
    let texts = keys(|key| match key {
        Key::Text(text) => Some(text),
        Key::Expression(_) => None,
    });
    let sources = keys(|key| match key {
        Key::Text(_) => None,
        Key::Expression(source) => Some(source.as_str()),
    });
    match duplicate(texts).or_else(|| duplicate(sources)) {
        Some(key) => Err(FaultKind::Duplicate(key.to_owned()).into()),
        None => Ok(()),
    }
}

/// Checks that a comment, or the notice, is text that stays in its lines.
pub(super) fn comment(text: &str) -> Result<(), Fault> {
    match text::comment_problem(text) {
        Some(problem) => Err(Fault::from(FaultKind::Text(problem)).under(|| "comment".to_owned())),
        None => Ok(()),
    }
}

fn entry_step(entry: &Entry) -> String {
    match entry {
        Entry::Attribute(attribute) => attribute.name.to_string(),
        Entry::Block(block) => label_path(block),
    }
}

/// The words of a block, as they stand in a reference to it.
pub(super) fn label_path(block: &Block) -> String {
    let mut path = block.kind.to_string();
    for label in &block.labels {
        path.push('.');
        path.push_str(label);
    }
    path
}

/// How many names are compared pair by pair; more are sorted, so that cost stays close to linear.
const FEW: usize = 12;

fn duplicate<'a>(names: impl Iterator<Item = &'a str> + Clone) -> Option<&'a str> {
    let mut few = [""; FEW];
    for (count, name) in names.clone().enumerate() {
        if count == FEW {
            let mut all: Vec<&str> = names.collect();
            all.sort_unstable();
            return all.windows(2).find(|pair| pair[0] == pair[1]).map(|pair| pair[0]);
        }
        if few[..count].contains(&name) {
            return Some(name);
        }
        few[count] = name;
    }
    None
}

/// Where JSON's one `dynamic` key goes, so that blocks of each type come in the order of the tree.
///
/// The order matters between blocks and `dynamic` ones of the same type only. The error is a type whose
/// order can't be kept.
fn dynamic_place<'a>(body: &'a Body) -> Result<Option<usize>, &'a str> {
    let stands_for = |entry: &'a Entry| match entry {
        Entry::Block(block) if block.kind.as_str() == "dynamic" => block.labels.first(),
        _ => None,
    };
    let is = |entry: &Entry, kind: &str| matches!(entry, Entry::Block(block) if block.kind.as_str() == kind);

    let mut place = None;
    let mut settled = false;
    for (at, entry) in body.entries.iter().enumerate() {
        let Some(kind) = stands_for(entry) else { continue };
        if !settled {
            settled = body.entries.iter().any(|entry| is(entry, kind));
            if settled || place.is_none() {
                place = Some(at);
            }
        }
    }
    let Some(place) = place else { return Ok(None) };

    for entry in &body.entries {
        let Some(kind) = stands_for(entry) else { continue };
        let entries = body.entries.iter().enumerate();
        let mut fixed = entries.clone().filter(|(_, entry)| is(entry, kind)).map(|(at, _)| at);
        let mut dynamic = entries.filter(|(_, entry)| stands_for(entry) == Some(kind)).map(|(at, _)| at);
        let (Some(first_fixed), Some(first_dynamic)) = (fixed.next(), dynamic.next()) else { continue };
        let last_fixed = fixed.next_back().unwrap_or(first_fixed);
        let last_dynamic = dynamic.next_back().unwrap_or(first_dynamic);
        let kept = if last_fixed < first_dynamic { first_fixed < place } else { place < first_fixed };
        if !kept || (last_dynamic > first_fixed && last_fixed > first_dynamic) {
            return Err(kind);
        }
    }
    Ok(Some(place))
}
