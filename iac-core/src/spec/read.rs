//! Environments, waivers and justified differences from the tree of a spec.

use crate::aws::EnvironmentName;
use crate::diagnostic::Diagnostic;
use crate::environment::{Environment, Preset, Project};
use crate::review::waiver::{self, Reviewing};
use crate::spec::tree::{self, SECTIONS, Tree};
use iac_schema::ClosedService;
use serde::de::DeserializeOwned;
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// The project, as far as it can be read, and everything that can't.
pub(super) fn project(tree: &Tree<'_>) -> (Project, Reviewing, Vec<Diagnostic>) {
    let mut problems = Vec::new();
    for (key, _) in &tree.root {
        if !SECTIONS.contains(&key.get_ref().as_ref()) {
            problems.push(unknown_key(key.get_ref(), SECTIONS.iter().copied(), key.span()));
        }
    }
    let defaults = table(tree, "defaults", &mut problems);
    let waivers = list(tree, "waivers", "`rule`, `environment` and `reason`", &mut problems);
    let differences = list(tree, "differences", "`setting` and `reason`", &mut problems);
    let reviewing = reviewing(tree, &mut problems);
    let mut environments = Vec::new();
    match table(tree, "environments", &mut problems) {
        Some(named) if !named.is_empty() => {
            for (name, value) in named {
                environments.extend(environment(name, value, defaults, &mut problems));
            }
        }
        _ => problems.push(
            Diagnostic::error("the spec names no environment", None)
                .help("add `[environments.production]` with `preset = \"production@1\"`"),
        ),
    }
    let project = Project { waivers, differences, ..Project::new(environments) };
    let named = reviewing.waivers.iter().map(|(waiver, place)| (&waiver.environment, place.clone()));
    for (name, place) in named {
        if !project.environments.contains_key(name) {
            let known: Vec<_> = project.environments.keys().map(|known| format!("`{known}`")).collect();
            problems.push(
                Diagnostic::error(format!("there is no environment `{name}`"), place)
                    .help(format!("expected {}", known.join(", "))),
            );
        }
    }
    (project, reviewing, problems)
}

/// The section named `name`, if it is there and a table.
fn table<'t, 'a>(tree: &'t Tree<'a>, name: &str, problems: &mut Vec<Diagnostic>) -> Option<&'t DeTable<'a>> {
    let section = tree.section(name)?;
    let table = section.get_ref().as_table();
    if table.is_none() {
        problems.push(
            Diagnostic::error(format!("`{name}` is not a table"), section.span())
                .help(format!("write `[{name}]`")),
        );
    }
    table
}

/// The entries of the list of tables named `name`, which have `keys`.
fn list<T: DeserializeOwned>(
    tree: &Tree<'_>,
    name: &str,
    keys: &str,
    problems: &mut Vec<Diagnostic>,
) -> Vec<T> {
    let Some(section) = tree.section(name) else { return Vec::new() };
    entries(section, name, keys, problems).into_iter().map(|(entry, _)| entry).collect()
}

/// The entries of the list of tables `section`, which is written `[[name]]` with `keys`; each with its place.
fn entries<T: DeserializeOwned>(
    section: &Spanned<DeValue<'_>>,
    name: &str,
    keys: &str,
    problems: &mut Vec<Diagnostic>,
) -> Vec<(T, Range<usize>)> {
    let help = || format!("write `[[{name}]]` with {keys}");
    let Some(list) = section.get_ref().as_array() else {
        problems.push(
            Diagnostic::error(format!("`{name}` is not a list of tables"), section.span()).help(help()),
        );
        return Vec::new();
    };
    let mut all = Vec::new();
    for entry in list {
        match entry.get_ref() {
            DeValue::Table(table) => {
                let read = recover(table.clone(), &DeTable::new(), entry.span(), problems);
                all.extend(read.map(|read| (read, entry.span())));
            }
            other => problems.push(
                Diagnostic::error(
                    format!("an entry of `{name}` is a table, not {}", other.type_str()),
                    entry.span(),
                )
                .help(help()),
            ),
        }
    }
    all
}

