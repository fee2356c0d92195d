//! What users are told of mistakes, and that the examples hold.

#![expect(clippy::disallowed_methods, reason = "a test reads the examples")]

use iac_core::diagnostic::render;
use std::path::{Path, PathBuf};

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

#[test]
fn invalid_specs_are_explained() {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(workspace().join("snapshots/invalid"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.remove_snapshot_suffix();
    settings.remove_input_file();
    insta::glob!("../../examples/invalid", "*.toml", |path| {
        let text = std::fs::read_to_string(path).expect("examples are UTF-8");
        let name = path.file_name().expect("a file").to_string_lossy().into_owned();
        let problems = iac_core::spec::load(&text).expect_err("the example is invalid");
        settings.bind(|| insta::assert_snapshot!(name.clone(), render(&name, &text, &problems, false)));
    });
}

#[test]
fn bytes_that_are_no_text_are_named() {
    for (bytes, message) in [
        (&b"\xff\xfea\0"[..], "the file is UTF-16, not UTF-8"),
        (b"a\0b\0", "the file is binary or UTF-16, not UTF-8 text"),
        (b"a = 1\nb = \xc3(", "byte 10 (line 2, column 5) is 0xc3, which is not UTF-8"),
    ] {
        assert_eq!(iac_core::spec::decode(bytes).expect_err("no text").message, message);
    }
    assert_eq!(iac_core::spec::decode(b"\xef\xbb\xbfa = 1").expect("a byte order mark is fine"), "a = 1");
}

#[test]
fn the_starter_and_every_preset_are_specs() {
    let loaded = iac_core::spec::load(iac_core::spec::STARTER).expect("the starter holds");
    assert_eq!(loaded.project.environments().count(), 3);
    assert_eq!(loaded.warnings, []);
}

#[test]
fn every_setting_is_described() {
    for setting in iac_core::environment::settings() {
        assert!(setting.description.len() > 10, "{} has no text", setting.path);
    }
    assert!(iac_core::spec::schema().pointer("/definitions/OwnEnvironment/properties/preset").is_some());
}

proptest::proptest! {
    #[test]
    fn any_text_gives_a_project_or_problems(text in "(?s).{0,200}") {
        let _ = iac_core::spec::load(&text);
    }

    #[test]
    fn any_toml_like_text_gives_a_project_or_problems(
        text in r#"(\[(environments|defaults|waivers)(\.[a-z]{1,4}){0,2}\]\n|[a-z_]{1,8} = ("[a-z@1.]{0,8}"|-?[0-9]{1,20}|\{ ?\}|\[[0-9, ]{0,5}\]|true)\n){0,9}"#
    ) {
        if let Err(problems) = iac_core::spec::load(&text) {
            proptest::prop_assert!(!problems.is_empty());
            let _ = render("iac.toml", &text, &problems, false);
        }
    }
}
