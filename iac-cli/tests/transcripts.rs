//! What a user sees: help texts, wrong inputs, exit codes, and a pipe that closes early.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::{Command, Stdio};

/// The files of a desk: path and bytes.
type Files<'a> = &'a [(&'a str, &'a [u8])];

/// A folder of one test, with the files that a user would have.
struct Desk(tempfile::TempDir);

impl Desk {
    fn with(files: Files<'_>) -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        for (path, bytes) in files {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().expect("a file is in a folder")).expect("the folder is ours");
            fs::write(path, bytes).expect("the folder is ours");
        }
        Self(folder)
    }

    /// What `iac` says to `arguments`: exit code, standard output, standard error.
    fn says(&self, arguments: &[&str]) -> String {
        let output = self.command(arguments).output().expect("iac starts");
        format!(
            "$ iac {}\n{}{}exit {}\n",
            arguments.join(" "),
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr),
            output.status.code().expect("no signal ends iac")
        )
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_iac"));
        command.args(arguments).current_dir(self.0.path()).env("NO_COLOR", "1").env("COLUMNS", "100");
        command
    }
}

fn check(name: &str, transcript: &str) {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("../snapshots/cli"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings.bind(|| insta::assert_snapshot!(name, transcript));
}

#[test]
fn help() {
    let desk = Desk::with(&[]);
    check("help", &desk.says(&["--help"]));
    for command in [
        "bootstrap",
        "check",
        "completions",
        "diff",
        "explain",
        "generate",
        "graph",
        "init",
        "list",
        "render",
        "report",
        "review",
        "schema",
    ] {
        check(&format!("help-{command}"), &desk.says(&[command, "--help"]));
    }
}

/// Eleven wrong inputs, of which each names the place, the value, what is accepted and the next step.
#[test]
fn wrong_inputs() {
    let production =
        |line: &str| format!("[environments.production]\npreset = \"production@1\"\n{line}\n").into_bytes();
    let typo = production("instance_tpye = \"t3.large\"");
    let unknown = production("instance_type = \"t3.mediun\"");
    let overlap =
        production("[environments.staging]\npreset = \"staging@1\"\nnetwork.cidr = \"10.30.0.0/17\"");
    let above = production("min_instances = 11");
    let body: &[u8] = b"variable \"name\" {\n  type        = string\n  description = \"The name.\"\n}\n\nresource \"aws_sqs_queue\" \"this\" {\n  name                       = var.name\n  visibility_timeout_secondz = 30\n}\n";
    let slow = production("health_check.interval = 15\nscaling.datapoints = 2");
    let missing: &[u8] = b"resource \"aws_db_subnet_group\" \"this\" {\n  name = \"orders\"\n}\n";
    let cases: [(&str, Files, &[&str]); 10] = [
        ("01-typo-in-a-key", &[("iac.toml", &typo)], &["render", "production"]),
        ("02-unknown-instance-type", &[("iac.toml", &unknown)], &["render", "production"]),
        ("03-overlapping-cidr", &[("iac.toml", &overlap)], &["check"]),
        ("04-min-above-max", &[("iac.toml", &above)], &["check", "production"]),
        ("05-typo-in-a-module", &[("modules/queue/main.tf", body)], &["check", "--modules", "modules"]),
        ("07-missing-argument", &[("modules/subnets/main.tf", missing)], &["check", "--modules", "modules"]),
        (
            "08-bad-encoding",
            &[("iac.toml", b"[environments.production]\npreset = \"pr\xf6duction@1\"\n")],
            &["check"],
        ),
        ("09-unwritable-output", &[("out", b"a file, not a folder\n")], &["generate", "--out", "out"]),
        ("10-unknown-environment", &[], &["render", "prodution"]),
        ("11-time-limit", &[("iac.toml", &slow)], &["check", "production"]),
    ];
    for (name, files, arguments) in cases {
        let transcript = Desk::with(files).says(arguments);
        let code = if arguments.contains(&"--modules") { "exit 1\n" } else { "exit 2\n" };
        assert!(transcript.ends_with(code), "{name}: {transcript}");
        check(name, &transcript);
    }
    // The sixth, a wrong type of id between modules, reaches rustc: iac-core/derive/tests/ui/wrong_id_type.
}

#[test]
fn right_inputs() {
    let desk = Desk::with(&[]);
    check("list", &desk.says(&["list"]));
    check("check", &desk.says(&["check"]));
    assert!(desk.says(&["graph", "dev"]).starts_with("$ iac graph dev\nflowchart TB\n"));
    check("check-production", &desk.says(&["check", "production"]));
    check("check-dev", &desk.says(&["check", "dev"]));
    check("explain", &desk.says(&["explain", "tasks-fit"]));
    check("explain-unknown", &desk.says(&["explain", "task-fits"]));
    check("explain-of-changes", &desk.says(&["explain", "AV001"]));
    check("explain-severities", &desk.says(&["explain", "severities"]));
    check("init", &desk.says(&["init"]));
    check("init-twice", &desk.says(&["init"]));
    check("list-of-starter", &desk.says(&["list"]));
}

/// The root of an account's bucket, the page about it, and what a spec has to say for it.
#[test]
fn a_bucket_for_the_states() {
    let production = |more: &str| {
        let spec = format!(
            "[environments.dev]\npreset = \"dev@1\"\n\n[environments.production]\npreset = \"production@1\"\n{more}"
        );
        Desk::with(&[("iac.toml", spec.as_bytes())])
    };
    let state = "state.s3 = { bucket = \"shop-state\", region = \"eu-west-1\" }";
    let desk = production(state);
    check("bootstrap", &desk.says(&["bootstrap", "production", "--format", "hcl"]));
    check("bootstrap-local", &desk.says(&["bootstrap", "production", "--local"]));
    check("bootstrap-steps", &desk.says(&["bootstrap", "production", "--steps"]));
    check("bootstrap-not-in-s3", &desk.says(&["bootstrap", "dev", "--local"]));
    let accounts = |id: &str| format!("access.allowed_account_ids = [\"{id}\"]\n");
    let more = format!(
        "{state}\n{}\n[environments.test]\npreset = \"dev@1\"\nnetwork.cidr = \"10.99.0.0/16\"\n{state}\n{}",
        accounts("111122223333"),
        accounts("444455556666")
    );
    check("bootstrap-accounts", &production(&more).says(&["bootstrap", "production"]));
}

/// What is no plan is named with the command to run instead, and each verdict has its exit code.
#[test]
fn reviews() {
    let plan = |actions: &str, more: &str| {
        format!(
            r#"{{"format_version":"1.2","terraform_version":"1.11.4","applyable":true,"resource_changes":[
            {{"address":"aws_db_instance.main","mode":"managed","type":"aws_db_instance","name":"main",
            "change":{{"actions":[{actions}],"before":{{"identifier":"a"}},"after":null}}}}]{more}}}"#
        )
    };
    let (delete, forget) = (plan("\"delete\"", ""), plan("\"forget\"", ""));
    let (unknown, failed) = (plan("\"explode\"", ""), plan("\"forget\"", ",\"errored\":true"));
    let desk = Desk::with(&[
        ("delete.json", delete.as_bytes()),
        ("forget.json", forget.as_bytes()),
        ("unknown.json", unknown.as_bytes()),
        ("failed.json", failed.as_bytes()),
        ("plan.out", b"PK\x03\x04"),
        ("stream.json", b"{\"@level\":\"info\",\"@message\":\"Terraform 1.11.4\"}\n"),
        ("empty.json", b""),
        ("half.json", &delete.as_bytes()[..100]),
    ]);
    let mut transcript = String::new();
    for (arguments, code) in [
        (&["review", "delete.json"][..], 1),
        (&["review", "delete.json", "--fail-on", "never"], 3),
        (&["review", "forget.json", "--fail-on", "never", "--ask-on", "never"], 0),
        (&["review", "unknown.json", "--fail-on", "never"], 1),
        (&["review", "failed.json"], 5),
        (&["review", "dev=forget.json", "production=delete.json", "--format", "markdown"], 1),
        (&["review", "forget.json", "forget.json"], 2),
        (&["review", "plan.out"], 4),
        (&["review", "stream.json"], 4),
        (&["review", "empty.json"], 4),
        (&["review", "half.json"], 4),
        (&["review", "none.json"], 2),
    ] {
        let said = desk.says(arguments);
        assert!(said.ends_with(&format!("exit {code}\n")), "{code}: {said}");
        transcript.push_str(&said);
        transcript.push('\n');
    }
    check("review", &transcript);
}

