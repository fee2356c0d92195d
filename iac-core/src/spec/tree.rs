//! A spec as a tree that knows where each part stands in the text.

use crate::diagnostic::Diagnostic;
use std::borrow::Cow;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What a spec may hold at the top.
pub(super) const SECTIONS: [&str; 5] = ["defaults", "differences", "environments", "review", "waivers"];

/// A spec as it was written.
#[derive(Debug)]
pub(super) struct Tree<'a> {
    pub(super) root: DeTable<'a>,
}

/// The keys from the top to some entry; an element of a list counts as a key.
pub(super) type Path = Vec<String>;

impl<'a> Tree<'a> {
    /// The tree of `text`, or everything in it that is no TOML.
    pub(super) fn parse(text: &'a str) -> Result<Self, Vec<Diagnostic>> {
        let (root, errors) = DeTable::parse_recoverable(text);
        if errors.is_empty() {
            return Ok(Self { root: root.into_inner() });
        }
        let problem = |error: &toml::de::Error| {
            let mut lines = error.message().lines();
            let message = lines.next().unwrap_or("this is not TOML").to_owned();
            let help = lines.collect::<Vec<_>>().join(", ");
            let diagnostic = Diagnostic::error(message, error.span());
            if help.is_empty() { diagnostic } else { diagnostic.help(help) }
        };
        Err(errors.iter().map(problem).collect())
    }

    /// The table at the top named `section`.
    pub(super) fn section(&self, section: &str) -> Option<&Spanned<DeValue<'a>>> {
        self.root.get(section)
    }

    /// Where `setting` of `environment` stands: its own value, the common one, or else the environment.
    pub(super) fn span_of(&self, environment: Option<&str>, setting: &str) -> Option<Range<usize>> {
        if SECTIONS.contains(&setting) {
            return self.root.iter().find(|(key, _)| key.get_ref() == setting).map(|(key, _)| key.span());
        }
        let environment = environment?;
        let environments = self.section("environments")?.get_ref().as_table()?;
        let (name, own) = environments.iter().find(|(key, _)| key.get_ref() == environment)?;
        let defaults = self.section("defaults");
        // A longer match is nearer to the setting; of equal ones the environment's own counts.
        let (mut best, mut depth) = (name.span(), 0);
        for table in [Some(own), defaults].into_iter().flatten() {
            let (span, matched) = deepest(table, setting);
            if let Some(span) = span
                && matched > depth
            {
                (best, depth) = (span, matched);
            }
        }
        Some(best)
    }
}

/// The entry below `table` that `path` leads to, as far as it goes: its span, and how much of the path was found.
fn deepest(table: &Spanned<DeValue<'_>>, path: &str) -> (Option<Range<usize>>, usize) {
    let (mut here, mut rest, mut span, mut found) = (table, path, None, 0);
    while !rest.is_empty() {
        let next: Option<(usize, &Spanned<DeValue<'_>>, Range<usize>)> = match here.get_ref() {
            // Keys may hold dots themselves: the longest one that fits is meant.
            DeValue::Table(entries) => entries
                .iter()
                .filter(|(key, _)| {
                    rest.strip_prefix(key.get_ref().as_ref())
                        .is_some_and(|after| after.is_empty() || after.starts_with('.'))
                })
                .max_by_key(|(key, _)| key.get_ref().len())
                .map(|(key, value)| {
                    let at = if value.get_ref().is_table() { key.span() } else { value.span() };
                    (key.get_ref().len(), value, at)
                }),
            DeValue::Array(elements) => {
                let index = rest.split('.').next().unwrap_or(rest);
                index
                    .parse::<usize>()
                    .ok()
                    .and_then(|at| elements.get(at))
                    .map(|value| (index.len(), value, value.span()))
            }
            _ => None,
        };
        let Some((length, value, at)) = next else { break };
        (here, span) = (value, Some(at));
        found += length + 1;
        rest = rest.get(length + 1..).unwrap_or("");
    }
    (span, found)
}

/// The settings that are one of several kinds, each with settings of its own.
const ALTERNATIVES: [&str; 4] = ["lock", "state", "strategy", "tracing"];

/// Lays `over` over `under`: a table's entries replace those of the same name, anything else replaces as a whole.
pub(super) fn lay<'a>(under: &mut DeTable<'a>, over: &DeTable<'a>) {
    for (key, value) in over {
        let both = match (under.get_mut(key.get_ref().as_ref()).map(Spanned::get_mut), value.get_ref()) {
            // Of alternatives, one replaces the other.
            (Some(DeValue::Table(below)), DeValue::Table(above))
                if !ALTERNATIVES.contains(&key.get_ref().as_ref())
                    || above.keys().all(|kind| below.contains_key(kind.get_ref().as_ref())) =>
            {
                lay(below, above);
                true
            }
            _ => false,
        };
        if !both {
            // The key goes too, since its span is the place that errors name.
            under.remove(key.get_ref().as_ref());
            under.insert(key.clone(), value.clone());
        }
    }
}

/// The entry whose key or value is at `span`, or most closely around it.
pub(super) fn entry_at(table: &DeTable<'_>, span: &Range<usize>) -> Option<Path> {
    let mut best: Option<(usize, Path)> = None;
    visit(table, &mut Vec::new(), &mut |path, at| {
        if at.start <= span.start && span.end <= at.end {
            let size = at.end - at.start;
            if best
                .as_ref()
                .is_none_or(|(smallest, longest)| (size, longest.len()) <= (*smallest, path.len()))
            {
                best = Some((size, path.to_vec()));
            }
        }
    });
    best.map(|(_, path)| path)
}

fn visit(table: &DeTable<'_>, path: &mut Path, see: &mut dyn FnMut(&[String], Range<usize>)) {
    for (key, value) in table {
        path.push(key.get_ref().clone().into_owned());
        see(path, key.span());
        see(path, value.span());
        if let DeValue::Table(below) = value.get_ref() {
            visit(below, path, see);
        }
        path.pop();
    }
}

/// Puts the entry of `fallback` at `path` in the place of the one in `table`, or nothing if it has none.
pub(super) fn replace<'a>(table: &mut DeTable<'a>, fallback: &DeTable<'a>, path: &[String]) -> bool {
    let [key, rest @ ..] = path else { return false };
    let below = fallback.get_key_value(key.as_str());
    if rest.is_empty() {
        let gone = table.remove(key.as_str()).is_some();
        if let Some((key, value)) = below {
            table.insert(key.clone(), value.clone());
        }
        return gone;
    }
    let nothing = DeTable::new();
    let below = below.and_then(|(_, value)| value.get_ref().as_table()).unwrap_or(&nothing);
    match table.get_mut(key.as_str()).map(Spanned::get_mut) {
        Some(DeValue::Table(above)) => replace(above, below, rest),
        _ => false,
    }
}

/// A string entry that no user wrote.
pub(super) fn text<'a>(text: String) -> Spanned<DeValue<'a>> {
    Spanned::new(NOWHERE, DeValue::String(Cow::Owned(text)))
}

/// The span of what no user wrote.
pub(super) const NOWHERE: Range<usize> = usize::MAX..usize::MAX;

/// Forgets where the parts of a preset stand: a user doesn't see its text.
pub(super) fn unplaced(table: DeTable<'_>) -> DeTable<'_> {
    let mut moved = DeTable::new();
    for (key, entry) in table {
        let entry = match entry.into_inner() {
            DeValue::Table(below) => DeValue::Table(unplaced(below)),
            other => other,
        };
        moved.insert(Spanned::new(NOWHERE, key.into_inner()), Spanned::new(NOWHERE, entry));
    }
    moved
}