/// What is said about reviews of plans.
fn reviewing(tree: &Tree<'_>, problems: &mut Vec<Diagnostic>) -> Reviewing {
    /// The section without its waivers, whose places are kept.
    #[derive(serde::Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Rest {
        #[serde(default)]
        existing: Vec<EnvironmentName>,
        #[serde(default)]
        providers: Vec<String>,
    }
    let Some(table) = table(tree, "review", problems) else { return Reviewing::default() };
    let mut rest = table.clone();
    let waivers: Vec<(waiver::Waiver, _)> = rest.remove("waivers").map_or_else(Vec::new, |list| {
        let keys = "`rule`, `environment`, `address`, `reason` and `expires`";
        entries(&list, "review.waivers", keys, problems)
    });
    let span = tree.section("review").map_or(0..0, Spanned::span);
    let rest = recover::<Rest>(rest, &DeTable::new(), span, problems);
    let (existing, providers) = rest.map(|rest| (rest.existing, rest.providers)).unwrap_or_default();
    let reviewing = Reviewing { waivers, existing, providers };
    problems.extend(reviewing.problems());
    reviewing
}

/// One environment: the settings of its preset, over them the common ones, over them its own.
fn environment(
    name: &Spanned<std::borrow::Cow<'_, str>>,
    value: &Spanned<DeValue<'_>>,
    defaults: Option<&DeTable<'_>>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Environment> {
    let own = match value.get_ref() {
        DeValue::Table(own) => own,
        other => {
            problems.push(
                Diagnostic::error(
                    format!("an environment is a table, not {}", other.type_str()),
                    value.span(),
                )
                .help(format!("write `[environments.{}]`", name.get_ref())),
            );
            return None;
        }
    };
    if let Err(error) = name.get_ref().parse::<EnvironmentName>() {
        problems.push(split(&error.to_string(), name.span()));
        return None;
    }
    let preset = preset(name, own, problems)?;
    let mut settings =
        tree::unplaced(DeTable::parse(preset.text()).expect("tests read every preset").into_inner());
    // The services of a preset stand for a user's own until there are some.
    let services = |table: &DeTable<'_>| table.contains_key("services");
    if services(own) || defaults.is_some_and(services) {
        let named: Vec<String> =
            [defaults, Some(own)].into_iter().flatten().flat_map(names_of_services).collect();
        if let Some(DeValue::Table(ours)) = settings.get_mut("services").map(Spanned::get_mut) {
            for unnamed in names_of(ours).into_iter().filter(|name| !named.contains(name)) {
                ours.remove(unnamed.as_str());
            }
        }
    }
    let fallback = settings.clone();
    if let Some(defaults) = defaults {
        tree::lay(&mut settings, defaults);
    }
    tree::lay(&mut settings, own);
    settings.remove("preset");
    if let Some((key, _)) = settings.remove_entry("environment") {
        problems.push(
            Diagnostic::error("the name of an environment is the key of its table", key.span())
                .help("remove `environment`: it can't be set"),
        );
    }
    settings.insert(
        Spanned::new(tree::NOWHERE, "environment".into()),
        tree::text(name.get_ref().clone().into_owned()),
    );
    recover(settings, &fallback, name.span(), problems)
}

fn names_of_services(table: &DeTable<'_>) -> Vec<String> {
    let services = table.get("services").and_then(|services| services.get_ref().as_table());
    services.map(names_of).unwrap_or_default()
}

fn names_of(table: &DeTable<'_>) -> Vec<String> {
    table.keys().map(|key| key.get_ref().clone().into_owned()).collect()
}

fn preset(
    name: &Spanned<std::borrow::Cow<'_, str>>,
    own: &DeTable<'_>,
    problems: &mut Vec<Diagnostic>,
) -> Option<Preset> {
    let accepted = || format!("expected {}", Preset::ALL.map(|preset| format!("`{preset}`")).join(", "));
    match own.get("preset") {
        None => {
            problems.push(
                Diagnostic::error(format!("environment `{}` names no preset", name.get_ref()), name.span())
                    .help(format!("add `preset = \"…\"`: {}", accepted())),
            );
            None
        }
        Some(value) => match value.get_ref().as_str() {
            None => {
                problems.push(
                    Diagnostic::error("a preset is named by text in quotes", value.span()).help(accepted()),
                );
                None
            }
            Some(text) => {
                let preset = text.parse::<Preset>().ok();
                if preset.is_none() {
                    problems.push(
                        Diagnostic::error(format!("`{text}` is not a preset"), value.span()).help(accepted()),
                    );
                }
                preset
            }
        },
    }
}