/// A plan beside its spec: a finding that is waived, the setting that another one comes from, and a waiver too many.
#[test]
fn reviews_beside_the_spec() {
    let plan = r#"{"format_version":"1.2","terraform_version":"1.11.4","resource_changes":[
        {"address":"module.live_environment.module.database.aws_db_instance.this","mode":"managed","type":"aws_db_instance",
        "name":"this","provider_name":"registry.terraform.io/hashicorp/aws","change":{"actions":["update"],
        "before":{"multi_az":true,"monitoring_interval":60},"after":{"multi_az":false,"monitoring_interval":0},"after_unknown":{}}}]}"#;
    let spec = r#"[environments.live]
preset = "production@1"

[[review.waivers]]
rule = "AV001"
environment = "live"
address = "module.live_environment.module.database.aws_db_instance.this"
reason = "announced for Sunday"
expires = "2026-12-31"

[[review.waivers]]
rule = "AV002"
environment = "live"
reason = "announced for last Sunday"
expires = "2026-11-22"
"#;
    let desk = Desk::with(&[("plan.json", plan.as_bytes()), ("iac.toml", spec.as_bytes())]);
    let arguments = ["review", "plan.json", "--environment", "live", "--now", "2026-11-25T23:00:00Z"];
    check("review-waivers", &desk.says(&arguments));
}

