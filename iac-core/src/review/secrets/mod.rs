//! The secret values of plans, and how they are kept out of every output.
//!
//! Five layers, since each of them alone is known to leak: the plan's own marks, the marked values wherever else they
//! stand, the patterns of well-known tokens, the names of attributes, and a last look at the text that is printed.
//! Values shorter than [`SHORTEST`] characters, truth values and numbers are masked where they stand, and nowhere else:
//! a sweep for `true` or `5432` would mask everything.

mod collect;
mod forms;
mod names;
mod patterns;

use super::value::Value;
use aho_corasick::{AhoCorasick, AhoCorasickKind, MatchKind};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::fmt;

pub(super) use collect::is_secret_pair;
pub use names::names_a_secret;
pub(super) use names::refers;

/// What stands where a secret was.
pub const MASK: &str = "(sensitive)";

/// The shortest text, in bytes, that is looked for outside of its own place.
pub const SHORTEST: usize = 8;

/// The longest text, in bytes, that is looked for as a whole; a longer one is known by how it begins, and masked from
/// there to the end of what it stands in.
const LONGEST: usize = 4096;

/// How many lines of a secret are secrets of their own.
const LINES: usize = 500;

/// Words that are no secrets, although somebody may have marked them: masking them would make a review unreadable.
const COMMON: &[&str] = &[
    "amazonaws",
    "cloudwatch",
    "development",
    "disabled",
    "eu-central-1",
    "eu-west-1",
    "hashicorp",
    "internal",
    "localhost",
    "opentofu",
    "password",
    "postgres",
    "postgresql",
    "production",
    "terraform",
    "us-east-1",
    "us-east-2",
    "us-west-2",
    "username",
];

/// The secret values of one or more plans.
///
/// It is made from the plans before anything is written, and everything that is taken from a plan goes through
/// [`mask`](Self::mask).
#[derive(Default)]
pub struct Secrets {
    values: BTreeSet<String>,
    long: BTreeSet<String>,
    /// How many of the forms, which come first, are of texts that are looked for as a whole.
    whole_forms: usize,
    sweep: Sweep,
}

/// What looks for the forms of all secrets at once.
#[derive(Default)]
enum Sweep {
    /// There is nothing to look for.
    #[default]
    Nothing,
    /// It is ready.
    Ready(Box<AhoCorasick>),
    /// There is too much to look for: nothing may be printed.
    TooMuch,
}

/// A secret in a text that was about to be printed.
///
/// It says where, never what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a secret value stands in the output, {0} bytes from its start")]
pub struct Leak(pub usize);

impl fmt::Debug for Secrets {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Secrets({} values)", self.values.len())
    }
}

impl Secrets {
    /// Takes in the secrets of `plan`; [`ready`](Self::ready) ends the taking in.
    pub fn collect(&mut self, plan: &super::plan::Plan<'_>) {
        collect::from_plan(plan, self);
    }

    /// Makes the sweep for all that were taken in.
    #[must_use]
    pub fn ready(mut self) -> Self {
        let mut forms = forms_of(&self.values);
        self.whole_forms = forms.len();
        forms.extend(forms_of(&self.long));
        if !forms.is_empty() {
            let built = AhoCorasick::builder()
                .match_kind(MatchKind::LeftmostLongest)
                .kind(Some(AhoCorasickKind::ContiguousNFA))
                .build(&forms);
            self.sweep = built.map_or(Sweep::TooMuch, |sweep| Sweep::Ready(Box::new(sweep)));
        }
        self
    }

    /// Whether `text` holds a secret that marks or names made known.
    pub fn contains(&self, text: &str) -> bool {
        match &self.sweep {
            Sweep::Nothing => false,
            Sweep::Ready(sweep) => sweep.is_match(text),
            Sweep::TooMuch => true,
        }
    }

