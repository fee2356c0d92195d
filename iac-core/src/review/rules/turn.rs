//! Which way an attribute, or the object, goes.

use crate::review::action::Action;
use crate::review::change::Change;
use crate::review::value::Value;

/// What an attribute, or the object, turns to.
#[derive(Debug, Clone, Copy)]
pub(super) enum Turn {
    /// A flag was on, and is off or unset.
    Off,
    /// A flag of an object that was there is turned on.
    On,
    /// A flag is turned on, or a new object has it on.
    OnOrNew,
    /// A number gets smaller.
    Lowered,
    /// A number gets larger.
    Raised,
    /// A number gets smaller, and zero or unset is the largest one.
    LoweredFromForever,
    /// A number gets less than half.
    Halved,
    /// A number turns to zero.
    Zero,
    /// A value goes.
    Removed,
    /// A list or set loses elements.
    Shrinks,
    /// A value that was set is set to another one.
    Changed,
    /// A value that was set goes or is set to another one.
    Left,
    /// A value turns to one of these, or the object is new and has it.
    Becomes(&'static [&'static str]),
    /// A value was one of these and is something else or unset.
    Leaves(&'static [&'static str]),
    /// The object is destroyed and stays away.
    Deleted,
    /// The object is destroyed and another one takes its place.
    Replaced,
    /// The object is destroyed, whether or not another one takes its place.
    Destroyed,
    /// The object is destroyed while a flag is on.
    DestroyedWhile,
    /// The object is destroyed while a flag that is on by default isn't off.
    DestroyedUnlessOff,
    /// The object is replaced because of the attribute.
    ReplacedBy,
    /// Terraform stops managing the object.
    Forgotten,
    /// The object is new.
    Created,
}

/// One attribute before and after.
struct Sides<'v, 'a> {
    path: &'v str,
    before: Vec<&'v Value<'a>>,
    after: Vec<&'v Value<'a>>,
    /// Whether the object is there before and after, and the value after is known.
    stays: bool,
}

impl Turn {
    /// What is said of the attribute at `path`, if it takes this turn.
    pub(super) fn judge(self, path: &str, change: &Change<'_, '_>) -> Option<String> {
        let before = leaves(change.whole_before(), path);
        let after = leaves(change.whole_after(), path);
        let stays = change.stays() && !change.unknown(path);
        let sides = Sides { path, before, after, stays };
        match self {
            Self::Off => sides.off(),
            Self::On => sides.on().filter(|_| change.stays()),
            Self::OnOrNew => sides.on(),
            Self::Lowered => sides.number(|from, to| to < from),
            Self::Raised => sides.number(|from, to| to > from),
            Self::Halved => sides.number(|from, to| to < from / 2.0),
            Self::Zero => sides.number(|from, to| from != 0.0 && to == 0.0),
            Self::LoweredFromForever => sides.lowered_from_forever(),
            Self::Removed => sides.removed(),
            Self::Shrinks => sides.shrinks(),
            Self::Changed => sides.changed(),
            Self::Left => sides.left(),
            Self::Becomes(words) => sides.becomes(words),
            Self::Leaves(words) => sides.leaves_words(words),
            Self::DestroyedWhile => sides.destroyed_while(change, sides.before.iter().any(|one| is_on(one))),
            Self::DestroyedUnlessOff => {
                let off = sides.before.iter().any(|one| one.as_bool() == Some(false));
                sides.destroyed_while(change, !off)
            }
            Self::ReplacedBy => {
                (change.action().replaces() && change.replaced_by(path)).then(|| replaced(change))
            }
            Self::Deleted | Self::Replaced | Self::Destroyed | Self::Forgotten | Self::Created => {
                self.of_object(change)
            }
        }
    }

    /// What is said of the whole object.
    fn of_object(self, change: &Change<'_, '_>) -> Option<String> {
        let (action, kind) = (change.action(), change.kind());
        match self {
            Self::Deleted | Self::Destroyed if *action == Action::Delete => {
                Some(format!("this {kind} is deleted"))
            }
            Self::Replaced | Self::Destroyed if action.replaces() => Some(replaced(change)),
            Self::Forgotten if action.forgets() => Some(format!("this {kind} is no longer managed")),
            Self::Created if *action == Action::Create => Some(format!("a new {kind}")),
            _ => None,
        }
    }
}

impl Sides<'_, '_> {
    fn goes(&self, from: &str, to: &str) -> String {
        format!("`{}` goes from {from} to {to}", self.path)
    }

    fn off(&self) -> Option<String> {
        let turns = if self.before.len() == self.after.len() {
            self.before.iter().zip(&self.after).any(|(from, to)| is_on(from) && !is_on(to))
        } else {
            self.before.iter().any(|one| is_on(one)) && !self.after.iter().any(|one| is_on(one))
        };
        (self.stays && turns).then(|| format!("`{}` is turned off", self.path))
    }

