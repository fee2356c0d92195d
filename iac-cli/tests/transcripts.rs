//! What a user sees: help texts, wrong inputs, exit codes, and a pipe that closes early.

use std::fs;
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
    for command in ["check", "completions", "explain", "generate", "init", "list", "render", "schema"] {
        check(&format!("help-{command}"), &desk.says(&[command, "--help"]));
    }
}

/// Ten wrong inputs, of which each names the place, the value, what is accepted and the next step.
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
    let missing: &[u8] = b"resource \"aws_db_subnet_group\" \"this\" {\n  name = \"orders\"\n}\n";
    let cases: [(&str, Files, &[&str]); 9] = [
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
    check("explain", &desk.says(&["explain", "tasks-fit"]));
    check("explain-unknown", &desk.says(&["explain", "task-fits"]));
    check("init", &desk.says(&["init"]));
    check("init-twice", &desk.says(&["init"]));
    check("list-of-starter", &desk.says(&["list"]));
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
fn a_closed_pipe_is_no_failure() {
    let desk = Desk::with(&[]);
    let mut child =
        desk.command(&["schema"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("iac starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("iac ends");
    assert_eq!((output.status.code(), String::from_utf8_lossy(&output.stderr).as_ref()), (Some(0), ""));
}
