//! How long whole runs of `iac` take, process start included: presets, and projects of 100 and 300 environments.

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
    // 1 is what `--check` says of a tree that isn't there yet.
    assert!(matches!(child.wait().expect("iac ends").code(), Some(0 | 1)));
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