#[test]
fn a_review_is_written_in_several_formats_at_once() {
    let plan = br#"{"format_version":"1.2","planned_values":{}}"#;
    let desk = Desk::with(&[("plan.json", plan)]);
    let arguments =
        ["review", "plan.json", "--output", "markdown=comment.md", "--output", "json=review.json"];
    assert!(desk.says(&arguments).contains("plan: nothing to do"));
    let read = |name: &str| fs::read_to_string(desk.0.path().join(name)).expect("it is written");
    assert!(read("comment.md").starts_with("<!-- iac:review:v1 env=plan -->"));
    assert!(read("review.json").starts_with("{\"format\":\"iac.review/1\""));
}

/// A plan of production that keeps every rule.
const PLAN: &str = include_str!("../../iac-core/tests/data/plan.json");

#[test]
fn plans() {
    let slow = PLAN.replacen("\"deregistration_delay\": \"30\"", "\"deregistration_delay\": \"300\"", 1);
    assert_ne!(slow, PLAN);
    let desk = Desk::with(&[("plan.json", PLAN.as_bytes()), ("slow.json", slow.as_bytes())]);
    for (name, arguments, code) in [
        ("check-plan", &["check", "--plan", "plan.json"][..], "exit 0\n"),
        ("check-plan-declared", &["check", "production", "--plan", "slow.json"], "exit 1\n"),
        ("check-plan-promised", &["check", "--plan", "slow.json", "--tier", "development"], "exit 1\n"),
        ("explain-of-plans", &["explain", "gate-rollback"], "exit 0\n"),
        ("explain-of-modules", &["explain", "failed-apply"], "exit 0\n"),
    ] {
        let transcript = desk.says(arguments);
        assert!(transcript.ends_with(code), "{name}: {transcript}");
        check(name, &transcript);
    }
}

