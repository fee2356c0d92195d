//! `iac report`.

use crate::failure::{Failure, Verdict};
use crate::input::{Spec, environment, json};
use clap::{Subcommand, ValueEnum};
use iac_core::compliance::{self, Framework, Report as Compared};
use iac_core::environment::{Environment, Validated};
use std::io::Write;
use std::path::Path;

/// Report on environments, for people who have to show what they are like
#[derive(Debug, clap::Args)]
pub(super) struct Report {
    #[command(subcommand)]
    about: About,
}

#[derive(Debug, Subcommand)]
enum About {
    Compliance(Compliance),
}

impl Report {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        let About::Compliance(compliance) = self.about;
        compliance.run(out)
    }
}

/// Compare what is rendered with CIS AWS Foundations and SOC 2, control by control, with evidence
///
/// A control is met only if resources or settings of the environment show it, by address. What is missing is a gap, with
/// the setting that closes it; what people have to do is listed and never met. It is no audit, and does not look at AWS.
///
/// With `--plan` every address is looked up in a plan: exit code 1 if one is not there.
#[derive(Debug, clap::Args)]
struct Compliance {
    /// Environments to report on; without any, all of the spec
    #[arg(value_name = "ENVIRONMENT")]
    environments: Vec<String>,
    /// Standard to compare with; without it, all
    #[arg(long, value_enum)]
    framework: Vec<Standard>,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Markdown)]
    format: Format,
    /// Plan in JSON to look the evidence up in: FILE for one environment, NAME=FILE for each of several
    #[arg(long, value_name = "FILE")]
    plan: Vec<String>,
    /// Print the JSON Schema of the JSON output instead of reporting
    #[arg(long)]
    schema: bool,
    #[command(flatten)]
    spec: Spec,
}

/// A standard, as it is named on the command line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Standard {
    /// CIS AWS Foundations Benchmark v3.0.0
    Cis,
    /// SOC 2: Trust Services Criteria 2017, with revised points of focus 2022
    Soc2,
}

/// What the report is written as.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Format {
    /// For people
    Markdown,
    /// For programs
    Json,
}

impl Compliance {
    fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        if self.schema {
            writeln!(out, "{:#}", compliance::schema())?;
            return Ok(Verdict::Fine);
        }
        let loaded = self.spec.load()?;
        let mut environments: Vec<&Validated<Environment>> = Vec::new();
        for name in &self.environments {
            let one = environment(&loaded, name)?;
            if !environments.iter().any(|other| other.environment == one.environment) {
                environments.push(one);
            }
        }
        if environments.is_empty() {
            environments = loaded.project.environments().collect();
        }
        let asked = |framework: &Framework| {
            self.framework.is_empty() || self.framework.iter().any(|one| one.framework() == *framework)
        };
        let frameworks: Vec<Framework> = Framework::ALL.into_iter().filter(asked).collect();
        let report = iac_modules::compliance(&loaded.project, &environments, &frameworks);
        let names: Vec<&str> = environments.iter().map(|one| one.environment.as_str()).collect();
        let plans = plans(&self.plan, &names)?;
        let text = match self.format {
            Format::Markdown => compliance::markdown(&report),
            Format::Json => report.json(),
        };
        out.write_all(text.as_bytes())?;
        let mut verdict = Verdict::Fine;
        for (name, path) in plans {
            if !is_planned(&report, name, path)? {
                verdict = Verdict::Findings;
            }
        }
        Ok(verdict)
    }
}

impl Standard {
    fn framework(self) -> Framework {
        match self {
            Self::Cis => Framework::Cis,
            Self::Soc2 => Framework::Soc2,
        }
    }
}

/// Which plan is of which environment.
fn plans<'a>(given: &'a [String], names: &[&'a str]) -> Result<Vec<(&'a str, &'a Path)>, Failure> {
    let mut plans: Vec<(&str, &Path)> = Vec::new();
    for one in given {
        let told = one.split_once('=').filter(|(name, _)| names.contains(name));
        let (name, path) = match (told, names) {
            (Some((name, path)), _) => (name, path),
            (None, [only]) => (*only, one.as_str()),
            (None, _) => {
                return Err(Failure::Plans {
                    problem: format!(
                        "nobody said which of {} the plan {} is of",
                        names.join(", "),
                        one.escape_debug()
                    ),
                    hint: "name each plan after its environment, as NAME=FILE, or report on one environment",
                });
            }
        };
        if plans.iter().any(|(other, _)| *other == name) {
            return Err(Failure::Plans {
                problem: format!("two plans are of `{name}`"),
                hint: "give one plan for each environment",
            });
        }
        plans.push((name, Path::new(path)));
    }
    Ok(plans)
}

/// Whether all evidence on `environment` is in the plan at `path`; what isn't is told.
fn is_planned(report: &Compared, environment: &str, path: &Path) -> Result<bool, Failure> {
    let shown = path.display().to_string();
    let not_planned = compliance::look_up(report, environment, &json(path)?)?;
    let mut talk = anstream::stderr().lock();
    // When standard error is gone, the exit code still tells.
    for one in &not_planned {
        let _ = writeln!(talk, "error: {environment}: {one}");
    }
    let _ = match not_planned.len() {
        0 => writeln!(talk, "{shown}: all evidence of {environment} is in the plan"),
        1 => writeln!(talk, "{shown}: 1 line of {environment} is not in the plan"),
        many => writeln!(talk, "{shown}: {many} lines of {environment} are not in the plan"),
    };
    Ok(not_planned.is_empty())
}
