//! How long whole runs of `iac` take, process start included: presets, projects of 100 and 300 environments, and plans of
//! 1,000 and 27,000 resources beside what `serde_json` alone takes to read them.

use divan::Bencher;
use std::fmt::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

fn main() {
    divan::main();
}

/// A spec of `count` environments, each with a range and a state of its own.
fn spec(count: usize) -> PathBuf {
    let mut text = String::new();
    for index in 0..count {
        let cidr = format!("10.{}.{}.0/24", index / 256, index % 256);
        write!(text, "[environments.e{index}]\npreset = \"production@1\"\nnetwork.cidr = \"{cidr}\"\n\n")
            .expect("a string takes text");
    }
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{count}.toml"));
    std::fs::write(&path, text).expect("the target folder is ours");
    path
}

fn run(arguments: &[&str]) {
    let mut command = Command::new(env!("CARGO_BIN_EXE_iac"));
    let mut child =
        command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null()).spawn().expect("iac starts");
    // 1 is what `--check` says of a tree that isn't there yet, 1 and 3 what a review says of a plan with findings.
    assert!(matches!(child.wait().expect("iac ends").code(), Some(0 | 1 | 3)));
}

#[divan::bench]
fn process_start(bencher: Bencher) {
    bencher.bench_local(|| run(&["--version"]));
}

#[divan::bench]
fn render_production(bencher: Bencher) {
    bencher.bench_local(|| run(&["render", "production"]));
}

#[divan::bench(args = [1, 3, 100, 300])]
fn roots_and_modules(bencher: Bencher, count: usize) {
    let spec = spec(count);
    let spec = spec.to_str().expect("the target folder has a plain name");
    let out = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join("nowhere");
    let out = out.to_str().expect("as above");
    bencher.bench_local(|| run(&["generate", "--check", "--spec", spec, "--out", out]));
}

/// A plan of `count` resources, as `cargo xtask synth` makes them from the plans of the tests.
fn plan(count: usize) -> PathBuf {
    let path = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(format!("{count}.json"));
    if !path.exists() {
        let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
        let made = Command::new(cargo)
            .args(["run", "--quiet", "--package", "xtask", "--", "synth", &count.to_string(), "full"])
            .arg(&path)
            .current_dir(concat!(env!("CARGO_MANIFEST_DIR"), "/.."))
            .status();
        assert!(made.expect("cargo starts").success(), "the plan is made");
    }
    path
}

#[divan::bench(args = [1_000, 27_000], sample_count = 10)]
fn review(bencher: Bencher, count: usize) {
    let plan = plan(count);
    let plan = plan.to_str().expect("the target folder has a plain name");
    let folder = env!("CARGO_TARGET_TMPDIR");
    let (comment, json) = (format!("markdown={folder}/comment.md"), format!("json={folder}/review.json"));
    bencher.bench_local(|| run(&["review", plan, "--output", &comment, "--output", &json]));
}

/// What reading the same text takes without looking at it: the ratio to it means the same on every machine.
#[divan::bench(args = [1_000, 27_000], sample_count = 10)]
fn only_reading(bencher: Bencher, count: usize) {
    let plan = plan(count);
    bencher.bench_local(|| {
        let text = std::fs::read_to_string(&plan).expect("the plan is made");
        let raw: &serde_json::value::RawValue = serde_json::from_str(&text).expect("it is JSON");
        raw.get().len()
    });
}
