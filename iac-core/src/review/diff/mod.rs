//! What changes in an object, path by path, with the secrets masked.
//!
//! A plan writes sets as sorted lists and doesn't say which lists are sets. So the elements of lists are compared by
//! content: elements that are there before and after are the same wherever they stand, and a list whose elements only
//! changed places is said to have another order. Of the rest, two objects are the same one if they have the same name,
//! key or number, or if there is only one on each side; then what differs in them is shown, else the whole elements.

mod lists;
mod shown;
mod texts;

use super::change::Change;
use super::plan::Body;
use super::reviewed::{Edit, What};
use super::secrets::{Secrets, names_a_secret};
use super::value::Value;
use std::collections::BTreeSet;

/// What stands for a value that isn't known before it is applied.
pub(super) const UNKNOWN: &str = "(known after apply)";

/// What stands for null, an empty text, an empty list and what is missing.
pub(super) const UNSET: &str = "(unset)";

const NULL: &Value<'static> = &Value::Null;

/// What changes in the object of `change`.
pub(super) fn edits(change: &Change<'_, '_>, secrets: &Secrets) -> Vec<Edit> {
    let forced = change.replace_paths();
    let mut differ = Differ { secrets, forced: &forced, edits: Vec::new() };
    let sides = Sides {
        before: change.whole_before(),
        after: change.whole_after(),
        unknown: change.whole_unknown(),
        before_marks: change.before_marks(),
        after_marks: change.after_marks(),
    };
    differ.walk(&Place::default(), sides);
    without_tags_twice(differ.edits)
}

/// What changes in an output.
pub(super) fn output(name: &str, body: &Body<'_>, sensitive: bool, secrets: &Secrets) -> Vec<Edit> {
    let read = |raw: Option<_>| raw.and_then(|raw| Value::read(raw).ok()).unwrap_or(Value::Null);
    let (before, after, unknown) = (read(body.before), read(body.after), read(body.after_unknown));
    let mark = |marks: Value<'static>| if sensitive { Value::Bool(true) } else { marks };
    let (before_marks, after_marks) = (read(body.before_sensitive), read(body.after_sensitive));
    let whole = mark(Value::Null);
    let sides = Sides {
        before: &before,
        after: &after,
        unknown: &unknown,
        before_marks: if sensitive { &whole } else { &before_marks },
        after_marks: if sensitive { &whole } else { &after_marks },
    };
    let mut differ = Differ { secrets, forced: &[], edits: Vec::new() };
    differ.walk(&Place { shown: name.to_owned(), dotted: String::new(), name: name.to_owned() }, sides);
    differ.edits
}

/// A value before and after, with what is known about them.
#[derive(Clone, Copy)]
struct Sides<'v, 'a> {
    before: &'v Value<'a>,
    after: &'v Value<'a>,
    unknown: &'v Value<'a>,
    before_marks: &'v Value<'a>,
    after_marks: &'v Value<'a>,
}

impl Sides<'_, '_> {
    /// Whether nothing changes and everything is known.
    fn says_nothing(&self) -> bool {
        let same = self.before == self.after || self.before.is_unset() && self.after.is_unset();
        same && !self.unknown.marks_anything()
    }
}

/// Where a value stands.
#[derive(Clone, Default)]
struct Place {
    /// The path for people.
    shown: String,
    /// The path as a plan's `replace_paths` has it.
    dotted: String,
    /// The name of the attribute or the key of the map.
    name: String,
}

struct Differ<'s> {
    secrets: &'s Secrets,
    forced: &'s [String],
    edits: Vec<Edit>,
}

impl Place {
    fn field(&self, name: &str, forced: &[String]) -> Self {
        let plain = !name.is_empty()
            && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
        let shown = match (self.shown.is_empty(), plain) {
            (true, true) => name.to_owned(),
            (false, true) => format!("{}.{name}", self.shown),
            (_, false) => format!("{}[\"{name}\"]", self.shown),
        };
        let dotted = match (forced.is_empty(), self.dotted.is_empty()) {
            (true, _) => String::new(),
            (false, true) => name.to_owned(),
            (false, false) => format!("{}.{name}", self.dotted),
        };
        Self { shown, dotted, name: name.to_owned() }
    }

    /// The element at `index`, called `label` for people if there are several.
    fn element(&self, index: usize, label: Option<&str>) -> Self {
        Self {
            shown: label.map_or_else(|| self.shown.clone(), |label| format!("{}[{label}]", self.shown)),
            dotted: if self.dotted.is_empty() { String::new() } else { format!("{}.{index}", self.dotted) },
            name: self.name.clone(),
        }
    }
}

