//! Which changes can't be made to a resource that is there: it goes, and another comes.

use iac_schema::{BlockFacts, Nesting};
use rmpv::Value;

use super::protocol::{Path, Step};
use super::values::member_or_null;

/// The places of a resource whose change replaces it, as far as the facts know them.
pub(super) fn paths(facts: BlockFacts, prior: &Value, planned: &Value) -> Vec<Path> {
    let mut found = vec![];
    block(facts, prior, planned, &mut vec![], &mut found);
    found
}

fn block(facts: BlockFacts, prior: &Value, planned: &Value, path: &mut Vec<Step>, found: &mut Vec<Path>) {
    for attribute in facts.attributes().filter(|attribute| attribute.replaces) {
        if member_or_null(prior, attribute.name) != member_or_null(planned, attribute.name) {
            let mut steps = path.clone();
            steps.push(Step::attribute(attribute.name));
            found.push(Path { steps });
        }
    }
    for nested in facts.blocks() {
        let (prior, planned) = (member_or_null(prior, nested.name), member_or_null(planned, nested.name));
        path.push(Step::attribute(nested.name));
        match nested.nesting {
            Nesting::Single | Nesting::Group => block(nested.body, &prior, &planned, path, found),
            Nesting::List => {
                let (prior, planned) = (elements(&prior), elements(&planned));
                for (index, position) in (0..prior.len().max(planned.len())).zip(0..) {
                    path.push(Step::element(position));
                    let at = |elements: &[Value]| elements.get(index).cloned().unwrap_or(Value::Nil);
                    block(nested.body, &at(prior), &at(planned), path, found);
                    path.pop();
                }
            }
            // The elements of a set can't be pointed at, and nothing in one replaces as far as is known.
            Nesting::Set | Nesting::Map => {}
        }
        path.pop();
    }
}

fn elements(value: &Value) -> &[Value] {
    value.as_array().map_or(&[], Vec::as_slice)
}

#[cfg(test)]
mod tests {
    use iac_schema::{Kind, Version, lookup, types};

    use super::*;

    /// Whether an attribute inside a set or map replaces.
    fn is_out_of_reach(facts: BlockFacts, inside: bool) -> bool {
        facts.attributes().any(|attribute| inside && attribute.replaces)
            || facts.blocks().any(|nested| {
                let inside = inside || matches!(nested.nesting, Nesting::Set | Nesting::Map);
                is_out_of_reach(nested.body, inside)
            })
    }

    #[test]
    fn everything_that_replaces_can_be_pointed_at() {
        for version in Version::ALL {
            for name in types(*version, Kind::Resource) {
                let facts = lookup(*version, Kind::Resource, name).expect("a known type");
                assert!(!is_out_of_reach(facts, false), "{version} {name}");
            }
        }
    }
}
