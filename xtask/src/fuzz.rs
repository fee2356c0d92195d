//! `cargo xtask fuzz`: the fuzz targets, built with plain cargo and run for a while each.
//!
//! Coverage is what `rustc` has on stable: its `sancov-module` pass. The seeds are files that the project has anyway,
//! and the dictionary is made of their words.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Duration;

/// Throw bytes at the readers of plans, specs and HCL, and keep what gets somewhere new
///
/// What it learns stays in `fuzz/corpus`, what breaks a target in `fuzz/artifacts`.
#[derive(Debug, clap::Args)]
pub struct Fuzz {
    /// Targets; without one, all
    #[arg(value_enum)]
    targets: Vec<Target>,
    /// How long each runs after its seeds, in seconds
    #[arg(long, value_name = "N", default_value_t = 60)]
    seconds: u64,
    /// Build without optimizations: ready sooner, and slower
    #[arg(long)]
    debug: bool,
    /// Run these inputs, which broke a target, instead of new ones
    #[arg(long, value_name = "FILE")]
    input: Vec<PathBuf>,
}

/// What reads the bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, clap::ValueEnum)]
pub enum Target {
    /// HCL
    Hcl,
    /// Plans
    Review,
    /// Specs
    Spec,
}

/// How it went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Nothing broke.
    Passed,
    /// An input breaks a target.
    Failed,
}

/// Why there is no verdict.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// The targets don't compile.
    #[error("the targets can't be built")]
    Build,
    /// A file could not be read or written, or a program not started.
    #[error("{0} failed")]
    System(String, #[source] io::Error),
}

/// What is asked of `rustc`: a counter for each edge, where it stands, and what is compared.
const COVERAGE: &[&str] = &[
    "--cfg",
    "fuzzing",
    "-Cpasses=sancov-module",
    "-Cllvm-args=-sanitizer-coverage-level=4",
    "-Cllvm-args=-sanitizer-coverage-inline-8bit-counters",
    "-Cllvm-args=-sanitizer-coverage-pc-table",
    "-Cllvm-args=-sanitizer-coverage-trace-compares",
];

/// Longer inputs are slow, and say nothing that shorter ones don't.
const LONGEST: usize = 16 * 1024;
/// More memory than this for an input of [`LONGEST`] is a finding, in MiB.
const MEMORY: usize = 1024;
/// More time than this for one input is a finding.
const SLOWEST: Duration = Duration::from_secs(10);
/// How many words a dictionary has.
const WORDS: usize = 400;

impl Fuzz {
    /// Builds the targets and runs each; `out` gets a line for each.
    ///
    /// # Errors
    ///
    /// [`Failure`] if there is no verdict; an input that breaks a target is one.
    pub fn run(self, workspace: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let told = |error| Failure::System("telling how it went".to_owned(), error);
        let project = workspace.join("fuzz");
        let host = host()?;
        build(&project, &host, self.debug)?;
        let profile = if self.debug { "debug" } else { "release" };
        let built = project.join("target").join(&host).join(profile);
        let all = [Target::Hcl, Target::Review, Target::Spec];
        let targets = if self.targets.is_empty() { all.to_vec() } else { self.targets };
        let mut verdict = Verdict::Passed;
        for target in targets {
            let run = Run { target, built: &built, project: &project, workspace };
            let line =
                if self.input.is_empty() { run.explore(self.seconds)? } else { run.repeat(&self.input)? };
            if line.is_none() {
                verdict = Verdict::Failed;
            }
            let name = target.name();
            match line {
                Some(line) => writeln!(out, "{name}: {line}"),
                None => writeln!(out, "{name}: FAILED, see {}", run.folder("artifacts").display()),
            }
            .map_err(told)?;
        }
        Ok(verdict)
    }
}

