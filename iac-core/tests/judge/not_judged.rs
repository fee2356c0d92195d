//! Plans that can't be judged, and what to run instead.

use iac_core::environment::Tier;
use iac_core::judge::{self, NotJudged};
use iac_core::review::NotAPlan;

/// What is no plan is named as a review names it; of plans, two kinds say nothing of what will be.
#[test]
fn each_wrong_input_is_named() {
    for (text, what) in [
        ("", NotAPlan::Empty.into()),
        ("Terraform will perform the following actions:\n", NotAPlan::Text.into()),
        ("{\"format_version\":\"1.0\",\"values\":{}}", NotAPlan::State.into()),
        ("{\"format_version\":\"2.0\",\"resource_changes\":[]}", NotAPlan::Version.into()),
        ("{\"format_version\":\"1.2\",\"planned_values\":{},\"resource_drift\":[]}", NotJudged::Refresh),
        ("{\"format_version\":\"1.2\",\"resource_changes\":[],\"errored\":true}", NotJudged::Errored),
    ] {
        assert_eq!(judge::plan(text, Tier::Production).expect_err(text), what);
        assert!(what.hint().contains("plan") || what.hint().contains("release"), "{}", what.hint());
    }
}

#[test]
fn a_plan_of_nothing_is_in_order() {
    let report = judge::plan("{\"format_version\":\"1.2\",\"planned_values\":{}}", Tier::Production);
    let report = report.expect("a destroyed environment has no resources left");
    assert_eq!((report.findings.len(), report.resources, report.complete), (0, 0, true));
}

#[test]
fn a_part_of_a_plan_says_so() {
    let report = judge::plan(
        "{\"format_version\":\"1.2\",\"resource_changes\":[],\"complete\":false}",
        Tier::Production,
    );
    assert!(!report.expect("it is a plan").complete);
}
