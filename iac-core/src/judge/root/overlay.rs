//! What an edited root says, laid over the environment that it was rendered from.

use super::read::Root;
use crate::environment::{Environment, Gate, settings};
use serde_json::{Map, Value as Json};
use std::collections::BTreeSet;

/// An environment as an edited root describes it.
#[derive(Debug, Clone, PartialEq)]
pub struct Overlay {
    /// The environment; what no argument says is as it was.
    pub environment: Environment,
    /// What is not as it was rendered, by argument.
    pub differences: Vec<Difference>,
}

/// A value that is not as it was rendered.
#[derive(Debug, Clone, PartialEq)]
pub struct Difference {
    /// The argument, or a member of it, such as `services.app.port`.
    pub argument: String,
    /// The setting that says it: none for an argument that follows from others, or that nobody knows.
    pub setting: Option<String>,
    /// What was rendered; none for what is new.
    pub rendered: Option<Json>,
    /// What stands there now; none for what was removed.
    pub edited: Option<Json>,
    /// Why it can't be what the setting is.
    pub problem: Option<String>,
}

/// Lays what `edited` changes of `rendered` over `environment`, from which that was rendered.
///
/// # Panics
///
/// If an environment is no JSON, which tests rule out.
pub fn overlay(environment: &Environment, rendered: &Root, edited: &Root) -> Overlay {
    let mut tree = serde_json::to_value(environment).expect("an environment is JSON");
    let names = Names::of(&tree);
    let mut differences = Vec::new();
    let arguments: BTreeSet<&String> = rendered.arguments.keys().chain(edited.arguments.keys()).collect();
    let computed: Vec<&str> = edited.computed().map(|(name, _)| name).collect();
    for name in arguments.into_iter().filter(|name| !computed.contains(&name.as_str())) {
        compare(name, rendered.arguments.get(name), edited.arguments.get(name), &names, &mut differences);
    }
    // A setting with alternatives comes before the values of the one that is chosen.
    let mut order: Vec<usize> =
        (0..differences.len()).filter(|index| differences[*index].setting.is_some()).collect();
    order.sort_by_key(|index| differences[*index].setting.as_ref().map_or(0, String::len));
    let readings = |difference: &Difference| {
        let path = difference.setting.clone().unwrap_or_default();
        let chosen = difference.edited.as_ref().and_then(|word| names.alternative(&path, word, edited));
        let readings = chosen.map(Some).into_iter().chain(readings(difference.edited.as_ref()));
        (path, readings.collect::<Vec<_>>())
    };
    // What fails alone may fit together with the rest.
    for emptied in [Emptied::Goes, Emptied::IsOff] {
        let mut together = tree.clone();
        for index in &order {
            let (path, mut readings) = readings(&differences[*index]);
            names.put(&mut together, &path, readings.swap_remove(0), emptied);
        }
        if let Ok(environment) = serde_json::from_value::<Environment>(together) {
            return Overlay { environment, differences };
        }
    }
    let mut read = environment.clone();
    for index in order {
        let (path, readings) = readings(&differences[index]);
        let mut failed = None;
        let fits = readings.into_iter().find_map(|reading| {
            let mut tree = tree.clone();
            names.put(&mut tree, &path, reading, Emptied::Goes);
            match serde_json::from_value::<Environment>(tree.clone()) {
                Ok(environment) => Some((tree, environment)),
                Err(error) => {
                    failed.get_or_insert(error.to_string());
                    None
                }
            }
        });
        match fits {
            Some((next, environment)) => (tree, read) = (next, environment),
            None => differences[index].problem = failed,
        }
    }
    Overlay { environment: read, differences }
}

/// Notes where two values differ; objects are compared member by member, unless they are one setting.
fn compare(
    path: &str,
    rendered: Option<&Json>,
    edited: Option<&Json>,
    names: &Names,
    found: &mut Vec<Difference>,
) {
    let setting = names.setting(path);
    let one = setting.as_ref().is_some_and(|setting| names.is_leaf(setting));
    match (rendered, edited) {
        (Some(Json::Object(before)), Some(Json::Object(after))) if !one => {
            let members: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
            for name in members {
                compare(&format!("{path}.{name}"), before.get(name), after.get(name), names, found);
            }
        }
        (Some(before), Some(after)) if same(before, after) => {}
        (rendered, edited) => found.push(Difference {
            argument: path.to_owned(),
            setting,
            rendered: rendered.cloned(),
            edited: edited.cloned(),
            problem: None,
        }),
    }
}

