//! What is written for the machines of a forge: code scanning, annotations, summaries and the page.

use crate::{others, own, review_of, workspace};
use iac_core::review::Review;
use iac_core::review::dependencies::dependencies;
use iac_core::review::output::{Limits, Origin, Place, annotations, markdown, page, sarif};
use iac_core::review::secrets::Secrets;
use serde_json::Value;

fn settings(folder: &str) -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(workspace().join("snapshots/review").join(folder));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.remove_input_file();
    settings
}

/// The environment is known to begin on a line of a spec.
fn origin() -> Origin {
    let place = Place { file: "infra/iac.toml".to_owned(), line: Some(12) };
    Origin { stack: Some("shop".to_owned()), places: vec![place] }
}

fn log(review: &Review, secrets: &Secrets) -> Value {
    serde_json::from_str(&sarif(review, &origin(), secrets)).expect("a log is JSON")
}

#[test]
fn every_plan_for_code_scanning_and_as_annotations() {
    for (name, plan) in own() {
        let (review, secrets) = review_of(&[(&name, &plan)]).expect("the plan is one");
        let mut log = log(&review, &secrets);
        // The texts of rules have tests of their own, and would repeat in every snapshot.
        for rule in log["runs"][0]["tool"]["driver"]["rules"].as_array_mut().expect("a list") {
            rule.as_object_mut().expect("a rule").remove("help").expect("a rule has a text");
        }
        settings(&name).bind(|| {
            insta::assert_snapshot!("sarif", format!("{log:#}"));
            insta::assert_snapshot!("github", annotations(&review, &origin()));
        });
    }
}

/// `serde-sarif` is made from the schema of the standard: what it reads and writes again is the same, so that no name and
/// no type is our own invention.
#[test]
fn another_reader_finds_the_same_in_the_log() {
    for (name, plan) in own() {
        let (review, secrets) = review_of(&[(&name, &plan)]).expect("the plan is one");
        let ours = log(&review, &secrets);
        let read: serde_sarif::sarif::Sarif = serde_json::from_value(ours.clone()).expect("it is SARIF");
        assert_eq!(serde_json::to_value(read).expect("it is JSON"), ours, "{name}");
    }
}

/// A review with so many of the findings that the plan of `name` has.
fn flooded(count: usize) -> (Review, Secrets) {
    let plans = own();
    let (name, plan) = plans.iter().find(|(name, _)| name == "replace").expect("it is there");
    let (mut review, secrets) = review_of(&[(name, plan)]).expect("the plan is one");
    let findings = &mut review.environments[0].findings;
    *findings = findings.iter().cycle().take(count).cloned().collect();
    (review, secrets)
}

#[test]
fn code_scanning_gets_no_more_than_it_takes() {
    let (review, secrets) = flooded(26_000);
    let log = log(&review, &secrets);
    let run = &log["runs"][0];
    assert_eq!(run["results"].as_array().map(Vec::len), Some(25_000));
    let note = &run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"];
    assert_eq!(note, "no room for 1000 more findings; the JSON output has all");
    let prints: std::collections::BTreeSet<_> = run["results"]
        .as_array()
        .expect("a list")
        .iter()
        .map(|result| result["partialFingerprints"]["primaryLocationLineHash"].to_string())
        .collect();
    assert_eq!(prints.len(), 25_000, "each is known again by itself");
    let indices = run["results"].as_array().expect("a list").iter().all(|result| {
        let index =
            result["ruleIndex"].as_u64().and_then(|index| usize::try_from(index).ok()).expect("a number");
        run["tool"]["driver"]["rules"][index]["id"] == result["ruleId"]
    });
    assert!(indices, "each names its rule");
}

