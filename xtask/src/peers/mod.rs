//! `cargo xtask peers`: other readers of plans beside `iac review`, on the same files, in turns.
//!
//! Nothing else starts this: the peers aren't ours, and take minutes.

use std::fmt::Write as _;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Time other readers of plans and `iac review` on the same files
///
/// The programs take turns, so that a busy machine is busy for all of them. What is printed is a table in Markdown of
/// medians. It needs GNU time, a release build of `iac` and the peers: `python3 -m venv DIR`, then `DIR/bin/pip install
/// -r xtask/src/peers/requirements.txt` and `npm install --prefix DIR @ahmadnassri/terraform-unidiff@4.0.5`.
#[derive(Debug, clap::Args)]
pub struct Peers {
    /// Plans as JSON, such as `cargo xtask synth` makes them
    #[arg(required = true)]
    plans: Vec<PathBuf>,
    /// Folder of a venv or of npm that has peers; may be given several times
    #[arg(long, value_name = "DIR")]
    tools: Vec<PathBuf>,
    /// How often each program reads each plan
    #[arg(long, value_name = "N", default_value_t = 5)]
    times: usize,
    /// When a program is given up on, in seconds
    #[arg(long, value_name = "N", default_value_t = 300)]
    patience: u64,
    /// `iac` to measure; without it the release build of this workspace
    #[arg(long, value_name = "FILE")]
    iac: Option<PathBuf>,
}

/// Why nothing was measured.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// A program is missing.
    #[error("{0} is not there")]
    Missing(String),
    /// A program could not be started, or a file not be written or read.
    #[error("{0} failed")]
    System(String, #[source] io::Error),
}

/// A program that reads a plan.
struct Peer {
    /// Its package and version.
    package: &'static str,
    /// Its executable.
    program: &'static str,
    /// What it is asked; the plan comes last.
    arguments: &'static [&'static str],
    /// Exit codes by which it says that it read the plan.
    codes: &'static [i32],
    /// What it makes of a plan, said as its own documentation has it.
    does: &'static str,
}

/// Ours, as the others are asked: one output for people, to standard output.
const OURS: Peer = Peer {
    package: "iac review",
    program: "iac",
    arguments: &["review", "--format", "markdown"],
    codes: &[0, 1, 3],
    does: "comment with diffs, rules over what changes, values swept for secrets",
};

const PEERS: &[Peer] = &[
    Peer {
        package: "blastcheck 0.8.0",
        program: "blastcheck",
        arguments: &["--text", "--no-color"],
        codes: &[0],
        does: "verdict for each change, with rules; no values",
    },
    Peer {
        package: "checkov 3.3.30",
        program: "checkov",
        arguments: &["--quiet", "--compact", "--skip-download", "--framework", "terraform_plan", "--file"],
        codes: &[0, 1],
        does: "policies over planned values of every resource; no changes",
    },
    Peer {
        package: "pyrrho 0.2.1",
        program: "pyrrho",
        arguments: &["--format", "markdown"],
        codes: &[0, 1],
        does: "report by rules over what changes; no diffs",
    },
    Peer {
        package: "readtheplan 0.4.0",
        program: "readtheplan",
        arguments: &["analyze"],
        codes: &[0],
        does: "risk for each resource by type and action; no values",
    },
    Peer {
        package: "@ahmadnassri/terraform-unidiff 4.0.5",
        program: "terraform-unidiff",
        arguments: &[],
        codes: &[0],
        does: "diff of each change; no rules",
    },
    Peer {
        package: "tf-peek 1.3.0",
        program: "tf-peek",
        arguments: &[],
        codes: &[0, 3],
        does: "report with diffs, in tiers by type and action",
    },
    Peer {
        package: "tofui 2.0.0",
        program: "tofui",
        arguments: &["--build-name", "report"],
        codes: &[0],
        does: "HTML page with diffs; no rules",
    },
];

/// How one program read one plan once.
#[derive(Debug, Clone, Copy)]
struct Run {
    time: Duration,
    /// At its peak, in KiB.
    memory: u64,
}

