//! Texts that are no plan, and what to run instead.

use iac_core::environment::Tier;
use iac_core::judge::{self, NotAPlan, decode};

fn refused(text: &str) -> NotAPlan {
    judge::plan(text, Tier::Production).expect_err("it is no plan")
}

#[test]
fn each_wrong_input_is_named() {
    for (text, what) in [
        ("", NotAPlan::Empty),
        ("\n\n", NotAPlan::Empty),
        ("Terraform will perform the following actions:\n", NotAPlan::Prose),
        ("No changes. Your infrastructure matches the configuration.\n", NotAPlan::Prose),
        (
            "{\"@level\":\"info\",\"@message\":\"Terraform 1.11.4\"}\n{\"@level\":\"info\"}\n",
            NotAPlan::Stream,
        ),
        ("{\"@level\":\"info\"}", NotAPlan::Stream),
        ("{\"format_version\":\"1.0\",\"values\":{}}", NotAPlan::State),
        ("{\"version\":4,\"lineage\":\"a\"}", NotAPlan::State),
        ("{\"format_version\":\"1.2\",\"planned_values\":{},\"resource_drift\":[]}", NotAPlan::Refresh),
        ("{\"format_version\":\"1.2\",\"resource_changes\":[],\"errored\":true}", NotAPlan::Errored),
        ("{\"format_version\":\"2.0\",\"resource_changes\":[]}", NotAPlan::Format("2.0".to_owned())),
        ("[]", NotAPlan::Other),
    ] {
        assert_eq!(refused(text), what, "{text}");
        assert!(what.help().contains("plan") || what.help().contains("PLAN"), "{}", what.help());
    }
    assert!(matches!(refused("{\"format_version\": "), NotAPlan::Json(_)));
}

#[test]
fn bytes_that_are_no_text_are_named() {
    assert_eq!(decode(b"PK\x03\x04"), Err(NotAPlan::Binary));
    assert_eq!(decode(b"\xff\xfe{\x00"), Err(NotAPlan::Utf16));
    assert_eq!(decode(b"{\xff"), Err(NotAPlan::Encoding(1)));
    assert_eq!(decode(b"\xef\xbb\xbf{}"), Ok("{}"));
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