/// The platform of this machine, as `rustc` calls it.
fn host() -> Result<String, Failure> {
    let failed = |error| Failure::System("rustc".to_owned(), error);
    let rustc = std::env::var_os("RUSTC").unwrap_or_else(|| "rustc".into());
    let said = Command::new(rustc).arg("-vV").output().map_err(failed)?;
    let said = String::from_utf8_lossy(&said.stdout);
    let host = said.lines().find_map(|line| line.strip_prefix("host: "));
    host.map(str::to_owned).ok_or(Failure::Build)
}

fn build(project: &Path, host: &str, debug: bool) -> Result<(), Failure> {
    // The platform is named so that macros and build scripts stay without counters.
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let status = Command::new(cargo)
        .args([
            "build",
            "--quiet",
            "--locked",
            "--target",
            host,
            "--profile",
            if debug { "dev" } else { "release" },
        ])
        .current_dir(project)
        .env("CARGO_ENCODED_RUSTFLAGS", COVERAGE.join("\u{1f}"))
        .status()
        .map_err(|error| Failure::System("cargo".to_owned(), error))?;
    if status.success() { Ok(()) } else { Err(Failure::Build) }
}

struct Run<'a> {
    target: Target,
    /// Where the programs are.
    built: &'a Path,
    project: &'a Path,
    workspace: &'a Path,
}

impl Run<'_> {
    /// Runs the seeds, then what becomes of them; the last line that libFuzzer says of it, or none if one broke.
    fn explore(&self, seconds: u64) -> Result<Option<String>, Failure> {
        let (corpus, artifacts) = (self.folder("corpus"), self.folder("artifacts"));
        let seeds =
            tempfile::tempdir().map_err(|error| Failure::System("a folder for seeds".to_owned(), error))?;
        let dictionary = seeds.path().join("words");
        let folder = seeds.path().join("seeds");
        for folder in [&corpus, &artifacts, &folder] {
            std::fs::create_dir_all(folder)
                .map_err(|error| Failure::System(folder.display().to_string(), error))?;
        }
        let mut words = BTreeMap::new();
        for (number, path) in self.target.seeds(self.workspace)?.iter().enumerate() {
            let failed = |error| Failure::System(path.display().to_string(), error);
            let text = std::fs::read_to_string(path).map_err(failed)?;
            count(&text, &mut words);
            std::fs::write(folder.join(number.to_string()), text).map_err(failed)?;
        }
        std::fs::write(&dictionary, self.target.dictionary(&words))
            .map_err(|error| Failure::System(dictionary.display().to_string(), error))?;
        let mut command = self.command();
        command
            .arg(format!("-max_total_time={seconds}"))
            .arg(format!("-artifact_prefix={}/", artifacts.display()))
            .arg(format!("-dict={}", dictionary.display()))
            .args([&corpus, &folder]);
        self.told(command)
    }

    /// Runs `inputs` and nothing else.
    fn repeat(&self, inputs: &[PathBuf]) -> Result<Option<String>, Failure> {
        let mut command = self.command();
        command.args(inputs);
        self.told(command)
    }

    fn command(&self) -> Command {
        let mut command = Command::new(self.built.join(self.target.name()));
        command
            .arg(format!("-max_len={LONGEST}"))
            .arg(format!("-rss_limit_mb={MEMORY}"))
            .arg(format!("-timeout={}", SLOWEST.as_secs()));
        command
    }

    /// What libFuzzer says last, or none, and all of it, if it stopped for an input.
    fn told(&self, mut command: Command) -> Result<Option<String>, Failure> {
        let failed = |error| Failure::System(self.target.name().to_owned(), error);
        let output = command.stdin(Stdio::null()).stdout(Stdio::null()).output().map_err(failed)?;
        let said = String::from_utf8_lossy(&output.stderr);
        if !output.status.success() {
            // Libfuzzer tells thousands of things that went well before the one that didn't.
            let lines: Vec<&str> = said.lines().filter(|line| !line.starts_with('#')).collect();
            let from = lines.len().saturating_sub(60);
            io::stderr().write_all(lines[from..].join("\n").as_bytes()).map_err(failed)?;
            return Ok(None);
        }
        let last = said.lines().rfind(|line| line.contains("\tDONE ") || line.starts_with("Executed "));
        let words: Vec<&str> = last.unwrap_or("it said nothing").split_whitespace().collect();
        Ok(Some(words.join(" ")))
    }

    fn folder(&self, kind: &str) -> PathBuf {
        self.project.join(kind).join(self.target.name())
    }
}

