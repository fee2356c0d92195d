//! Lists and sets, by content.

use super::{Differ, NULL, Place, Sides, at};
use crate::review::reviewed::What;
use crate::review::value::Value;
use std::cmp::Ordering;

/// Fields that say which element of a set an object is.
const IDENTITIES: &[&str] = &[
    "name",
    "key",
    "id",
    "sid",
    "Sid",
    "rule_number",
    "rule_no",
    "priority",
    "device_name",
    "identifier",
    "rule_id",
];

/// How many elements are shown of each side.
const MOST: usize = 50;

impl Differ<'_> {
    pub(super) fn lists(&mut self, place: &Place, sides: Sides<'_, '_>) {
        let (before, after) = (sides.before.items(), sides.after.items());
        let several = before.len().max(after.len()) > 1;
        let (mut removed, mut added) = unmatched(before, after, sides.unknown);
        if removed.is_empty() && added.is_empty() {
            return self.push(place, What::Order);
        }
        for (one, two) in pairs(before, after, &removed, &added) {
            removed.retain(|index| *index != one);
            added.retain(|index| *index != two);
            let label = several.then(|| self.label(&after[two], two));
            let element = Sides {
                before: &before[one],
                after: &after[two],
                unknown: at(sides.unknown, two),
                before_marks: at(sides.before_marks, one),
                after_marks: at(sides.after_marks, two),
            };
            self.walk(&place.element(two, label.as_deref()), element);
        }
        // A single block that comes or goes reads better field by field.
        if let (false, [], [only]) = (several, removed.as_slice(), added.as_slice())
            && matches!(after[*only], Value::Object(_))
        {
            let element = Sides {
                before: NULL,
                after: &after[*only],
                unknown: at(sides.unknown, *only),
                before_marks: NULL,
                after_marks: at(sides.after_marks, *only),
            };
            return self.walk(&place.element(*only, None), element);
        }
        if removed.is_empty() && added.is_empty() {
            return;
        }
        let removed = removed.iter().map(|index| self.short(&before[*index], at(sides.before_marks, *index)));
        let removed = shortened(removed.collect());
        let added = added.iter().map(|index| {
            self.element(&after[*index], at(sides.unknown, *index), at(sides.after_marks, *index))
        });
        let added = shortened(added.collect());
        self.push(place, What::Items { added, removed });
    }

    /// What to call the element `index`: by the field that says which it is, or by its number.
    fn label(&self, value: &Value<'_>, index: usize) -> String {
        match identity(value) {
            Some((field, value)) => format!("{field} = {}", self.short(value, NULL)),
            None => index.to_string(),
        }
    }
}

/// Indices of the elements that have no equal on the other side; one that isn't wholly known has none.
fn unmatched(before: &[Value<'_>], after: &[Value<'_>], unknown: &Value<'_>) -> (Vec<usize>, Vec<usize>) {
    let mut one: Vec<usize> = (0..before.len()).collect();
    let (mut two, mut added): (Vec<usize>, Vec<usize>) =
        (0..after.len()).partition(|index| !at(unknown, *index).marks_anything());
    one.sort_by(|a, b| before[*a].order(&before[*b]));
    two.sort_by(|a, b| after[*a].order(&after[*b]));
    let (mut removed, mut i, mut j) = (Vec::new(), 0, 0);
    while i < one.len() || j < two.len() {
        let order = match (one.get(i), two.get(j)) {
            (Some(a), Some(b)) => before[*a].order(&after[*b]),
            (Some(_), None) => Ordering::Less,
            (None, _) => Ordering::Greater,
        };
        if order.is_le() {
            if order.is_lt() {
                removed.push(one[i]);
            }
            i += 1;
        }
        if order.is_ge() {
            if order.is_gt() {
                added.push(two[j]);
            }
            j += 1;
        }
    }
    removed.sort_unstable();
    added.sort_unstable();
    (removed, added)
}

/// Which of the removed and added objects are the same one.
fn pairs(
    before: &[Value<'_>],
    after: &[Value<'_>],
    removed: &[usize],
    added: &[usize],
) -> Vec<(usize, usize)> {
    let object = |value: &Value<'_>| matches!(value, Value::Object(_));
    match (removed, added) {
        ([one], [two]) if object(&before[*one]) && object(&after[*two]) => vec![(*one, *two)],
        _ => {
            let mut free: Vec<usize> = added.to_vec();
            let mut pairs = Vec::new();
            // The search is quadratic; sets this long are lists of plain rules, which have no identity anyway.
            for one in removed.iter().take(200) {
                let Some(identity_before) = identity(&before[*one]) else { continue };
                let same = |two: &usize| identity(&after[*two]) == Some(identity_before);
                if let Some(position) = free.iter().take(200).position(same) {
                    pairs.push((*one, free.remove(position)));
                }
            }
            pairs
        }
    }
}

fn identity<'v, 'a>(value: &'v Value<'a>) -> Option<(&'static str, &'v Value<'a>)> {
    IDENTITIES.iter().find_map(|field| Some((*field, value.field(field).filter(|value| !value.is_unset())?)))
}

fn shortened(mut items: Vec<String>) -> Vec<String> {
    if items.len() > MOST {
        let rest = items.len() - MOST;
        items.truncate(MOST);
        items.push(format!("… ({rest} more)"));
    }
    items
}
