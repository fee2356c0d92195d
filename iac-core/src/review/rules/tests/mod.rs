//! Every rule reports its example, not the change like it, and never an improvement.

mod danger;
mod example;

use super::text::sections;
use super::{ALL, CATEGORIES, Category, Check};
use example::Example;
use std::collections::BTreeSet;

/// What each rule's section shows: the code, the change that is reported, and the one that isn't.
fn examples() -> Vec<(&'static str, Example, Example)> {
    let all = CATEGORIES.iter().flat_map(|(_, _, markdown)| sections(markdown));
    all.map(|section| (section.code, Example::read(section.reported), Example::read(section.fine))).collect()
}

#[test]
fn every_rule_has_one_section_in_the_order_of_its_table() {
    for (category, entries, markdown) in CATEGORIES {
        let codes: Vec<_> = entries.iter().map(|entry| entry.code).collect();
        let texts: Vec<_> = sections(markdown).iter().map(|section| section.code).collect();
        assert_eq!(codes, texts, "{category}");
        assert!(codes.is_sorted(), "{category}: {codes:?}");
    }
    let codes: BTreeSet<_> = ALL.iter().map(|rule| rule.code).collect();
    assert_eq!((codes.len(), ALL.len()), (126, 126));
}

#[test]
fn texts_are_sentences() {
    for (_, _, markdown) in CATEGORIES {
        for section in sections(markdown) {
            for paragraph in [section.what, section.why, section.fix] {
                for line in paragraph.lines() {
                    assert!(line.ends_with(['.', '?']), "{}: {line}", section.code);
                    assert!(
                        !line.contains(". A") || line.contains("e.g."),
                        "{}: one sentence a line: {line}",
                        section.code
                    );
                }
            }
            assert!(!section.title.ends_with('.'), "{}", section.code);
        }
    }
}

#[test]
fn rules_report_their_example_and_not_the_change_like_it() {
    let mut wrong = Vec::new();
    for (code, reported, fine) in examples() {
        if !reported.codes().contains(code) {
            wrong.push(format!("{code} doesn't report its example: {:?}", reported.said()));
        }
        if fine.codes().contains(code) {
            wrong.push(format!("{code} reports what is fine: {:?}", fine.said()));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn an_improvement_is_never_reported() {
    let directional = |code: &str| super::find(code).expect("the section is of a rule").directional;
    let wrong: Vec<String> = examples()
        .iter()
        .filter(|(code, _, _)| directional(code))
        .flat_map(|(code, reported, _)| {
            // What another rule says of both is that the object is replaced at all.
            let both = reported.codes();
            let reversed = reported.reversed();
            let said = reversed.said().into_iter().filter(move |said| {
                said.starts_with(code) || !both.iter().any(|other| said.starts_with(other))
            });
            said.map(move |said| format!("the reverse of {code}: {said}"))
        })
        .collect();
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn most_rules_are_about_a_direction() {
    let (directional, either): (Vec<_>, Vec<_>) =
        ALL.iter().filter(|rule| rule.category != Category::Meta).partition(|rule| rule.directional);
    let either: Vec<_> = either.iter().map(|rule| rule.code).collect();
    assert_eq!(
        either,
        [
            "DL002", "DL019", "IA011", "AV002", "AV003", "AV004", "AV009", "AV012", "AV013", "AV014",
            "AV018", "AV019", "AV023"
        ]
    );
    assert_eq!(directional.len() + either.len(), 100);
}

#[test]
fn a_type_is_listed_once_in_a_row() {
    for rule in ALL.iter() {
        let lists: Vec<&[&str]> = match rule.check {
            Check::Rows(rows) => rows.iter().map(super::Row::types).collect(),
            Check::Change(types, _) => vec![types],
            Check::Plan(_) | Check::Reading => Vec::new(),
        };
        for types in lists {
            assert!(types.is_sorted(), "{}: {types:?}", rule.code);
        }
    }
}