#[test]
fn a_step_gets_no_more_annotations_than_are_shown_and_says_how_many_are_not() {
    let (review, _) = flooded(200);
    let text = annotations(&review, &origin());
    for command in ["error", "warning", "notice"] {
        let lines: Vec<&str> =
            text.lines().filter(|line| line.starts_with(&format!("::{command} "))).collect();
        assert!(lines.len() <= 10, "{command}");
        let of_type = review.environments[0]
            .findings
            .iter()
            .filter(|one| {
                use iac_core::review::finding::Severity::{Critical, High, Info, Low, Medium};
                command
                    == match one.severity {
                        Critical | High => "error",
                        Medium => "warning",
                        Low | Info => "notice",
                    }
            })
            .count();
        if of_type > 10 {
            let rest = format!("title={} more findings::", of_type - 9);
            assert!(lines[9].contains(&rest), "{} is in {}", rest, lines[9]);
        } else {
            assert_eq!(lines.len(), of_type);
        }
    }
    assert!(text.contains("::error "), "there is something to count");
}

#[test]
fn a_summary_fits() {
    let (review, _) = flooded(20_000);
    let text = markdown(&review, &Origin::default(), Limits::SUMMARY);
    assert!(text.len() < 1024 * 1024);
}

#[test]
fn no_text_of_a_plan_becomes_a_command_or_markup() {
    for (name, plan) in own().into_iter().chain(others()) {
        let Ok((mut review, secrets)) = review_of(&[(&name, &plan)]) else { continue };
        let hostile =
            "::error::%0A::set-output name=x::y\r\n::warning::</script><script>[a](https://example.com)<!--";
        for finding in &mut review.environments[0].findings {
            hostile.clone_into(&mut finding.message);
            finding.address = Some(hostile.to_owned());
        }
        for change in &mut review.environments[0].changes {
            hostile.clone_into(&mut change.address);
        }
        hostile.clone_into(&mut review.environments[0].name);
        for line in annotations(&review, &origin()).lines() {
            let ours =
                ["::error file=infra", "::warning file=infra", "::notice file=infra", "Plan review of "];
            let rest = ["::error title=", "::warning title=", "::notice title="];
            assert!(ours.iter().chain(&rest).any(|begins| line.starts_with(begins)), "{name}: {line}");
        }
        let page = page(&review, &[]);
        assert!(!page.data().contains(['<', '>', '&', '\n']), "{name}");
        let text = page.into_text();
        assert_eq!((text.matches("<script").count(), text.matches("</script").count()), (2, 2), "{name}");
        let log = log(&review, &secrets);
        for result in log["runs"][0]["results"].as_array().expect("a list") {
            let message = result["message"]["text"].as_str().expect("a text");
            assert!(!message.replace("\\[", "").contains('['), "{name}: {message}");
        }
    }
}

#[test]
fn no_secret_stands_in_any_of_them() {
    let (mut reviewed, mut refused) = (0, 0);
    for (name, plan) in own().into_iter().chain(others()) {
        let Ok(parsed) = iac_core::review::parse(&plan) else { continue };
        let Ok((review, secrets)) = review_of(&[(&name, &plan)]) else { continue };
        let page = page(&review, &[dependencies(&parsed, &secrets)]);
        for output in [page.data(), &annotations(&review, &origin()), &sarif(&review, &origin(), &secrets)] {
            reviewed += 1;
            refused += usize::from(secrets.check(output).is_err());
        }
    }
    assert!(reviewed > 30);
    assert_eq!(refused, 0);
}

#[test]
fn the_page_allows_its_own_script_and_style_and_nothing_else() {
    use base64::Engine as _;
    use sha2::Digest as _;
    let (review, _) = flooded(3);
    let text = page(&review, &[]).into_text();
    let hash = |begin: &str, end: &str| {
        let from = text.rfind(begin).expect("it is there") + begin.len();
        let inside = &text[from..][..text[from..].find(end).expect("it ends")];
        base64::engine::general_purpose::STANDARD.encode(sha2::Sha256::digest(inside))
    };
    let policy = format!(
        "default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{}'; script-src 'sha256-{}'",
        hash("<style>", "</style>"),
        hash("<script>", "</script>")
    );
    assert!(text.contains(&policy), "the hashes are those of what stands there");
    for outside in ["http:", "https:", " src=", "@import", "url(#", "url("] {
        let allowed = text.matches("http://www.w3.org/2000/svg").count();
        let count = text.matches(outside).count();
        let expected = match outside {
            "http:" => allowed,
            "url(" | "url(#" => text.matches("url(#arrow)").count(),
            _ => 0,
        };
        assert_eq!(count, expected, "{outside}");
    }
}