    fn on(&self) -> Option<String> {
        let turns = self.after.iter().any(|one| is_on(one)) && !self.before.iter().any(|one| is_on(one));
        turns.then(|| format!("`{}` is turned on", self.path))
    }

    /// The first pair of numbers for which `turns` holds.
    fn number(&self, turns: fn(f64, f64) -> bool) -> Option<String> {
        let numbers = |all: &[&Value<'_>]| all.iter().filter_map(|one| one.as_f64()).collect::<Vec<_>>();
        let (before, after) = (numbers(&self.before), numbers(&self.after));
        let (from, to) = before.iter().zip(&after).find(|(from, to)| turns(**from, **to))?;
        Some(self.goes(&from.to_string(), &to.to_string()))
    }

    fn lowered_from_forever(&self) -> Option<String> {
        let days = |all: &[&Value<'_>]| {
            let days = all.first().and_then(|one| one.as_f64());
            days.filter(|days| *days != 0.0).unwrap_or(f64::INFINITY)
        };
        let word = |days: f64| if days.is_finite() { days.to_string() } else { "for ever".to_owned() };
        let (from, to) = (days(&self.before), days(&self.after));
        (self.stays && to < from).then(|| self.goes(&word(from), &word(to)))
    }

    fn was_set(&self) -> bool {
        self.before.iter().any(|one| !one.is_unset())
    }

    fn removed(&self) -> Option<String> {
        let gone = self.stays && self.was_set() && self.after.iter().all(|one| one.is_unset());
        gone.then(|| format!("`{}` is removed", self.path))
    }

    fn shrinks(&self) -> Option<String> {
        let texts = |all: &[&Value<'_>]| -> Vec<String> {
            all.iter().flat_map(|one| one.texts()).map(ToOwned::to_owned).collect()
        };
        let after = texts(&self.after);
        let gone: Vec<_> = texts(&self.before).into_iter().filter(|one| !after.contains(one)).collect();
        (self.stays && !gone.is_empty()).then(|| format!("`{}` loses {}", self.path, gone.join(", ")))
    }

    fn changed(&self) -> Option<String> {
        let is_set = self.after.iter().any(|one| !one.is_unset());
        let differs = self.stays && self.was_set() && is_set && self.before != self.after;
        differs.then(|| format!("`{}` is changed", self.path))
    }

    fn left(&self) -> Option<String> {
        let differs = self.stays && self.was_set() && self.before != self.after;
        differs.then(|| format!("`{}` is changed or removed", self.path))
    }

    fn becomes(&self, words: &[&str]) -> Option<String> {
        match (one_of(&self.before, words), one_of(&self.after, words)) {
            (None, Some(word)) => Some(format!("`{}` becomes {word}", self.path)),
            _ => None,
        }
    }

    fn leaves_words(&self, words: &[&str]) -> Option<String> {
        match (one_of(&self.before, words), one_of(&self.after, words)) {
            (Some(word), None) if self.stays => Some(format!("`{}` is no longer {word}", self.path)),
            _ => None,
        }
    }

    fn destroyed_while(&self, change: &Change<'_, '_>, on: bool) -> Option<String> {
        let destroyed = change.action().destroys() && on;
        destroyed.then(|| format!("it is destroyed while `{}` is on", self.path))
    }
}

/// The first text in `values` that is one of `words`.
fn one_of<'w>(values: &[&Value<'_>], words: &[&'w str]) -> Option<&'w str> {
    let texts: Vec<&str> = values.iter().flat_map(|one| one.texts()).collect();
    words.iter().copied().find(|word| texts.contains(word))
}

/// That the object is replaced, and by which attributes.
pub(super) fn replaced(change: &Change<'_, '_>) -> String {
    let paths = change.replace_paths();
    let kind = change.kind();
    if paths.is_empty() {
        return format!("this {kind} is destroyed and created again");
    }
    let paths: Vec<_> = paths.iter().map(|path| format!("`{path}`")).collect();
    format!("this {kind} is destroyed and created again because of {}", paths.join(", "))
}

fn is_on(value: &Value<'_>) -> bool {
    value.as_bool() == Some(true)
}

/// All values at `path`, through every block on the way.
pub(super) fn leaves<'v, 'a>(value: &'v Value<'a>, path: &str) -> Vec<&'v Value<'a>> {
    if path.is_empty() || *value == Value::Null {
        return Vec::new();
    }
    let mut here = vec![value];
    for step in path.split('.') {
        here = here
            .into_iter()
            .flat_map(|value| match value {
                Value::List(items) => items.iter().collect(),
                one => vec![one],
            })
            .filter_map(|value| value.field(step))
            .filter(|value| **value != Value::Null)
            .collect();
    }
    here
}
