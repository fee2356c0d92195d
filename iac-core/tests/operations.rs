//! The script and the page of an environment: what they hold, and what the script does when it is run.

#![expect(clippy::disallowed_methods, clippy::disallowed_types, reason = "a test runs the script")]

use iac_core::operations::{Time, Times, deployment, release};
use iac_core::spec;
use std::fs;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

/// A shop with two services and a worker without an image.
const SHOP: &str = r#"
[environments.live]
preset = "production@1"
naming.project = "shop"
instance_type = "t3.large"
min_instances = 6

[environments.live.services.api]
path = "/api/*"
replicas = 2
image = "example.com/api@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

[environments.live.services.web]
path = "/*"
replicas = 2
image = "example.com/web@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"

[environments.live.services.worker]
"#;

const API: &str = "arn:aws:ecs:eu-west-1:111122223333:service-deployment/shop-live/api/1";
const WEB: &str = "arn:aws:ecs:eu-west-1:111122223333:service-deployment/shop-live/web/1";

fn times(timeout: u32) -> Times {
    Times { timeout, rows: Vec::new() }
}

fn script(spec: &str, timeout: u32) -> Option<String> {
    let loaded = spec::load(spec).unwrap_or_else(|problems| panic!("{problems:#?}"));
    deployment(loaded.project.environment("live").expect("it is there"), &times(timeout))
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("../snapshots/operations"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

#[test]
fn the_script_is_what_it_was() {
    let script = script(SHOP, 4_500).expect("two services have an image");
    settings().bind(|| insta::assert_snapshot!("deployment.sh", script));
}

#[test]
fn no_script_before_the_first_image() {
    assert_eq!(script("[environments.live]\npreset = \"production@1\"\n", 4_500), None);
}

#[test]
fn the_page_of_each_strategy() {
    let hostile =
        Time { what: "a | *b*".to_owned(), takes: "<b>c</b> `d`".to_owned(), promise: "[e](f)".to_owned() };
    let pages = [
        ("canary", SHOP.to_owned()),
        (
            "rolling",
            "[environments.live]\npreset = \"dev@1\"\nnetwork.endpoints = [\"sqs\"]\ndeployment.gates = []\n"
                .to_owned(),
        ),
        (
            "linear",
            format!(
                "{}\n{}",
                SHOP.replace(
                    "min_instances = 6",
                    "min_instances = 6\ndeployment.wait = \"terraform\"\ndatabase.replicas = 2\nencryption.key_arn = \"arn:aws:kms:eu-west-1:111122223333:key/abc\"\nadopt.vpc = \"vpc-0123456789abcdef0\"\naccess.allowed_account_ids = [\"111122223333\"]"
                ),
                "[environments.live.deployment.strategy.linear]\npercent = 25\nobservation = 7\nbake = 1\n\n[environments.live.backup.lock.compliance]\nmin_retention = 7\nmax_retention = 400\ngrace = 3\n\n[environments.live.migrations]\nservice = \"api\"\nmigrate = [\"migrate\"]\n"
            ),
        ),
        (
            "blue-green",
            "[environments.live]\npreset = \"staging@1\"\nnetwork.nat = \"none\"\nnetwork.endpoints = [\"ecr.api\", \"ecr.dkr\", \"ecs\", \"ecs-agent\", \"ecs-telemetry\", \"logs\", \"monitoring\"]\ndeployment.mode = \"rollback\"\ndeployment.strategy = { blue_green = { bake = 10 } }\n".to_owned(),
        ),
    ];
    for (name, spec) in pages {
        let loaded = spec::load(&spec).unwrap_or_else(|problems| panic!("{name}: {problems:#?}"));
        let environment = loaded.project.environment("live").expect("it is there");
        let mut times = Times::of(environment);
        times.rows.push(hostile.clone());
        let page = release(environment, &times);
        assert!(!page.contains("\n\n\n"), "{name} has a hole");
        settings().bind(|| insta::assert_snapshot!(format!("release-{name}.md"), page));
    }
}

/// What AWS answers to one call: the command, the exit code, and what is printed.
type Answer<'a> = (&'a str, u8, &'a str);

const LIST: &str = "ecs list-service-deployments";
const DESCRIBE: &str = "ecs describe-service-deployments";
const STOP: &str = "ecs stop-service-deployment";
const ALARMS: &str = "cloudwatch describe-alarms";
const SERVICES: &str = "ecs describe-services";
const UPDATE: &str = "ecs update-service";
const REVISIONS: &str = "ecs describe-service-revisions";

/// A desk with the script, and beside it an `aws` that gives the answers in order, the last one for ever, and a
/// clock that moves while one sleeps.
struct Desk {
    folder: PathBuf,
}

impl Desk {
    fn with(name: &str, timeout: u32, answers: &[Answer<'_>]) -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("deployment-{name}"));
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(folder.join("bin")).expect("the folder is ours");
        let desk = Self { folder };
        desk.write("deployment.sh", &script(SHOP, timeout).expect("two services have an image"));
        desk.write("clock", "1000");
        desk.write("calls", "");
        for (index, (command, code, text)) in answers.iter().enumerate() {
            desk.write(&format!("answer-{}", index + 1), &format!("{command}\n{code}\n{text}\n"));
        }
        let aws = format!(
            r#"#!/usr/bin/env bash
set -euo pipefail
cd {folder}
printf '%s\n' "$*" >>calls
turn=$(wc -l <calls | tr -d ' ')
[[ $turn -le {last} ]] || turn={last}
{{
    read -r command
    read -r code
    text=$(cat)
}} <"answer-$turn"
if [[ "$1 $2" != "$command" ]]; then
    echo "call $turn is '$1 $2', expected '$command'" >&2
    exit 99
fi
[[ $code -eq 0 ]] || exec >&2
[[ -z $text ]] || printf '%s\n' "$text"
exit "$code"
"#,
            folder = desk.folder.display(),
            last = answers.len(),
        );
        let sleep = format!(
            "#!/usr/bin/env bash\ncd {folder}\necho $(($(cat clock) + $1)) >clock.new\nmv clock.new clock\n",
            folder = desk.folder.display()
        );
        let date = format!("#!/usr/bin/env bash\ncat {}/clock\n", desk.folder.display());
        for (name, text) in [("aws", aws), ("sleep", sleep), ("date", date)] {
            desk.write(&format!("bin/{name}"), &text);
            let made = Command::new("chmod").arg("+x").arg(desk.folder.join("bin").join(name)).status();
            assert!(made.expect("chmod starts").success());
        }
        desk
    }

    fn write(&self, path: &str, text: &str) {
        fs::write(self.folder.join(path), text).expect("the folder is ours");
    }

    /// What the script says: exit code, standard output and standard error together.
    fn says(&self, arguments: &[&str]) -> String {
        let path =
            format!("{}:{}", self.folder.join("bin").display(), std::env::var("PATH").unwrap_or_default());
        let output = Command::new("bash")
            .args(["-c", "exec bash ./deployment.sh \"$@\" 2>&1", "bash"])
            .args(arguments)
            .current_dir(&self.folder)
            .env("PATH", path)
            .stdin(Stdio::null())
            .output()
            .expect("bash starts");
        let code = output.status.code().expect("no signal ends the script");
        format!("{}exit {code}\n", String::from_utf8_lossy(&output.stdout))
    }

    /// The arguments of the calls, with what is the same in all of them left out and repetitions counted.
    fn calls(&self) -> String {
        let calls = fs::read_to_string(self.folder.join("calls")).expect("the fake writes it");
        let calls = calls.replace(" --region eu-west-1 --output text", "");
        let mut told = String::new();
        for same in calls.lines().collect::<Vec<_>>().chunk_by(|a, b| a == b) {
            told.push_str(same[0]);
            if same.len() > 1 {
                told.push_str("  (");
                told.push_str(&same.len().to_string());
                told.push_str(" times)");
            }
            told.push('\n');
        }
        told
    }
}

/// Whether a tool is there; without it a test skips, unless `IAC_REQUIRE_TOOLS` is set.
fn found(tool: &str) -> bool {
    let started = Command::new(tool).arg("--version").stdout(Stdio::null()).stderr(Stdio::null()).status();
    let found = started.is_ok();
    assert!(found || std::env::var_os("IAC_REQUIRE_TOOLS").is_none(), "{tool} is not on PATH");
    if !found {
        // Straight to the terminal: what a test prints is kept from it while the test passes.
        let _ = writeln!(std::io::stderr(), "SKIPPED: {tool} is not on PATH");
    }
    found
}

/// What the script says, and what it asked AWS, as it stands in a snapshot.
fn says(name: &str, arguments: &[&str], answers: &[Answer<'_>]) {
    if !found("bash") {
        return;
    }
    let desk = Desk::with(name, 600, answers);
    let transcript =
        format!("$ deployment.sh {}\n{}\n{}", arguments.join(" "), desk.says(arguments), desk.calls());
    settings().bind(|| insta::assert_snapshot!(format!("{name}.txt"), transcript));
}

#[test]
fn shellcheck_has_nothing_to_say() {
    if !found("shellcheck") {
        return;
    }
    let rolling = SHOP.replace("min_instances = 6", "min_instances = 6\ndeployment.strategy = \"rolling\"");
    for (name, spec) in [("canary", SHOP), ("rolling", &rolling)] {
        let file = Path::new(env!("CARGO_TARGET_TMPDIR")).join(format!("{name}.sh"));
        fs::write(&file, script(spec, 4_500).expect("it has images")).expect("the folder is ours");
        let output = Command::new("shellcheck")
            .args(["--enable=all", "--exclude=SC2250,SC2310,SC2311,SC2312"])
            .arg(&file)
            .output();
        let output = output.expect("shellcheck starts");
        assert!(output.status.success(), "{name}:\n{}", String::from_utf8_lossy(&output.stdout));
    }
}

#[test]
fn preflight_succeeds_when_nothing_moves_and_nothing_fires() {
    let answers = [(LIST, 0, ""), (ALARMS, 0, ""), (LIST, 0, ""), (ALARMS, 0, "")];
    says("ready", &["preflight"], &answers);
}

#[test]
fn preflight_fails_for_each_service_that_moves_or_fires() {
    let moving = format!("{API}\tIN_PROGRESS");
    let firing = "shop-live-web-gate-error-rate-blue\tThreshold Crossed: 2 datapoints were greater";
    let answers = [(LIST, 0, moving.as_str()), (ALARMS, 0, ""), (LIST, 0, ""), (ALARMS, 0, firing)];
    says("not-ready", &["preflight"], &answers);
}

#[test]
fn preflight_of_a_first_deployment() {
    let missing = "An error occurred (ClusterNotFoundException) when calling the ListServiceDeployments operation: Cluster not found.";
    says("first", &["preflight", "api"], &[(LIST, 254, missing)]);
}

#[test]
fn wait_follows_a_deployment_to_its_success() {
    let answers = [
        (LIST, 0, "None"),
        (LIST, 0, API),
        (DESCRIBE, 0, "PENDING\tNone\tNone\tNone\tNone"),
        (DESCRIBE, 0, "IN_PROGRESS\tSCALE_UP\t0.0\t1\t2"),
        (DESCRIBE, 0, "IN_PROGRESS\tSCALE_UP\t0.0\t1\t2"),
        (DESCRIBE, 0, "IN_PROGRESS\tPRODUCTION_TRAFFIC_SHIFT\t10.0\t2\t2"),
        (DESCRIBE, 0, "IN_PROGRESS\tBAKE_TIME\t100.0\t2\t2"),
        (DESCRIBE, 0, "SUCCESSFUL\tCLEAN_UP\t100.0\t2\t2"),
    ];
    says("success", &["wait", "--after", "1000", "api"], &answers);
}

#[test]
fn wait_fails_when_one_of_several_went_back() {
    let answers = [
        (LIST, 0, API),
        (DESCRIBE, 0, "IN_PROGRESS\tPRODUCTION_TRAFFIC_SHIFT\t10.0\t2\t2"),
        (LIST, 0, WEB),
        (DESCRIBE, 0, "SUCCESSFUL\tCLEAN_UP\t100.0\t2\t2"),
        (DESCRIBE, 0, "ROLLBACK_IN_PROGRESS\tPRODUCTION_TRAFFIC_SHIFT\t0.0\t2\t2"),
        (DESCRIBE, 0, "ROLLBACK_SUCCESSFUL\tNone\t0.0\t0\t2"),
        (DESCRIBE, 0, "Service deployment rolled back because alarms were triggered."),
        (DESCRIBE, 0, "shop-live-api-gate-error-rate-green\tshop-live-api-gate-success-rate-green"),
    ];
    says("went-back", &["wait"], &answers);
}

#[test]
fn wait_fails_when_the_time_is_over() {
    let answers = [(LIST, 0, API), (DESCRIBE, 0, "IN_PROGRESS\tSCALE_UP\t0.0\t0\t2")];
    says("timeout", &["wait", "api"], &answers);
}

#[test]
fn wait_is_content_when_nothing_was_deployed_since() {
    says("nothing-since", &["wait", "--after", "1000", "api"], &[(LIST, 0, "None")]);
    let missing = "An error occurred (ServiceNotFoundException) when calling the ListServiceDeployments operation: Service not found.";
    says("nothing-ever", &["wait", "api"], &[(LIST, 254, missing)]);
}

#[test]
fn wait_bears_a_silence_and_gives_up_after_five() {
    let expired =
        "An error occurred (ExpiredTokenException): The security token included in the request is expired";
    let answers = [(LIST, 0, API), (DESCRIBE, 255, expired), (DESCRIBE, 0, "SUCCESSFUL\tNone\tNone\t2\t2")];
    says("silence", &["wait", "api"], &answers);
    says("silences", &["wait", "api"], &[(LIST, 255, expired)]);
}

#[test]
fn rollback_stops_what_is_under_way() {
    let (moving, going) = (format!("{API}\tIN_PROGRESS"), format!("{WEB}\tROLLBACK_IN_PROGRESS"));
    let answers = [(LIST, 0, moving.as_str()), (STOP, 0, API), (LIST, 0, going.as_str())];
    says("rollback", &["rollback"], &answers);
}

#[test]
fn rollback_says_what_to_do_when_nothing_is_under_way() {
    let answers = [
        (LIST, 0, ""),
        (LIST, 0, "arn:aws:ecs:eu-west-1:111122223333:service-revision/shop-live/api/7"),
        (REVISIONS, 0, "api\texample.com/api@sha256:fedcba"),
    ];
    says("too-late", &["rollback", "api"], &answers);
    let never = [(LIST, 0, ""), (LIST, 0, "None")];
    says("too-early", &["rollback", "web"], &never);
}

#[test]
fn rollback_starts_a_version_again_whose_tasks_are_gone() {
    let revision = "arn:aws:ecs:eu-west-1:111122223333:service-revision/shop-live/api/7";
    let definition = "arn:aws:ecs:eu-west-1:111122223333:task-definition/shop-live-api:6";
    let images = "api\texample.com/api@sha256:fedcba";
    for (name, strategy) in [("gone", "CANARY"), ("gone-rolling", "ROLLING")] {
        let answers = [
            (LIST, 0, ""),
            (LIST, 0, revision),
            (REVISIONS, 0, definition),
            (REVISIONS, 0, images),
            (SERVICES, 0, strategy),
            (UPDATE, 0, "{}"),
        ];
        says(name, &["rollback", "--gone", "api"], &answers);
    }
    says("gone-first", &["rollback", "--gone", "api"], &[(LIST, 0, ""), (LIST, 0, "None")]);
}

#[test]
fn rollback_says_when_aws_refuses() {
    let moving = format!("{API}\tPENDING");
    let denied = "An error occurred (AccessDeniedException) when calling the StopServiceDeployment operation";
    says("denied", &["rollback", "api"], &[(LIST, 0, moving.as_str()), (STOP, 254, denied)]);
}

#[test]
fn status_tells_where_each_service_stands() {
    let answers = [
        (LIST, 0, API),
        (DESCRIBE, 0, "ROLLBACK_FAILED\tNone\t0.0\t0\t2"),
        (DESCRIBE, 0, "No rollback candidate was found to run the rollback."),
        (DESCRIBE, 0, "None"),
        (ALARMS, 0, ""),
        (LIST, 0, "None"),
    ];
    says("status", &["status"], &answers);
}

#[test]
fn wrong_usage_asks_aws_nothing() {
    says("usage", &[], &[]);
    says("unknown-command", &["wiat"], &[]);
    says("after-what", &["wait", "--after"], &[]);
    says("unreleased-service", &["status", "worker"], &[]);
    says("hostile-service", &["status", "a'; id; '"], &[]);
}

#[test]
fn the_times_are_those_of_the_table() {
    let loaded = spec::load(SHOP).unwrap_or_else(|problems| panic!("{problems:#?}"));
    let mut environment = (**loaded.project.environment("live").expect("it is there")).clone();
    let before = Times::of(&environment);
    assert!(before.rows.iter().any(|row| row.what.starts_with("deployment (") && row.promise == "< 300 s"));
    environment.deployment.drain = 300.try_into().expect("five minutes are in range");
    assert_eq!(
        Times::of(&environment).timeout,
        before.timeout + 270,
        "who waits is as patient as the drain is long"
    );
}