/// A program that was found, with how it read the plan at hand.
struct Racer {
    peer: &'static Peer,
    path: PathBuf,
    runs: Vec<Run>,
    /// Why it is out.
    out: Option<String>,
}

impl Peers {
    /// Measures and prints a table for each plan.
    ///
    /// # Errors
    ///
    /// [`Failure`] if GNU time or `iac` is missing, or nothing could be measured.
    pub fn run(self, workspace: &Path, out: &mut dyn Write) -> Result<(), Failure> {
        let told = |error| Failure::System("printing the table".to_owned(), error);
        let ours = self.iac.clone().unwrap_or_else(|| workspace.join("target/release/iac"));
        if !ours.is_file() {
            return Err(Failure::Missing(format!("{} (`cargo build --release`)", ours.display())));
        }
        let folder =
            tempfile::tempdir().map_err(|error| Failure::System("a temporary folder".to_owned(), error))?;
        for plan in &self.plans {
            let plan =
                plan.canonicalize().map_err(|error| Failure::System(plan.display().to_string(), error))?;
            let mut racers = vec![Racer { peer: &OURS, path: ours.clone(), runs: Vec::new(), out: None }];
            for peer in PEERS {
                let found = self.find(peer.program);
                let missing = found.is_none().then(|| "not installed".to_owned());
                let path = found.unwrap_or_default();
                racers.push(Racer { peer, path, runs: Vec::new(), out: missing });
            }
            // The first turn warms the caches, and finds who can't read this plan.
            for turn in 0..=self.times {
                for racer in racers.iter_mut().filter(|racer| racer.out.is_none()) {
                    match measure(racer.peer, &racer.path, &plan, folder.path(), self.patience)? {
                        Ok(run) if turn > 0 => racer.runs.push(run),
                        Ok(_) => {}
                        Err(why) => racer.out = Some(why),
                    }
                }
            }
            let size = std::fs::metadata(&plan).map_or(0, |data| data.len()) / 1_000_000;
            let name = plan.file_name().unwrap_or_default().to_string_lossy();
            write!(out, "{name}, {size} MB, medians of {}\n\n{}\n", self.times, table(&racers))
                .map_err(told)?;
        }
        Ok(())
    }

    /// The executable of a peer: in one of the folders, or on the path.
    fn find(&self, program: &str) -> Option<PathBuf> {
        let places = self.tools.iter().flat_map(|folder| {
            ["bin", "node_modules/.bin", ""].map(|below| folder.join(below).join(program))
        });
        let path = std::env::var_os("PATH").unwrap_or_default();
        let on_path = std::env::split_paths(&path).map(|folder| folder.join(program));
        let found = places.chain(on_path).find(|path| path.is_file())?;
        // A program is started in another folder.
        std::path::absolute(found).ok()
    }
}

/// Runs a program on a plan, below GNU time, which asks the kernel for the peak of its memory.
fn measure(
    peer: &Peer,
    path: &Path,
    plan: &Path,
    folder: &Path,
    patience: u64,
) -> Result<Result<Run, String>, Failure> {
    let figures = folder.join("figures");
    let printed = folder.join("printed");
    let file = std::fs::File::create(&printed)
        .map_err(|error| Failure::System(printed.display().to_string(), error))?;
    let mut command = Command::new("time");
    command
        .args(["--quiet", "--format", "%M", "--output"])
        .arg(&figures)
        .args(["timeout", &patience.to_string()])
        .arg(path)
        .args(peer.arguments)
        .arg(plan)
        .current_dir(folder)
        .stdin(Stdio::null())
        .stdout(file)
        .stderr(Stdio::piped());
    let start = Instant::now();
    let output = command.output().map_err(|error| Failure::System("GNU time".to_owned(), error))?;
    let time = start.elapsed();
    // Python ends with 1 after an exception, as some of these do after findings.
    let says = std::fs::metadata(&printed).is_ok_and(|data| data.len() > 0);
    match output.status.code() {
        Some(code) if peer.codes.contains(&code) && says => {}
        Some(124) => return Ok(Err(format!("more than {patience} s"))),
        _ => {
            let said = String::from_utf8_lossy(&output.stderr);
            let last = said.lines().rfind(|line| !line.trim().is_empty()).unwrap_or("nothing");
            return Ok(Err(format!("fails: `{}`", last.trim().replace('`', "'"))));
        }
    }
    let figures = std::fs::read_to_string(&figures)
        .map_err(|error| Failure::System("reading what GNU time wrote".to_owned(), error))?;
    let memory = figures.trim().parse().map_err(|_| Failure::Missing("the figure of GNU time".to_owned()))?;
    Ok(Ok(Run { time, memory }))
}

