//! Findings that were looked at and accepted, from the spec to the review.

use iac_core::diagnostic::Diagnostic;
use iac_core::environment::Tier;
use iac_core::review::reviewed::Reviewed;
use iac_core::review::{self, Gate, Source, Verdict};
use iac_core::spec::{self, Loaded};

const PLAN: &str = r#"{"format_version": "1.2", "planned_values": {}, "applyable": true, "complete": true, "resource_changes": [
  {"address": "aws_db_instance.a", "type": "aws_db_instance", "name": "a", "mode": "managed",
   "change": {"actions": ["update"], "before": {"multi_az": true}, "after": {"multi_az": false}, "after_unknown": {}}},
  {"address": "aws_dynamodb_table.a", "type": "aws_dynamodb_table", "name": "a", "mode": "managed",
   "change": {"actions": ["delete"], "before": {"name": "a"}, "after": null}}
]}"#;

const SHA256: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

fn spec(review: &str) -> String {
    format!("[environments.live]\npreset = \"production@1\"\n{review}")
}

fn waiver(fields: &str) -> String {
    spec(&format!(
        "[[review.waivers]]\nenvironment = \"live\"\nreason = \"agreed on\"\nexpires = \"2026-12-31\"\n{fields}\n"
    ))
}

fn load(text: &str) -> Loaded {
    spec::load(text).unwrap_or_else(|problems| panic!("{problems:#?}\n{text}"))
}

/// The review of the plan on `day`, and what is said of the waivers.
fn review(text: &str, day: &str) -> (Verdict, Reviewed, Vec<Diagnostic>) {
    let loaded = load(text);
    let source = Source {
        name: "live".to_owned(),
        plan: review::parse(PLAN).expect("a plan"),
        sha256: Some(SHA256.to_owned()),
        tier: Tier::Staging,
        model: None,
        reviewing: Some(&loaded.reviewing),
    };
    let gate = Gate { now: Some(format!("{day}T12:00:00Z")), ..Gate::default() };
    let (review, _) = review::review(&[source], &gate).expect("it can be reviewed");
    let reviewed = review.environments.into_iter().next().expect("one environment");
    let problems = loaded.reviewing.unused(&reviewed, gate.today().as_ref());
    (review.verdict, reviewed, problems)
}

fn waived(reviewed: &Reviewed) -> Vec<(&str, &str)> {
    reviewed.findings.iter().filter_map(|one| Some((one.rule, one.waived.as_deref()?))).collect()
}

#[test]
fn a_waiver_accepts_one_finding_of_one_object() {
    let (_, reviewed, problems) =
        review(&waiver("rule = \"AV001\"\naddress = \"aws_db_instance.a\""), "2026-12-31");
    assert_eq!(waived(&reviewed), [("AV001", "agreed on, until 2026-12-31")]);
    assert_eq!(problems, []);
}

#[test]
fn a_waiver_that_accepts_nothing_is_an_error_at_its_place() {
    for (fields, day, said) in [
        ("rule = \"AV001\"\naddress = \"aws_db_instance.b\"", "2026-12-01", "nothing like it is found"),
        ("rule = \"AV001\"", "2026-12-01", "nothing like it is found"),
        ("rule = \"PT001\"\naddress = \"aws_db_instance.a\"", "2026-12-01", "nothing like it is found"),
        ("rule = \"AV001\"\naddress = \"aws_db_instance.a\"", "2027-01-01", "it ended on 2026-12-31"),
    ] {
        let text = waiver(fields);
        let (_, reviewed, problems) = review(&text, day);
        assert_eq!(waived(&reviewed), [], "{fields}");
        let [problem] = &problems[..] else { panic!("{fields}: {problems:?}") };
        assert!(problem.message.contains(said), "{problem:?}");
        let place = problem.span.clone().expect("it has a place");
        assert!(text[place].starts_with("[[review.waivers]]"), "{problem:?}");
    }
}

#[test]
fn a_loss_of_data_is_accepted_for_one_plan_only() {
    let fields = "rule = \"DL001\"\naddress = \"aws_dynamodb_table.a\"";
    let problems = spec::load(&waiver(fields)).expect_err("a plan has to be named");
    assert!(problems[0].message.contains("for one plan only"), "{problems:?}");

    let (_, reviewed, problems) = review(&waiver(&format!("{fields}\nplan = \"{SHA256}\"")), "2026-12-01");
    assert_eq!((waived(&reviewed).len(), problems.len()), (1, 0));

    let other = SHA256.replace('0', "1");
    let (verdict, reviewed, problems) =
        review(&waiver(&format!("{fields}\nplan = \"{other}\"")), "2026-12-01");
    assert_eq!((verdict, waived(&reviewed).len()), (Verdict::Blocked, 0));
    assert!(problems[0].message.contains("another plan"), "{problems:?}");
}

#[test]
fn what_is_no_waiver_is_said_with_what_would_be() {
    for (fields, said) in [
        ("rule = \"AV0001\"", "there is no rule `AV0001`"),
        ("rule = \"av001\"", "there is no rule `av001`"),
        ("rule = \"AV001\"\nadress = \"x\"", "`adress`"),
        ("rule = \"AV001\"\nplan = \"abc\"", "`abc` is not accepted"),
        ("", "`rule` is missing"),
    ] {
        let problems = spec::load(&waiver(fields)).expect_err(fields);
        assert!(problems.iter().any(|problem| problem.message.contains(said)), "{fields}: {problems:?}");
    }
    for (review, said) in [
        ("[review]\nwaivers = 1\n", "`review.waivers` is not a list"),
        ("[review]\nwaivers = [1]\n", "is a table"),
        ("[review]\nexisting = [\"Live!\"]\n", "Live!"),
        ("[review]\nprovider = []\n", "`provider`"),
        ("review = 1\n", "`review`"),
    ] {
        let text = if review.starts_with("review") { format!("{review}{}", spec("")) } else { spec(review) };
        let problems = spec::load(&text).expect_err(review);
        assert!(problems.iter().any(|problem| problem.message.contains(said)), "{review}: {problems:?}");
    }
    let elsewhere = waiver("rule = \"AV001\"").replace("environment = \"live\"", "environment = \"other\"");
    let problems = spec::load(&elsewhere).expect_err("there is no such environment");
    assert_eq!(problems[0].message, "there is no environment `other`");
    let day = waiver("rule = \"AV001\"").replace("2026-12-31", "2026-12-32");
    assert!(spec::load(&day).expect_err("no day")[0].message.contains("2026-12-32"));
}

#[test]
fn the_section_says_what_exists_and_which_providers_are_meant() {
    let loaded = load(&spec("[review]\nexisting = [\"live\"]\nproviders = [\"hashicorp/random\"]\n"));
    assert_eq!(loaded.reviewing.existing[0].as_str(), "live");
    assert_eq!(loaded.reviewing.providers, ["hashicorp/random"]);
}