#[test]
fn a_plan_is_read_from_standard_input() {
    let mut iac = Desk::with(&[])
        .command(&["check", "--plan", "-"])
        .stdin(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("iac starts");
    iac.stdin.take().expect("it is piped").write_all(PLAN.as_bytes()).expect("iac reads all of it");
    let output = iac.wait_with_output().expect("iac ends");
    assert!(output.status.success());
    assert!(String::from_utf8_lossy(&output.stderr).starts_with("standard input: no finding in "));
}

#[test]
fn what_is_no_plan_is_named_with_the_command_to_run() {
    let desk = Desk::with(&[
        ("tfplan", b"PK\x03\x04rest"),
        ("state.json", b"{\"format_version\": \"1.0\", \"values\": {}}"),
        ("stream.json", b"{\"@level\": \"info\"}\n{\"@level\": \"info\"}\n"),
        ("plan.txt", b"Terraform will perform the following actions:\n"),
    ]);
    let said: String = ["tfplan", "state.json", "stream.json", "plan.txt", "missing.json"]
        .map(|file| desk.says(&["check", "--plan", file]))
        .concat();
    assert_eq!(said.matches("exit 2\n").count(), 5, "{said}");
    check("check-no-plan", &said);
}

#[test]
fn edited_roots() {
    let desk = Desk::with(&[]);
    for (file, format) in [("main.tf", "hcl"), ("main.tf.json", "json")] {
        let output =
            desk.command(&["render", "production", "--format", format]).output().expect("iac starts");
        let text = String::from_utf8(output.stdout).expect("it is text");
        let rendered = desk.0.path().join(file);
        fs::write(&rendered, &text).expect("the folder is ours");
        assert!(desk.says(&["check", "--root", file]).ends_with("exit 0\n"));
        let edited: Vec<String> = text
            .lines()
            .map(|line| {
                let edit = |from: &str, to: &str| line.replacen(from, to, 1);
                match line.trim_start().trim_start_matches('"') {
                    text if text.starts_with("multi_az") => edit("true", "false"),
                    text if text.starts_with("database_backup_retention") => edit("35", "3"),
                    text if text.starts_with("overlap") => edit("true", "false"),
                    text if text.starts_with("deployment_canary_percent") => edit("10", "25"),
                    _ => line.to_owned(),
                }
            })
            .collect();
        fs::write(rendered, edited.join("\n") + "\n").expect("the folder is ours");
        let transcript = desk.says(&["check", "production", "--root", file]);
        assert!(transcript.ends_with("exit 1\n"), "{transcript}");
        check(&format!("check-root-{format}"), &transcript);
    }
    fs::write(desk.0.path().join("other.tf"), "resource \"aws_vpc\" \"this\" {}\n")
        .expect("the folder is ours");
    check("check-no-root", &desk.says(&["check", "--root", "other.tf"]));
}

#[test]
fn differences() {
    let desk = Desk::with(&[]);
    check("diff", &desk.says(&["diff", "staging", "production"]));
    check("diff-dev", &desk.says(&["diff", "dev", "staging"]));
    check("diff-unknown", &desk.says(&["diff", "staging", "live"]));
    let open: &[u8] = b"[environments.staging]
preset = \"staging@1\"
health_check.interval = 11
services.app.port = 3001
[environments.production]
preset = \"production@1\"
[[differences]]
setting = \"services.app.port\"
reason = \"the old port stays until the firewall of the office is changed\"
";
    check("diff-without-reason", &Desk::with(&[("iac.toml", open)]).says(&["diff", "staging", "production"]));
    let unused = [open, b"[[differences]]\nsetting = \"health_check.intervall\"\nreason = \"?\"\n"].concat();
    check("diff-unused", &Desk::with(&[("iac.toml", &unused)]).says(&["diff", "staging", "production"]));
}

/// A plan whose hosts leave no room for the next version, which only the times tell.
#[test]
fn times_of_a_plan() {
    let plan = include_str!("../../iac-core/tests/data/timings.json");
    let slow = plan
        .replace("\"target_capacity\": 50", "\"target_capacity\": 100")
        .replace("\"min_size\": 2", "\"min_size\": 1");
    let desk = Desk::with(&[("plan.json", plan.as_bytes()), ("slow.json", slow.as_bytes())]);
    let table = |file: &str| desk.says(&["check", "production", "--plan", file]);
    assert!(table("plan.json").contains("deployment                     terraform 60 + api 15 + host 0 "));
    check("check-plan-times", &table("slow.json"));
}

/// Two plans with a type of resources each that the other doesn't have.
#[test]
fn differences_of_plans() {
    let plan = |kinds: &[&str]| {
        let resources = kinds.iter().map(|kind| {
            serde_json::json!({ "address": format!("{kind}.this"), "mode": "managed", "type": kind, "values": {} })
        });
        let resources: Vec<_> = resources.collect();
        serde_json::json!({ "planned_values": { "root_module": { "resources": resources } } }).to_string()
    };
    let staging = plan(&["aws_lb", "aws_sqs_queue"]);
    let lock = "aws_backup_vault_lock_configuration";
    let production = plan(&["aws_lb", lock, lock]);
    let spec: &[u8] = b"[environments.staging]
preset = \"staging@1\"
[environments.production]
preset = \"production@1\"
[[differences]]
setting = \"aws_sns_topic\"
reason = \"it was there once\"
";
    let plans: Files = &[("staging.json", staging.as_bytes()), ("production.json", production.as_bytes())];
    let desk = Desk::with(&[plans, &[("iac.toml", spec)]].concat());
    let said = desk.says(&["diff", "staging", "production", "--plans", "staging.json", "production.json"]);
    let types = said.split_once("setting, each with its reason\n").expect("both parts").1;
    check("diff-plans", types);
    let desk = Desk::with(&[("staging.json", b"{}"), ("text.json", b"Plan: 2 to add")]);
    check(
        "diff-no-plan",
        &desk.says(&["diff", "staging", "production", "--plans", "staging.json", "staging.json"]),
    );
    check(
        "diff-no-json",
        &desk.says(&["diff", "staging", "production", "--plans", "text.json", "staging.json"]),
    );
}

/// A finding stands where its environment begins in the spec, and at the plan if there is no spec.
#[test]
fn findings_have_a_place_in_the_repository() {
    let plan = br#"{"format_version":"1.2","planned_values":{},"resource_changes":[{"address":"aws_s3_bucket.a",
        "mode":"managed","type":"aws_s3_bucket","name":"a","change":{"actions":["delete"],"before":{"bucket":"a"},
        "after":null}}]}"#;
    let spec = b"# Ours\n\n[environments.live]\npreset = \"production@1\"\n";
    let desk = Desk::with(&[("plan.json", plan), ("iac.toml", spec)]);
    let alone = desk.says(&["review", "plan.json", "--format", "github"]);
    assert!(alone.contains("\n::error file=plan.json,title="), "{alone}");
    let arguments = ["review", "live=plan.json", "--spec", "iac.toml", "--format", "github"];
    let outputs =
        ["--output", "sarif=live.sarif", "--output", "html=live.html", "--output", "summary=live.md"];
    let joined = desk.says(&[&arguments[..], &outputs].concat());
    assert!(joined.contains("\n::error file=iac.toml,line=3,title="), "{joined}");
    let read = |name: &str| fs::read_to_string(desk.0.path().join(name)).expect("it is written");
    assert!(
        read("live.sarif").contains(r#"{"artifactLocation":{"uri":"iac.toml"},"region":{"startLine":3}}"#)
    );
    assert!(read("live.html").starts_with("<!doctype html>"));
    assert!(read("live.md").starts_with("<!-- iac:review:v1 env=live -->"));
}

