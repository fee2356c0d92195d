//! The report of compliance as a page and as JSON, whatever names are in it.

use iac_core::compliance::{
    Attribute, Evidence, Framework, Part, Report, Setting, Status, Subject, markdown, schema,
};
use serde_json::json;
use std::path::Path;

/// A text that would be a heading, a table, a link, an image and HTML, if it could.
const HOSTILE: &str = "a|b\n# c <img src=x onerror=y> [d](http://e) `f` *g* _h_ <!-- i --> ![j](k)";

fn hostile() -> Report {
    let subject = Subject { name: HOSTILE.to_owned(), tier: HOSTILE.to_owned(), region: HOSTILE.to_owned() };
    let attribute =
        Attribute { path: HOSTILE.to_owned(), value: json!(HOSTILE), setting: Some(HOSTILE.to_owned()) };
    let resource = Evidence::Resource { address: HOSTILE.to_owned(), attribute: Some(attribute) };
    let setting = || Setting { path: HOSTILE.to_owned(), value: json!({ HOSTILE: [HOSTILE] }) };
    Report::new(vec![subject], &Framework::ALL, |_, id, _| match id {
        "5.1" => {
            Part::shown(HOSTILE, vec![resource.clone(), Evidence::Setting(setting())]).into_iter().collect()
        }
        "5.2" => vec![Part::missing(HOSTILE, HOSTILE, Some(setting()))],
        "5.3" => vec![Part::elsewhere(HOSTILE, vec![HOSTILE.to_owned()])],
        "5.4" => vec![Part::not_used(HOSTILE, HOSTILE)],
        _ => vec![Part::duty(HOSTILE, HOSTILE)],
    })
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("../snapshots/report"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn hostile_names_mean_themselves() {
    let page = markdown(&hostile());
    for line in page.lines() {
        // Code shows what is in it; what is left may hold no sign that means something.
        let mut rest = String::new();
        for (at, piece) in line.split("``").enumerate() {
            if at % 2 == 0 {
                rest.push_str(piece);
            }
        }
        assert!(!rest.contains("<img") && !rest.contains("<!-- i"), "{line}");
        assert!(!rest.contains("[d](") && !rest.contains("![j]"), "{line}");
        let cells = rest.matches('|').count() - rest.matches("\\|").count();
        assert!(!line.starts_with('|') || cells >= 3, "{line}");
    }
    assert!(!page.lines().any(|line| line.starts_with("# c")), "a name has become a heading");
    let section = page.split("### 5 Networking").nth(1).expect("it is there");
    let section = section.split("\n## ").next().expect("it ends");
    settings().bind(|| insta::assert_snapshot!("hostile.md", section));
}

#[test]
fn statuses_are_those_of_the_parts() {
    let report = hostile();
    let of = |wanted: &str| {
        let (_, answer) =
            report.answers(HOSTILE).find(|(control, _)| control.id == wanted).expect("it is there");
        answer.status()
    };
    assert_eq!(of("5.1"), Status::Met);
    assert_eq!(of("5.2"), Status::Gap);
    assert_eq!(of("5.3"), Status::Elsewhere);
    assert_eq!(of("5.4"), Status::NotUsed);
    assert_eq!(of("CC1.1"), Status::NotOurs);
    let [cis, soc2] = report.standards() else { panic!("there are two") };
    let total = |at: &iac_core::compliance::Standard| {
        Status::ALL.into_iter().map(|status| at.summary[0].counts.of(status)).sum::<usize>()
    };
    assert_eq!((total(cis), total(soc2)), (62, 38));
}

#[test]
fn the_schema_of_the_json_is_published() {
    let schema = schema();
    let json: serde_json::Value = serde_json::from_str(&hostile().json()).expect("it is JSON");
    let properties = schema["properties"].as_object().expect("it is a schema of objects");
    for key in json.as_object().expect("it is an object").keys() {
        assert!(properties.contains_key(key), "the schema has no {key}");
    }
    settings().bind(|| insta::assert_snapshot!("schema", format!("{schema:#}")));
}
