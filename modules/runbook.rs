//! The runbook beside the script that it does the same as.

use crate::ALL;
use iac_core::environment::{Preset, Project};
use iac_core::operations::{Times, deployment};
use std::io::Write as _;
use std::process::{Command, Stdio};

const IMAGE: &str =
    "registry.example.com/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// `deployment.sh` of production after its first release.
fn script() -> String {
    let mut production = Preset::PRODUCTION_1.environment("production".parse().expect("a name"));
    for service in production.services.values_mut() {
        service.image = Some(IMAGE.parse().expect("an image"));
    }
    let project = Project::new([production]).validate().expect("it keeps the rules");
    let production = project.environment("production").expect("it is there");
    deployment(production, &Times { timeout: 60, rows: Vec::new() }).expect("it has an image")
}

/// `runbook.tf`.
fn runbook() -> &'static str {
    let module = ALL.iter().find(|module| module.name == "incident_response").expect("it is listed");
    module.body.iter().find(|(name, _)| *name == "runbook.tf").expect("it is there").1
}

/// The body of a function of the script.
fn function<'s>(script: &'s str, name: &str) -> &'s str {
    let (_, body) = script.split_once(&format!("\n{name}() {{\n")).unwrap_or_else(|| panic!("no {name}()"));
    body.split_once("\n}\n").expect("it ends").0
}

/// What AWS is asked by a function of the script and by those that it calls, in order: `UpdateService`.
fn asked(script: &str, name: &str) -> Vec<String> {
    let mut calls = Vec::new();
    for line in function(script, name).lines() {
        if let Some((_, call)) = line.split_once("ask ecs ") {
            calls.push(camel(call.split(' ').next().expect("a command"), '-'));
        } else if line.contains("$(before ") {
            calls.extend(asked(script, "before"));
        } else if line.contains("$(describe ") {
            calls.extend(asked(script, "describe"));
        }
    }
    calls.dedup();
    calls
}

/// What AWS is asked by the named steps of the runbook, in order.
fn called(runbook: &str, steps: &[&str]) -> Vec<String> {
    let listed: Vec<&str> = runbook
        .split("client(\"ecs\")")
        .skip(1)
        .filter_map(|rest| rest.split_once("ecs."))
        .map(|(_, rest)| rest.split('(').next().expect("a call"))
        .collect();
    let [list] = listed[..] else { panic!("one script asks: {listed:?}") };
    let mut calls = Vec::new();
    for step in runbook.split("\n      {\n").skip(1) {
        let value = |key: &str| {
            let line = step.lines().find(|line| line.split_whitespace().next() == Some(key))?;
            line.split('"').nth(1)
        };
        if !value("name").is_some_and(|name| steps.contains(&name)) {
            continue;
        }
        calls.extend(value("Api").map(str::to_owned));
        calls.extend(value("Handler").map(|_| camel(list, '_')));
    }
    calls.dedup();
    calls
}

/// A name in words as AWS writes it.
fn camel(words: &str, between: char) -> String {
    let capital = |word: &str| word[..1].to_uppercase() + &word[1..];
    words.split(between).map(capital).collect()
}

#[test]
fn a_deployment_under_way_is_taken_back_by_the_same_calls() {
    let script = script();
    // A script that waits asks the deployment that it knows.
    let mut both = asked(&script, "under_way");
    both.extend(asked(&script, "rollback"));
    both.extend(asked(&script, "standing"));
    let runbook = called(runbook(), &["UnderWay", "Stop", "Back", "WentBack"]);
    assert_eq!(runbook, both);
    assert_eq!(runbook, ["ListServiceDeployments", "StopServiceDeployment", "DescribeServiceDeployments"]);
}

#[test]
fn the_version_before_is_started_by_the_same_calls() {
    let script = script();
    let mut both = asked(&script, "under_way");
    for part in ["again", "newest", "standing"] {
        both.extend(asked(&script, part));
    }
    both.dedup();
    let steps = ["UnderWay", "Before", "Version", "Strategy", "Shift", "Replace", "Newest", "Over", "Serves"];
    assert_eq!(called(runbook(), &steps), both);
}