#[test]
fn generate_is_current_after_it_ran_and_stale_after_a_change() {
    let desk = Desk::with(&[("iac.toml", b"[environments.live]\npreset = \"production@1\"\n")]);
    assert!(desk.says(&["generate", "--out", "infra", "--check"]).ends_with("exit 1\n"));
    assert!(!desk.0.path().join("infra").exists(), "--check writes nothing");
    assert!(desk.says(&["generate", "--out", "infra"]).ends_with("exit 0\n"));
    check("generate-current", &desk.says(&["generate", "--out", "infra", "--check"]));
    fs::write(
        desk.0.path().join("iac.toml"),
        "[environments.live]\npreset = \"production@1\"\nmax_instances = 6\n",
    )
    .expect("the folder is ours");
    let stale = desk.says(&["generate", "--out", "infra", "--check"]);
    assert!(stale.contains("-  max_instances  ") || stale.contains("-  max_instances "), "{stale}");
    assert!(stale.ends_with("exit 1\n"), "{stale}");
    let json = desk.says(&["generate", "--out", "infra", "--format", "json"]);
    assert!(json.ends_with("exit 0\n"), "{json}");
    let files = desk.0.path().join("infra/environments/live");
    assert!(
        files.join("main.tf.json").exists() && !files.join("main.tf").exists(),
        "one syntax replaces the other"
    );
}

