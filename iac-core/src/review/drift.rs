//! What was changed outside of Terraform, and what it has to do with the plan.

use super::change::Change;
use super::model::without_keys;
use super::plan::{Plan, Relevant};
use super::value::Value;
use std::collections::{BTreeMap, BTreeSet};

/// What a plan says about the objects that drifted.
pub(super) struct Drift<'p, 'a> {
    relevant: BTreeMap<&'p str, Vec<&'p Relevant<'a>>>,
    planned: BTreeSet<&'p str>,
}

impl<'p, 'a> Drift<'p, 'a> {
    pub(super) fn new(plan: &'p Plan<'a>) -> Self {
        let mut relevant: BTreeMap<_, Vec<_>> = BTreeMap::new();
        let mut planned = BTreeSet::new();
        if !plan.resource_drift.is_empty() {
            for one in &plan.relevant_attributes {
                relevant.entry(&*one.resource).or_default().push(one);
            }
            planned.extend(plan.resource_changes.iter().map(|row| &*row.address));
        }
        Self { relevant, planned }
    }

    /// Whether a value that `change` moved went into the plan.
    ///
    /// Terraform tells which attributes of which objects did; most drift is of others.
    pub(super) fn matters(&self, change: &Change<'_, '_>) -> bool {
        let address = change.address();
        let of = |address: &str| self.relevant.get(address).map_or(&[][..], Vec::as_slice);
        let moved = |one: &&Relevant<'_>| {
            let path = one.attribute.and_then(|raw| Value::read(raw).ok());
            let steps = path.as_ref().map_or(&[][..], Value::items);
            differ(change.whole_before(), change.whole_after(), steps)
        };
        of(address).iter().any(moved) || of(&without_keys(address)).iter().any(moved)
    }

    /// Whether the object is there, and the plan has nothing to say of it: it only looks, or leaves this object out.
    ///
    /// Otherwise it puts the object back, or the configuration accepts what was changed.
    pub(super) fn stays(&self, change: &Change<'_, '_>) -> bool {
        change.stays() && !self.planned.contains(change.address())
    }
}

/// Whether two values differ where the steps lead to, as far as these can be followed.
fn differ(before: &Value<'_>, after: &Value<'_>, steps: &[Value<'_>]) -> bool {
    let both = steps
        .split_first()
        .and_then(|(step, rest)| Some((inside(before, step)?, inside(after, step)?, rest)));
    both.map_or_else(|| before != after, |(before, after, rest)| differ(before, after, rest))
}

/// The part of `value` that one step of a path leads to; none if it leads nowhere.
fn inside<'v, 'a>(value: &'v Value<'a>, step: &Value<'_>) -> Option<&'v Value<'a>> {
    match (step, value) {
        (Value::Text(name), Value::Object(_)) => value.field(name),
        (Value::Number(index), Value::List(items)) => items.get(index.parse::<usize>().ok()?),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::review;
    use serde_json::json;

    #[test]
    fn only_what_the_plan_took_from_an_object_matters() {
        let cases = [
            (json!(["id"]), false),
            (json!(["tags"]), true),
            (json!(["tags", "Name"]), true),
            (json!(["tags", "Owner"]), false),
            (json!(["hosts", 1, "port"]), true),
            (json!(["hosts", 0]), false),
            // Where a path ends that can't be followed, what is known is compared.
            (json!(["hosts", 7, "port"]), true),
            (json!([]), true),
        ];
        for (path, expected) in cases {
            let text = json!({
                "format_version": "1.2",
                "resource_changes": [{ "address": "a.planned", "type": "a", "change": { "actions": ["no-op"], "before": {}, "after": {} } }],
                "resource_drift": [{ "address": "a.this[0]", "type": "a", "change": {
                    "actions": ["update"],
                    "before": { "id": "1", "tags": { "Name": "a", "Owner": "b" }, "hosts": [{ "port": 1 }, { "port": 2 }] },
                    "after": { "id": "1", "tags": { "Name": "z", "Owner": "b" }, "hosts": [{ "port": 1 }, { "port": 3 }] },
                } }],
                "relevant_attributes": [{ "resource": "a.this", "attribute": path }],
            })
            .to_string();
            let plan = review::parse(&text).expect("it is a plan");
            let (drift, change) = (Drift::new(&plan), Change::new(&plan.resource_drift[0]));
            assert_eq!(drift.matters(&change), expected, "{path}");
            assert!(drift.stays(&change) && !drift.stays(&Change::new(&plan.resource_changes[0])));
        }
    }
}