    /// `text` with a mask where a secret stood.
    pub fn mask<'t>(&self, text: &'t str) -> Cow<'t, str> {
        let mut spans = Vec::new();
        match &self.sweep {
            Sweep::Nothing => {}
            Sweep::TooMuch => return Cow::Borrowed(MASK),
            Sweep::Ready(sweep) => {
                for found in sweep.find_iter(text) {
                    let whole = found.pattern().as_usize() < self.whole_forms;
                    spans.push((found.start(), if whole { found.end() } else { text.len() }));
                }
            }
        }
        patterns::each(text, &mut |start, end| spans.push((start, end)));
        if spans.is_empty() {
            return Cow::Borrowed(text);
        }
        spans.sort_unstable();
        let mut masked = String::with_capacity(text.len());
        let mut from = 0;
        for (start, end) in spans {
            if start >= from {
                masked.push_str(&text[from..start]);
                masked.push_str(MASK);
            }
            from = from.max(end);
        }
        masked.push_str(&text[from..]);
        Cow::Owned(masked)
    }

    /// The last look at a text that is about to be printed.
    ///
    /// # Errors
    ///
    /// [`Leak`] if a secret stands in it: the text must not be printed.
    pub fn check(&self, text: &str) -> Result<(), Leak> {
        match &self.sweep {
            Sweep::Nothing => {}
            Sweep::TooMuch => return Err(Leak(0)),
            Sweep::Ready(sweep) => {
                if let Some(found) = sweep.find(text) {
                    return Err(Leak(found.start()));
                }
            }
        }
        let mut leak = None;
        patterns::each(text, &mut |start, _| {
            leak.get_or_insert(start);
        });
        leak.map_or(Ok(()), |start| Err(Leak(start)))
    }

    /// Takes in every text of `value`.
    fn add_all(&mut self, value: &Value<'_>) {
        match value {
            Value::Text(text) => self.add(text),
            Value::List(items) => items.iter().for_each(|item| self.add_all(item)),
            Value::Object(fields) => {
                for (key, value) in fields {
                    // The key of a map may be secret too, but `connection_string` is the name of a field.
                    if !key.bytes().all(|byte| byte.is_ascii_alphabetic() || matches!(byte, b'_' | b'-')) {
                        self.add(key);
                    }
                    self.add_all(value);
                }
            }
            Value::Null | Value::Bool(_) | Value::Number(_) => {}
        }
    }

    fn add(&mut self, text: &str) {
        let text = text.trim();
        if text.len() < SHORTEST || self.values.contains(text) || harmless(text) {
            return;
        }
        if text.len() > LONGEST {
            self.long.insert(text[..text.floor_char_boundary(LONGEST / 4)].to_owned());
        } else {
            self.values.insert(text.to_owned());
        }
        // A part of it is as secret: one line of a key, one field of a JSON text.
        if text.contains('\n') {
            for line in text.lines().map(str::trim).take(LINES) {
                if (16..LONGEST).contains(&line.len()) && !line.starts_with("-----") && !harmless(line) {
                    self.values.insert(line.to_owned());
                }
            }
        }
        if let Some(embedded) = Value::embedded(text) {
            self.add_all(&embedded);
        }
    }
}

fn forms_of(values: &BTreeSet<String>) -> Vec<String> {
    let mut forms = BTreeSet::new();
    for value in values {
        forms::each(value, &mut |form| {
            if form.len() >= SHORTEST {
                forms.insert(form);
            }
        });
    }
    forms.into_iter().collect()
}

/// Whether a marked text says nothing that isn't in every plan anyway, or in our own words.
fn harmless(text: &str) -> bool {
    COMMON.contains(&text.to_ascii_lowercase().as_str()) || our_own(text)
}

/// Whether `text` is a piece of what a review says in its own words.
fn our_own(text: &str) -> bool {
    if text.len() > 60
        || !text.bytes().all(|byte| byte.is_ascii_lowercase() || matches!(byte, b'_' | b'-' | b' '))
    {
        return false;
    }
    let rules = || super::rules::ALL.iter().flat_map(|rule| [rule.title, rule.fix]);
    super::output::WORDS.iter().copied().chain(rules()).any(|words| words.contains(text))
}