/// Whether Terraform takes two values for the same: `1` and `1.0` are one number.
fn same(one: &Json, other: &Json) -> bool {
    one == other || one.as_f64().is_some_and(|number| Some(number) == other.as_f64())
}

/// The names of settings, and how arguments say them.
struct Names {
    /// Every setting; `*` stands for a name that users choose.
    paths: Vec<String>,
    /// Every group of settings, and every setting outside of what users name.
    groups: Vec<String>,
    /// Those groups and settings that the environment has now.
    there: BTreeSet<String>,
}

impl Names {
    fn of(environment: &Json) -> Self {
        let paths: Vec<String> = settings().into_iter().map(|setting| setting.path).collect();
        let ends =
            |path: &String| path.match_indices('.').map(|(at, _)| at).chain([path.len()]).collect::<Vec<_>>();
        let groups = paths.iter().flat_map(|path| ends(path).into_iter().map(|end| path[..end].to_owned()));
        let groups: BTreeSet<String> = groups.filter(|group| !group.contains('*')).collect();
        let pointer = |group: &String| format!("/{}", group.replace('.', "/"));
        let there =
            groups.iter().filter(|group| environment.pointer(&pointer(group)).is_some()).cloned().collect();
        Self { paths, groups: groups.into_iter().collect(), there }
    }

    /// The setting that an argument, or a member of one, says.
    fn setting(&self, argument: &str) -> Option<String> {
        let (name, member) =
            argument.split_once('.').map_or((argument, None), |(name, rest)| (name, Some(rest)));
        let found = self.group(name)?;
        let Some(member) = member else { return Some(found.to_owned()) };
        let path = format!("{found}.{member}");
        self.is_known(&path).then_some(path)
    }

    /// The setting or group whose path it is with underscores; or else a path of which words are left out, as the
    /// name of an alternative is; or else one of which it is the last word.
    fn group(&self, name: &str) -> Option<&str> {
        let exactly = |group: &&String| group.replace('.', "_") == name;
        let shortened = |group: &&String| group.contains('.') && shortens(group, name);
        let last = |group: &&String| group.rsplit('.').next() == Some(name);
        let there = |group: &&String| self.there.contains(group.as_str());
        let groups = || self.groups.iter();
        let found = groups()
            .find(exactly)
            .or_else(|| groups().filter(shortened).find(there))
            .or_else(|| groups().find(shortened))
            .or_else(|| groups().find(last))?;
        Some(found)
    }

    /// Whether the model has `path`, as a setting, a group of some, or what is in one.
    fn is_known(&self, path: &str) -> bool {
        self.paths.iter().any(|known| {
            known.split('.').zip(path.split('.')).all(|(known, word)| known == "*" || known == word)
        })
    }

    /// Whether `path` is one setting, and no group of some.
    fn is_leaf(&self, path: &str) -> bool {
        let depth = path.matches('.').count();
        let as_deep = self.paths.iter().filter(|known| known.matches('.').count() == depth);
        let mut as_deep = as_deep;
        as_deep.any(|known| {
            known.split('.').zip(path.split('.')).all(|(known, word)| known == "*" || known == word)
        })
    }

    /// Whether `path` is a group whose members users name.
    fn is_map(&self, path: &str) -> bool {
        self.paths.iter().any(|known| known.strip_prefix(path).is_some_and(|rest| rest.starts_with(".*")))
    }

    /// The alternative of `path` that a word names, with its values from the arguments that say them.
    fn alternative(&self, path: &str, word: &Json, edited: &Root) -> Option<Json> {
        let word = word.as_str()?.to_lowercase();
        let chosen = format!("{path}.{word}.");
        let members = self.paths.iter().filter_map(|known| known.strip_prefix(&chosen));
        let values: Map<String, Json> = members
            .filter_map(|member| {
                let says = |name: &&String| {
                    let whole = format!("{chosen}{member}");
                    whole.replace('.', "_") == **name || shortens(&whole, name)
                };
                let value =
                    edited.arguments.iter().find(|(name, _)| says(name)).map(|(_, value)| value.clone());
                Some((member.to_owned(), value?))
            })
            .collect();
        (!values.is_empty()).then(|| Json::Object([(word, Json::Object(values))].into_iter().collect()))
    }

