//! What is said of each plan, in every format.

use crate::{outputs, own, review_of, workspace};

fn settings(folder: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(workspace().join("snapshots/review").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.remove_input_file();
    settings
}

fn assert_outputs(name: &str, plans: &[(&str, &str)]) {
    let (review, secrets) = review_of(plans).expect("the plan is one");
    for (format, output) in outputs(&review) {
        secrets.check(&output).expect("no secret stands in it");
        let output = if format == "json" {
            let value: serde_json::Value = serde_json::from_str(&output).expect("the output is JSON");
            format!("{value:#}")
        } else {
            output
        };
        if format != "coloured" {
            settings(name).bind(|| insta::assert_snapshot!(format, output));
        }
    }
}

#[test]
fn every_plan_in_every_format() {
    for (name, plan) in own() {
        assert_outputs(&name, &[(&name, &plan)]);
    }
}

#[test]
fn several_environments_in_one_comment() {
    let plans = own();
    let plan = |name: &str| &*plans.iter().find(|(other, _)| other == name).expect("it is there").1;
    assert_outputs(
        "several-environments",
        &[("dev", plan("replace")), ("staging", plan("replace")), ("production", plan("destroy-database"))],
    );
}

#[test]
fn colours_only_add_escapes() {
    let plans = own();
    let (name, plan) = plans.iter().find(|(name, _)| name == "sets").expect("it is there");
    let (review, _) = review_of(&[(name, plan)]).expect("the plan is one");
    let outputs = outputs(&review);
    let (without, with) = (&outputs[1].1, &outputs[2].1);
    let stripped: String = with
        .split('\u{1b}')
        .enumerate()
        .map(
            |(number, part)| if number == 0 { part } else { part.split_once('m').expect("an escape ends").1 },
        )
        .collect();
    assert_eq!(&stripped, without);
    assert_ne!(with, without);
}

#[test]
fn the_schema_of_the_json_is_published() {
    settings("").bind(|| insta::assert_snapshot!("schema", format!("{:#}", iac_core::review::schema())));
}
