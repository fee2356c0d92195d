//! The pictures of presets and examples, and what every picture keeps.

use crate::graph::{bridge, calls, graph, is_there, label, reduced};
use crate::{ALL, Area};
use iac_core::environment::{Environment, Validated};
use iac_core::spec;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("../snapshots/graph"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.remove_snapshot_suffix();
    settings.remove_input_file();
    settings
}

fn pictures(text: &str) -> Vec<(String, String)> {
    let loaded = spec::load(text).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let name = |environment: &Validated<Environment>| environment.environment.to_string();
    loaded.project.environments().map(|environment| (name(environment), graph(environment))).collect()
}

#[test]
fn presets() {
    for environment in spec::presets().project.environments() {
        let name = format!("{}.mmd", environment.environment);
        settings().bind(|| insta::assert_snapshot!(name, graph(environment)));
    }
}

#[test]
fn examples() {
    insta::glob!("../examples/environments", "*.toml", |path| {
        let text = std::fs::read_to_string(path).expect("examples are UTF-8");
        let example = path.file_stem().expect("a file").to_string_lossy().into_owned();
        for (name, picture) in pictures(&text) {
            settings().bind(|| insta::assert_snapshot!(format!("{example}-{name}.mmd"), picture));
        }
    });
}

/// A module that is new is drawn without a word about it.
#[test]
fn every_call_is_drawn_unless_a_setting_switches_it_off() {
    assert_eq!(ALL.iter().filter(|entry| entry.area == Area::Frame).count(), 1);
    for environment in spec::presets().project.environments() {
        let picture = graph(environment);
        for call in calls(&mut BTreeMap::new()) {
            let drawn = ["[", "("].iter().any(|open| picture.contains(&format!("part_{}{open}", call.name)));
            assert_eq!(drawn, is_there(&call.name, environment), "{}", call.name);
        }
    }
}

#[test]
fn a_setting_changes_the_picture() {
    let picture = |line: &str| {
        let text = format!("[environments.live]\npreset = \"staging@1\"\n{line}\n");
        pictures(&text).remove(0).1
    };
    let before = picture("");
    for (line, shown) in [
        ("max_instances = 7", "1 to 7 × t3.small"),
        ("multi_az = true", "a standby in a second zone"),
        ("database.replicas = 2", "2 read replicas"),
        ("network.nat = \"per_zone\"", "a NAT gateway in each zone"),
        ("domain = { name = \"a.example.com\", zone_id = \"Z0123456789\" }", "https://a.example.com"),
        ("services.app.path = \"/shop/*\"", "/shop/#42;"),
        ("services.other = {}\ninstance_type = \"t3.large\"\nmin_instances = 2", "a worker"),
        ("naming.project = \"shop\"", "shop-live"),
        (
            "encryption.key_arn = \"arn:aws:kms:eu-west-1:111122223333:key/abc\"",
            "encryption<br/>exists already",
        ),
    ] {
        assert!(!before.contains(shown), "{shown} is there already");
        let after = picture(line);
        assert!(after.contains(shown), "{line} doesn't show:\n{after}");
    }
}

#[test]
fn text_of_users_stays_text() {
    let hostile = "\"]; click a \"javascript:b\" %%{x}%% <b> #35; | `c` \\ \n end";
    let label = label([hostile]);
    let inside = &label[1..label.len() - 1];
    assert!(inside.chars().all(|c| c.is_alphanumeric() || " ,.:;#/-".contains(c)), "{label}");
    assert!(inside.contains("#35;35#59;"), "what looks like a number stays what was written: {label}");
}

#[test]
fn lines_that_follow_from_others_are_left_out() {
    let lines = |text: &str| -> BTreeMap<String, BTreeSet<String>> {
        let line = |line: &str| {
            let (from, to) = line.split_once(':').expect("a colon");
            (from.to_owned(), to.split_whitespace().map(ToOwned::to_owned).collect())
        };
        text.split(';').map(line).collect()
    };
    assert_eq!(reduced(&lines("a:b c d;b:c;c:d;d:")), lines("a:b;b:c;c:d;d:"));
    let mut without = lines("a:b;b:c d;c:;d:");
    bridge(&mut without, "b");
    assert_eq!(without, lines("a:c d;c:;d:"));
}