fn table(racers: &[Racer]) -> String {
    let mut text =
        String::from("| program | time | | memory | | what it makes |\n|---|--:|--:|--:|--:|---|\n");
    let ours = median(&racers[0].runs);
    for Racer { peer, runs, out, .. } in racers {
        let (package, does) = (peer.package, peer.does);
        match (median(runs), out) {
            (Some(run), None) => {
                let (time, memory) = ours.map_or((1.0, 1.0), |ours| {
                    (run.time.as_secs_f64() / ours.time.as_secs_f64(), ratio(run.memory, ours.memory))
                });
                writeln!(
                    text,
                    "| {package} | {:.2} s | {time:.1}× | {} MiB | {memory:.1}× | {does} |",
                    run.time.as_secs_f64(),
                    run.memory / 1024,
                )
            }
            (_, out) => {
                let why = out.as_deref().unwrap_or("not measured");
                writeln!(text, "| {package} | – | | – | | {does}; {why} |")
            }
        }
        .expect("a string takes text");
    }
    text
}

fn ratio(one: u64, other: u64) -> f64 {
    // Sizes of memory in KiB are far below what a float holds exactly.
    f64::from(u32::try_from(one).unwrap_or(u32::MAX))
        / f64::from(u32::try_from(other).unwrap_or(u32::MAX).max(1))
}

/// The median of each figure.
fn median(runs: &[Run]) -> Option<Run> {
    let middle = runs.len() / 2;
    let mut times: Vec<Duration> = runs.iter().map(|run| run.time).collect();
    let mut memory: Vec<u64> = runs.iter().map(|run| run.memory).collect();
    times.sort_unstable();
    memory.sort_unstable();
    Some(Run { time: *times.get(middle)?, memory: *memory.get(middle)? })
}

#[cfg(test)]
mod tests {
    use super::{OURS, PEERS, Racer, Run, table};
    use std::path::PathBuf;
    use std::time::Duration;

    #[test]
    fn pins_are_the_versions_of_the_table() {
        let pins = include_str!("requirements.txt");
        for pin in pins.lines() {
            let package = pin.replace("==", " ");
            assert!(PEERS.iter().any(|peer| peer.package == package), "{package}");
        }
    }

    #[test]
    fn a_table_says_how_many_times_ours() {
        let racer = |peer, milliseconds: &[u64], out: Option<&str>| Racer {
            peer,
            path: PathBuf::new(),
            runs: milliseconds
                .iter()
                .map(|time| Run { time: Duration::from_millis(*time), memory: time * 1024 })
                .collect(),
            out: out.map(str::to_owned),
        };
        let racers = [
            racer(&OURS, &[90, 10, 20], None),
            racer(&PEERS[0], &[50], None),
            racer(&PEERS[1], &[], Some("it fails")),
        ];
        let text = table(&racers);
        assert!(text.contains("| iac review | 0.02 s | 1.0× | 20 MiB | 1.0× |"), "{text}");
        assert!(text.contains("| blastcheck 0.8.0 | 0.05 s | 2.5× | 50 MiB | 2.5× |"), "{text}");
        assert!(text.contains("| checkov 3.3.30 | – | | – | |") && text.contains("; it fails |"), "{text}");
    }
}
