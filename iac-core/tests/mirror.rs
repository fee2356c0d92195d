//! Staging mirrors production: every difference has a reason, and every reason is needed.

#![expect(clippy::disallowed_methods, reason = "a test reads the examples")]

use iac_core::environment::{Difference, Environment, Justification, Project, Tier, justified, settings};
use iac_core::spec;
use std::path::Path;

/// The differences between staging and production, in every project that there is, with those that its spec accepts.
fn projects() -> Vec<(String, Vec<Difference>, Vec<Justification>)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../examples/environments");
    let mut files: Vec<_> = std::fs::read_dir(folder)
        .expect("there are examples")
        .map(|entry| entry.expect("it can be read").path())
        .collect();
    files.sort();
    let examples = files.into_iter().map(|path| {
        let text = std::fs::read_to_string(&path).expect("examples are UTF-8");
        (path.display().to_string(), spec::load(&text).expect("examples are valid").project)
    });
    std::iter::once(("presets".to_owned(), spec::presets().project))
        .chain(examples)
        .filter_map(|(name, project)| {
            let of = |tier| project.environments().find(|one| one.tier == tier);
            let differences = of(Tier::Staging)?.differences(of(Tier::Production)?);
            Some((name, differences, project.differences().to_vec()))
        })
        .collect()
}

#[test]
fn every_difference_has_a_reason() {
    for (name, differences, accepted) in projects() {
        for difference in differences {
            let own = accepted.iter().any(|accepted| accepted.setting == difference.setting);
            assert!(difference.reason.is_some() || own, "{name}: {difference:#?}");
        }
    }
}

#[test]
fn every_reason_is_needed() {
    let projects = projects();
    let differences = || projects.iter().flat_map(|(_, differences, _)| differences);
    for path in justified() {
        let is = |setting: &str| {
            let (setting, path): (Vec<_>, Vec<_>) = (setting.split('.').collect(), path.split('.').collect());
            setting.len() == path.len()
                && setting.iter().zip(&path).all(|(own, one)| one == &"*" || own == one)
        };
        assert!(
            differences().any(|difference| is(&difference.setting)),
            "nothing needs the reason for {path}"
        );
    }
}

/// A row stands for one property: a setting, or one that is of several kinds.
#[test]
fn no_reason_is_for_a_group() {
    let settings = settings();
    for path in justified() {
        let is_setting = settings.iter().any(|setting| setting.path == path);
        assert!(is_setting || path == "backup.lock", "{path} is no setting");
    }
    assert!(justified().collect::<Vec<_>>().is_sorted());
}

#[test]
fn only_staging_and_production_mirror_each_other() {
    let presets = Project::of_presets().environments;
    let of = |name: &str| -> &Environment { &presets[&name.parse().expect("a name")] };
    assert!(of("staging").mirrors(of("production")) && of("production").mirrors(of("staging")));
    assert!(!of("dev").mirrors(of("production")) && !of("staging").mirrors(of("staging")));
    assert!(of("dev").differences(of("production")).iter().all(|difference| difference.reason.is_none()));
    assert_eq!(of("dev").differences(of("dev")), []);
}

#[test]
fn another_kind_differs_as_a_whole() {
    let presets = Project::of_presets().environments;
    let staging = &presets[&"staging".parse().expect("a name")];
    let mut other = staging.clone();
    other.deployment.strategy =
        iac_core::environment::Strategy::BlueGreen { bake: 5.try_into().expect("minutes") };
    let differences = staging.differences(&other);
    assert_eq!(differences.len(), 1, "{differences:#?}");
    assert_eq!(differences[0].setting, "deployment.strategy");
    assert_eq!(differences[0].other.as_deref(), Some("{ blue_green = { bake = 5 } }"));
    other.services.clear();
    assert!(
        staging.differences(&other).iter().any(|one| one.setting == "services.app" && one.other.is_none())
    );
}