/// Reads `T` from `table`; what can't be read is noted and gives way to `fallback`, until all of it can.
fn recover<'a, T: DeserializeOwned>(
    mut table: DeTable<'a>,
    fallback: &DeTable<'a>,
    whole: Range<usize>,
    problems: &mut Vec<Diagnostic>,
) -> Option<T> {
    let mut taken: Vec<tree::Path> = Vec::new();
    loop {
        let error = match T::deserialize(toml::Deserializer::from(Spanned::new(whole.clone(), table.clone())))
        {
            Ok(read) => return Some(read),
            Err(error) => error,
        };
        let span = error.span().filter(|span| *span != tree::NOWHERE).unwrap_or_else(|| whole.clone());
        let path = tree::entry_at(&table, &span);
        let follows = error.message().strip_prefix("missing field `").is_some_and(|rest| {
            let field = rest.trim_end_matches('`');
            taken.iter().any(|gone| {
                gone.split_last().is_some_and(|(last, above)| {
                    last == field && above == path.as_deref().unwrap_or_default()
                })
            })
        });
        if !follows {
            problems.push(explain(error.message(), span));
        }
        match path {
            Some(path) if tree::replace(&mut table, fallback, &path) => taken.push(path),
            _ => return None,
        }
    }
}

/// What serde says, in the words of this project: the value, then what would be accepted.
fn explain(message: &str, span: Range<usize>) -> Diagnostic {
    if let Some((keys, known)) = message
        .strip_prefix("unexpected keys in table: ")
        .and_then(|rest| rest.split_once(", available keys: "))
    {
        return unknown_key(keys, known.split(", "), span);
    }
    let quoted: Vec<&str> = message.split('`').skip(1).step_by(2).collect();
    let names = |all: &[&str]| all.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match quoted.split_first() {
        Some((key, known)) if message.starts_with("unknown field") => {
            unknown_key(key, known.iter().copied(), span)
        }
        Some((word, known)) if message.starts_with("unknown variant") => {
            let near = crate::aws::nearest(word, known.iter().copied());
            let near = near.map_or(String::new(), |near| format!("; did you mean `{near}`?"));
            Diagnostic::error(format!("`{word}` is not accepted"), span)
                .help(format!("expected {}{near}", names(known)))
        }
        Some((field, _)) if message.starts_with("missing field") => {
            Diagnostic::error(format!("`{field}` is missing"), span).help(format!("add `{field} = …`"))
        }
        _ if message.starts_with("invalid type: integer") && message.contains("expected a string") => {
            Diagnostic::error(message, span).help("write it in quotes")
        }
        _ if message.starts_with("invalid type: string") && message.contains("expected i64") => {
            Diagnostic::error(message.replace("i64", "a whole number"), span).help("write it without quotes")
        }
        _ => split(&message.replace("i64", "a whole number"), span),
    }
}

/// `… is not accepted, expected …` as message and help.
fn split(message: &str, span: Range<usize>) -> Diagnostic {
    match message.split_once(", expected ") {
        Some((message, expected)) => Diagnostic::error(message, span).help(format!("expected {expected}")),
        None => Diagnostic::error(message, span),
    }
}

fn unknown_key<'k>(
    key: &str,
    known: impl Iterator<Item = &'k str> + Clone,
    span: Range<usize>,
) -> Diagnostic {
    let help = match (ClosedService::of_word(key), crate::aws::nearest(key, known.clone())) {
        (Some(service), _) => {
            format!("{service}; AWS names {} in its place{}", service.successor, instead(service))
        }
        (None, Some(near)) => format!("did you mean `{near}`?"),
        (None, None) => {
            format!("expected {}", known.map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
        }
    };
    Diagnostic::error(format!("`{key}`: unknown key"), span).help(help)
}

/// The setting by which an environment has what AWS names in the place of a closed service.
fn instead(service: &ClosedService) -> String {
    let setting = match service.words.first() {
        Some(&"evidently") => "feature_flags",
        Some(&"incident_manager") => "incident.ops_items",
        _ => return String::new(),
    };
    format!(", which is `{setting}` here")
}