    /// Whether `path` is a group of alternatives with values of their own.
    fn has_alternatives(&self, path: &str) -> bool {
        let below = self.paths.iter().filter_map(|known| known.strip_prefix(path)?.strip_prefix('.'));
        let mut below = below;
        below.any(|rest| rest.contains('.') && !rest.contains('*'))
    }

    /// Puts a value at a path; nothing, and null, take away what is there.
    fn put(&self, tree: &mut Json, path: &str, value: Option<Json>, emptied: Emptied) {
        let empty = |path: &str| match emptied {
            _ if self.is_map(path) => Some(Json::Object(Map::new())),
            Emptied::IsOff if self.has_alternatives(path) => Some(Json::from(OFF)),
            Emptied::Goes | Emptied::IsOff => None,
        };
        put_below(tree, "", path, value.filter(|value| !value.is_null()), &empty);
    }
}

/// What becomes of a group that nothing is left in.
#[derive(Debug, Clone, Copy)]
enum Emptied {
    /// It isn't there: `domain` without a name.
    Goes,
    /// It is switched off, by a word.
    IsOff,
}

/// The word for what is switched off.
const OFF: &str = "none";

/// Whether `name` is a path with underscores of which words between the first and the last are left out.
fn shortens(path: &str, name: &str) -> bool {
    let words: Vec<&str> = path.split('.').collect();
    let Some((first, rest)) = words.split_first() else { return false };
    let Some((last, between)) = rest.split_last() else { return false };
    // Each choice of words to keep; no path is long.
    (0..1_u32 << between.len()).any(|kept| {
        let kept =
            between.iter().enumerate().filter(|(index, _)| kept & (1 << index) != 0).map(|(_, word)| *word);
        let words: Vec<&str> = [*first].into_iter().chain(kept).chain([*last]).collect();
        words.join("_") == name
    })
}

/// What a value of an argument can mean for a setting: as it stands, or in the model's words.
fn readings(edited: Option<&Json>) -> Vec<Option<Json>> {
    let mut readings = vec![edited.cloned()];
    match edited {
        // A setting that can be switched off says so by a word, an argument by nothing.
        None | Some(Json::Null | Json::Bool(false)) => readings.push(Some(Json::from(OFF))),
        Some(Json::String(text)) => readings.push(Some(Json::from(text.to_lowercase()))),
        // Limits by metric are gates.
        Some(Json::Object(limits)) => readings.push(gates(limits)),
        _ => {}
    }
    readings
}

fn gates(limits: &Map<String, Json>) -> Option<Json> {
    let gate = |(metric, limit): (&String, &Json)| {
        let texts = ['<', '>'].map(|operator| format!("{metric} {operator} {limit}"));
        texts.into_iter().find(|text| text.parse::<Gate>().is_ok()).map(Json::from)
    };
    limits.iter().map(gate).collect::<Option<Vec<_>>>().map(Json::Array)
}

fn put_below(
    tree: &mut Json,
    above: &str,
    path: &str,
    value: Option<Json>,
    empty: &dyn Fn(&str) -> Option<Json>,
) {
    let (name, rest) = path.split_once('.').map_or((path, None), |(name, rest)| (name, Some(rest)));
    if let Some(word) = tree.as_str() {
        // The name of an alternative gets its values now; those of another alternative are left out.
        if word != name || value.is_none() {
            return;
        }
        *tree = Json::Object(Map::new());
    }
    if tree.is_null() && value.is_some() {
        *tree = Json::Object(Map::new());
    }
    let here = if above.is_empty() { name.to_owned() } else { format!("{above}.{name}") };
    let Json::Object(members) = tree else { return };
    match (rest, value) {
        (None, None) => {
            members.remove(name);
        }
        (None, Some(value)) => {
            members.insert(name.to_owned(), without_nulls(value));
        }
        (Some(rest), value) => {
            if value.is_none() && !members.contains_key(name) {
                return;
            }
            let below = members.entry(name.to_owned()).or_insert(Json::Null);
            put_below(below, &here, rest, value, empty);
            if below.as_object().is_some_and(Map::is_empty) {
                match empty(&here) {
                    Some(value) => *below = value,
                    None => {
                        members.remove(name);
                    }
                }
            }
        }
    }
}

/// An optional member that is null isn't there.
fn without_nulls(value: Json) -> Json {
    match value {
        Json::Object(members) => {
            let members = members.into_iter().filter(|(_, value)| !value.is_null());
            Json::Object(members.map(|(name, value)| (name, without_nulls(value))).collect())
        }
        other => other,
    }
}