#[test]
fn generate_writes_what_people_run_and_read_beside_a_root() {
    let spec = "[environments.live]\npreset = \"staging@1\"\n";
    let image = format!("services.app.image = \"example.com/app@sha256:{}\"\n", "0".repeat(64));
    let desk = Desk::with(&[("iac.toml", spec.as_bytes())]);
    let folder = desk.0.path().join("environments/live");
    assert!(desk.says(&["generate"]).ends_with("exit 0\n"));
    assert!(folder.join("RELEASE.md").exists());
    assert!(!folder.join("deployment.sh").exists(), "nothing is deployed before the first image");
    fs::write(desk.0.path().join("iac.toml"), format!("{spec}{image}")).expect("the folder is ours");
    assert!(desk.says(&["generate"]).ends_with("exit 0\n"));
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let script = fs::metadata(folder.join("deployment.sh")).expect("there is an image");
        assert_eq!(script.permissions().mode() & 0o100, 0o100, "it can be run");
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let desk = Desk::with(&[]);
    let mut child =
        desk.command(&["schema"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("iac starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("iac ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}

/// What an environment meets of a standard, and a plan that doesn't have what the report says.
#[test]
fn reports() {
    let plan = include_bytes!("../../iac-core/tests/data/timings.json");
    let desk = Desk::with(&[("plan.json", plan), ("other.json", b"{}")]);
    check("help-report-compliance", &desk.says(&["report", "compliance", "--help"]));
    let report = desk.says(&["report", "compliance", "production", "--framework", "cis"]);
    assert!(report.contains("| 5.6 | Metadata of EC2 takes IMDSv2 only |"), "{report}");
    assert!(!report.contains("CC6.1") && report.ends_with("exit 0\n"), "{report}");
    let json = desk.says(&["report", "compliance", "--format", "json"]);
    assert!(
        json.contains("\"format\": \"iac.compliance/1\"") && json.contains("\"id\": \"CC6.1\""),
        "{json}"
    );
    assert!(desk.says(&["report", "compliance", "--schema"]).contains("\"title\": \"Report\""));
    // The plan is a part of one, so that most of what the report says isn't in it.
    let said = desk.says(&["report", "compliance", "production", "--plan", "plan.json"]);
    assert!(said.ends_with("exit 1\n"), "{said}");
    let contradicted = "error: production: cis 2.3.1: module.production_environment.module.database.aws_db_instance.replica is not in the plan\n";
    assert!(said.contains(contradicted), "{said}");
    let wrong = [
        &["report", "compliance", "prod"][..],
        &["report", "compliance", "--plan", "plan.json"],
        &["report", "compliance", "dev", "--plan", "a.json", "--plan", "dev=b.json"],
        &["report", "compliance", "dev", "--plan", "other.json"],
        &["report", "compliance", "dev", "--plan", "missing.json"],
    ];
    let said: String = wrong
        .iter()
        .map(|arguments| {
            let said = desk.says(arguments);
            assert!(said.ends_with("exit 2\n"), "{said}");
            said.lines().filter(|line| line.starts_with(['$', 'e']) || line.starts_with("  ")).fold(
                String::new(),
                |told, line| if line.starts_with("  - ") { told } else { told + line + "\n" },
            )
        })
        .collect();
    check("report-wrong", &said);
}