impl Target {
    fn name(self) -> &'static str {
        match self {
            Self::Hcl => "hcl",
            Self::Review => "review",
            Self::Spec => "spec",
        }
    }

    /// The files that inputs begin with, in the order of their paths.
    fn seeds(self, workspace: &Path) -> Result<Vec<PathBuf>, Failure> {
        let (folders, ending): (&[&str], &str) = match self {
            Self::Hcl => (&["modules", "iac-core/tests/data"], "tf"),
            Self::Review => (&["iac-core/tests/review/plans", "examples/github"], "json"),
            Self::Spec => (
                &[
                    "examples/environments",
                    "examples/invalid",
                    "iac-core/src/environment/presets",
                    "iac-core/src/spec",
                ],
                "toml",
            ),
        };
        let mut found = Vec::new();
        for folder in folders {
            files(&workspace.join(folder), ending, &mut found)
                .map_err(|error| Failure::System((*folder).to_owned(), error))?;
        }
        found.sort();
        Ok(found)
    }

    /// The most common words, one a line, with what the grammar has beside words.
    fn dictionary(self, words: &BTreeMap<String, usize>) -> String {
        let marks: &[&str] = match self {
            Self::Hcl => &[
                "${",
                "%{",
                "$${",
                "%%{",
                "~}",
                "<<EOT\\x0a",
                "<<-EOT\\x0a",
                "EOT\\x0a",
                "/*",
                "*/",
                "=>",
                "...",
                "\\\\u0024",
                "%{ if a }",
                "%{ endif }",
                "[for a in b : a]",
                "{ for a, b in c : a => b }",
            ],
            Self::Review => &["\\\\u0000", "\\\\ud800", "1e999", "null", "true"],
            Self::Spec => &["[environments.a]\\x0a", "[[", "= true", "= []", "\\\"\\\"\\\"", "'''"],
        };
        let mut common: Vec<(&String, &usize)> = words.iter().collect();
        common.sort_by_key(|(word, count)| (std::cmp::Reverse(**count), *word));
        let common = common.iter().take(WORDS).map(|(word, _)| word.as_str());
        let words: Vec<&str> = common.chain(marks.iter().copied()).collect();
        format!("\"{}\"\n", words.join("\"\n\""))
    }
}

fn files(folder: &Path, ending: &str, found: &mut Vec<PathBuf>) -> io::Result<()> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files(&path, ending, found)?;
        } else if path.extension().is_some_and(|extension| extension == ending) {
            found.push(path);
        }
    }
    Ok(())
}

fn count(text: &str, words: &mut BTreeMap<String, usize>) {
    let inside = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '@');
    for word in text.split(|c| !inside(c)).filter(|word| (3..32).contains(&word.len())) {
        *words.entry(word.to_owned()).or_default() += 1;
    }
}

#[cfg(test)]
mod tests {
    use super::Target;
    use std::collections::BTreeMap;
    use std::path::Path;

    #[test]
    fn every_target_has_seeds_and_words() {
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        for (target, word) in [(Target::Hcl, "resource"), (Target::Review, "after"), (Target::Spec, "preset")]
        {
            let seeds = target.seeds(&workspace).expect("the folders are there");
            let mut words = BTreeMap::new();
            for seed in &seeds {
                super::count(&std::fs::read_to_string(seed).expect("a seed is text"), &mut words);
            }
            let dictionary = target.dictionary(&words);
            assert!(seeds.len() > 10 && dictionary.contains(&format!("\"{word}\"\n")), "{dictionary}");
        }
    }
}