/// Whether `mark` says that all of a value is meant.
fn whole(mark: &Value<'_>) -> bool {
    *mark == Value::Bool(true)
}

/// The mark of the field `name` under `marks`.
fn under<'v, 'a>(marks: &'v Value<'a>, name: &str) -> &'v Value<'a> {
    if whole(marks) { marks } else { marks.field(name).unwrap_or(NULL) }
}

/// The mark of the element at `index` under `marks`.
fn at<'v, 'a>(marks: &'v Value<'a>, index: usize) -> &'v Value<'a> {
    if whole(marks) { marks } else { marks.items().get(index).unwrap_or(NULL) }
}

impl Differ<'_> {
    fn push(&mut self, place: &Place, what: What) {
        let forces = |forced: &String| {
            let inside = |outer: &str, inner: &str| {
                inner.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
            };
            inside(forced, &place.dotted) || inside(&place.dotted, forced)
        };
        self.edits.push(Edit {
            path: self.text(&place.shown),
            forces_replacement: !place.dotted.is_empty() && self.forced.iter().any(forces),
            what,
        });
    }

    fn walk(&mut self, place: &Place, sides: Sides<'_, '_>) {
        let Sides { before, after, unknown, before_marks, after_marks } = sides;
        let hidden = whole(before_marks) || whole(after_marks) || secret_by_name(&place.name, before, after);
        if whole(unknown) {
            let before = if before.is_unset() {
                UNSET.to_owned()
            } else if hidden || before_marks.marks_anything() {
                super::secrets::MASK.to_owned()
            } else {
                self.short(before, NULL)
            };
            return self.push(place, What::Value { before, after: UNKNOWN.to_owned() });
        }
        if sides.says_nothing() {
            return;
        }
        if hidden {
            return self.push(place, What::Sensitive);
        }
        match (before, after) {
            (Value::Object(_), Value::Object(_) | Value::Null) | (Value::Null, Value::Object(_)) => {
                self.objects(place, sides);
            }
            (Value::List(_), Value::List(_) | Value::Null) | (Value::Null, Value::List(_)) => {
                self.lists(place, sides);
            }
            (Value::Text(one), Value::Text(two)) => self.texts(place, one, two),
            (Value::Text(one), Value::Null) => self.texts(place, one, ""),
            (Value::Null, Value::Text(two)) => self.texts(place, "", two),
            (before, after) => {
                let what = What::Value {
                    before: self.short(before, before_marks),
                    after: self.short(after, after_marks),
                };
                self.push(place, what);
            }
        }
    }

    fn objects(&mut self, place: &Place, sides: Sides<'_, '_>) {
        let mut keys: Vec<&str> = [sides.before, sides.after, sides.unknown]
            .iter()
            .flat_map(|side| side.fields().iter().map(|(key, _)| &**key))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        let secret_pair = [sides.before, sides.after].iter().any(|side| super::secrets::is_secret_pair(side));
        let mark = &Value::Bool(true);
        for key in keys {
            let hide = secret_pair && key == "value";
            let field = Sides {
                before: sides.before.field(key).unwrap_or(NULL),
                after: sides.after.field(key).unwrap_or(NULL),
                unknown: under(sides.unknown, key),
                before_marks: if hide { mark } else { under(sides.before_marks, key) },
                after_marks: if hide { mark } else { under(sides.after_marks, key) },
            };
            // Most fields of an update are the same; a path costs more than to see that.
            if field.says_nothing() {
                continue;
            }
            self.walk(&place.field(key, self.forced), field);
        }
    }
}

/// Whether a text or number under `name` is a secret, marked or not.
fn secret_by_name(name: &str, before: &Value<'_>, after: &Value<'_>) -> bool {
    let hides = |value: &Value<'_>| match value {
        Value::Text(text) => !super::secrets::refers(text),
        Value::Number(_) => true,
        _ => false,
    };
    (hides(before) || hides(after)) && names_a_secret(name)
}

/// The edits without those of `tags_all` that say the same as those of `tags`.
fn without_tags_twice(mut edits: Vec<Edit>) -> Vec<Edit> {
    let of = |edit: &Edit, name: &str| {
        edit.path.strip_prefix(name).map(|rest| (rest.to_owned(), edit.what.clone()))
    };
    let tags: BTreeSet<(String, What)> = edits.iter().filter_map(|edit| of(edit, "tags")).collect();
    if !tags.is_empty() {
        edits.retain(|edit| of(edit, "tags_all").is_none_or(|twice| !tags.contains(&twice)));
    }
    edits
}