#[test]
fn both_mean_the_same_by_their_words() {
    let (script, runbook) = (script(), runbook());
    let between = |text: &str, from: &str, to: &str| {
        text.split_once(from)
            .and_then(|(_, rest)| rest.split_once(to))
            .unwrap_or_else(|| panic!("no {from}"))
            .0
            .to_owned()
    };
    let moving = between(&script, "--status PENDING", "\\");
    let moving: Vec<String> = format!("PENDING{moving}").split_whitespace().map(str::to_owned).collect();
    assert!(runbook.contains(&format!("moving = [\"{}\"]", moving.join("\", \""))), "{moving:?}");

    // What a deployment ends with, the script tells by its last words.
    for end in ["SUCCESSFUL*)", "STOPPED* | ROLLBACK_SUCCESSFUL* | ROLLBACK_FAILED*)"] {
        assert!(script.contains(end), "{end}");
    }
    assert!(runbook.contains("[\"SUCCESSFUL\", \"STOPPED\", \"ROLLBACK_SUCCESSFUL\", \"ROLLBACK_FAILED\"]"));

    assert!(
        script.contains("--stop-type ROLLBACK") && runbook.contains("stopType             = \"ROLLBACK\"")
    );
    assert!(
        script.contains("BLUE_GREEN | CANARY | LINEAR)")
            && runbook.contains("[\"BLUE_GREEN\", \"CANARY\", \"LINEAR\"]")
    );
    assert!(script.contains("grace=60") && runbook.contains("\"PT60S\""));
    let options = between(&script, "--deployment-configuration '", "'");
    let said: Vec<&str> =
        options.split(['{', '}', '[', ']', ',', ':', '"']).filter(|word| !word.is_empty()).collect();
    let step = between(runbook, "name        = \"Shift\"", "nextStep");
    let step = step.split_once("deploymentConfiguration = {").expect("it is there").1;
    let written: Vec<&str> = step
        .split(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_')
        .filter(|word| !word.is_empty())
        .collect();
    assert_eq!(written, said);
}

/// The scripts of the runbook as Automation runs them, one after the other.
fn python() -> String {
    let heredocs =
        runbook().split("<<-PYTHON\n").skip(1).map(|rest| rest.split_once("  PYTHON\n").expect("it ends").0);
    let lines = heredocs.flat_map(str::lines).map(|line| line.strip_prefix("    ").unwrap_or(line));
    lines.fold(String::new(), |text, line| text + line + "\n")
}

/// An ECS that gives its deployments on two pages, and what is expected of the scripts.
const ECS: &str = r#"
import sys, types

class Ecs:
    def __init__(self, all): self.all = all
    def list_service_deployments(self, cluster, service, maxResults, status=None, nextToken=None):
        assert (cluster, service, maxResults) == ("shop", "app", 100)
        found = [one for one in self.all if not status or one["status"] in status]
        half = len(found) // 2
        if nextToken:
            return {"serviceDeployments": found[half:]}
        return {"serviceDeployments": found[:half], "nextToken": "more"}

def with_deployments(*all):
    rows = [{"serviceDeploymentArn": f"d{at}", "targetServiceRevisionArn": f"r{at}", "createdAt": at, "status": status} for at, status in all]
    sys.modules["boto3"].client = lambda name: Ecs(rows)

sys.modules["boto3"] = types.ModuleType("boto3")
"#;
const EXPECTED: &str = r#"
asked = {"cluster": "shop", "service": "app"}
with_deployments()
assert under_way(asked, None) == {"Arn": "none", "Status": "NONE"}
with_deployments((3, "IN_PROGRESS"), (1, "SUCCESSFUL"), (2, "ROLLBACK_FAILED"))
assert under_way(asked, None) == {"Arn": "d3", "Status": "IN_PROGRESS"}
with_deployments((2, "SUCCESSFUL"), (5, "SUCCESSFUL"), (1, "SUCCESSFUL"), (4, "STOPPED"), (3, "SUCCESSFUL"))
assert under_way(asked, None)["Status"] == "NONE"
assert before(asked, None) == {"Revision": "r3"}
assert newest(asked, None) == {"Arn": "d5"}
with_deployments((1, "SUCCESSFUL"))
try:
    before(asked, None)
    sys.exit("there is nothing before the first")
except ValueError:
    print("well")
"#;

#[test]
fn its_scripts_choose_the_right_deployment() {
    let started = Command::new("python3")
        .arg("-")
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn();
    let Ok(mut child) = started else {
        assert!(std::env::var_os("IAC_REQUIRE_TOOLS").is_none(), "python3 is not on PATH");
        // Straight to the terminal: what a test prints is kept from it while the test passes.
        let _ = writeln!(std::io::stderr(), "SKIPPED: python3 is not on PATH");
        return;
    };
    let program = format!("{ECS}\n{}\n{EXPECTED}", python());
    child.stdin.take().expect("it is piped").write_all(program.as_bytes()).expect("it reads");
    let output = child.wait_with_output().expect("it ends");
    assert_eq!(
        String::from_utf8_lossy(&output.stdout),
        "well\n",
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}
