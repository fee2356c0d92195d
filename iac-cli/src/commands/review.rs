//! `iac review`.

use crate::failure::{Failure, Verdict};
use crate::input::{self, Spec};
use clap::ValueEnum;
use iac_core::environment::{Environment, Tier};
use iac_core::review::dependencies::{Dependencies, dependencies};
use iac_core::review::finding::Severity;
use iac_core::review::model::Model;
use iac_core::review::output::{
    Limits, Origin, Paint, Place, annotations, json, markdown, page, sarif, text,
};
use iac_core::review::secrets::Secrets;
use iac_core::review::waiver::Day;
use iac_core::review::{self, Gate, Incomplete, Source};
use iac_core::spec::Loaded;
use sha2::{Digest as _, Sha256};
use std::fmt::Write as _;
use std::io::{IsTerminal as _, Read as _, Write};
use std::path::{Path, PathBuf};

/// Say what a plan changes, what is dangerous in it, and what to do about it
///
/// A plan is the JSON that `terraform show -json plan.out` writes. Several plans are reviewed as one, each as
/// NAME=FILE or under the name of its file.
///
/// Exit codes: 0 fine, 1 blocked by a finding or an unknown action, 2 wrong usage, 3 somebody has to approve, 4 not a
/// plan, 5 the plan failed or is not complete, 6 a secret would be shown, so nothing was printed.
#[derive(Debug, clap::Args)]
pub(super) struct Review {
    /// Plans in JSON, such as `plan.json`, `production=plan.json` or `-` for standard input
    #[arg(value_name = "PLAN", default_value = "-")]
    plans: Vec<String>,
    /// What is printed
    #[arg(long, value_enum, default_value_t = Format::Text)]
    format: Format,
    /// Also write a format to a file; may be given several times
    #[arg(long, value_name = "FORMAT=FILE", value_parser = output)]
    output: Vec<(Format, PathBuf)>,
    /// Mildest finding that blocks: exit code 1
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = Limit::Critical)]
    fail_on: Limit,
    /// Mildest finding that needs somebody's approval: exit code 3
    #[arg(long, value_name = "SEVERITY", value_enum, default_value_t = Limit::High)]
    ask_on: Limit,
    /// Accept a plan that leaves something to plan, such as one with `-target`
    #[arg(long)]
    allow_incomplete: bool,
    #[command(flatten)]
    spec: Spec,
    /// Environment of the spec that the plan is for; several plans are matched by their names
    #[arg(long, value_name = "NAME")]
    environment: Option<String>,
    /// Stack that was planned, which keeps its comment apart from those of other stacks
    #[arg(long, value_name = "NAME")]
    stack: Option<String>,
    /// Time at which the age of the plan and the waivers are judged, such as 2026-11-25T23:00:00Z; without it now
    #[arg(long, value_name = "TIME", value_parser = time)]
    now: Option<String>,
    /// Print the JSON Schema of the JSON output instead of reviewing
    #[arg(long)]
    schema: bool,
}

/// What a review is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For a terminal
    Text,
    /// For the comment on a pull request
    Markdown,
    /// For the summary of a job: the comment, with room for 1 MiB
    Summary,
    /// For programs
    Json,
    /// For code scanning
    Sarif,
    /// For a job of GitHub: annotations on standard output
    Github,
    /// For a browser: one page that needs nothing else
    Html,
}

/// What standard input is called.
const STANDARD_INPUT: &str = "standard input";

/// A severity, or none.
#[derive(Debug, Clone, Copy, ValueEnum)]
enum Limit {
    Critical,
    High,
    Medium,
    Low,
    Info,
    Never,
}

/// A plan as it was named.
struct Named {
    name: String,
    path: String,
    sha256: String,
    text: String,
}

impl Review {
    pub(super) fn run(self, out: &mut dyn Write) -> Result<Verdict, Failure> {
        if self.schema {
            writeln!(out, "{:#}", review::schema())?;
            return Ok(Verdict::Fine);
        }
        let named = self.read()?;
        let loaded =
            if self.spec.is_named() || self.environment.is_some() { Some(self.spec.load()?) } else { None };
        let mut models = Vec::new();
        if let Some(loaded) = &loaded {
            for one in &named {
                models.push(model(loaded, input::environment(loaded, &one.name)?));
            }
        }
        let mut sources = Vec::new();
        for (index, one) in named.iter().enumerate() {
            let plan = review::parse(&one.text)
                .map_err(|source| Failure::NotReviewable { path: one.path.clone(), source })?;
            let model = models.get(index);
            sources.push(Source {
                name: one.name.clone(),
                plan,
                sha256: Some(one.sha256.clone()),
                // Without a spec nobody said what depends on it, so that everything might.
                tier: model.map_or(Tier::Production, |model| model.environment.tier),
                model,
                reviewing: loaded.as_ref().map(|loaded| &loaded.reviewing),
            });
        }
        let gate = Gate {
            fail_on: self.fail_on.severity(),
            ask_on: self.ask_on.severity(),
            incomplete: if self.allow_incomplete { Incomplete::Passes } else { Incomplete::Stops },
            now: Some(self.now.clone().unwrap_or_else(now)),
        };
        let (review, secrets) = review::review(&sources, &gate)
            .map_err(|failed| Failure::NotReviewable { path: failed.name, source: failed.problem })?;
        let places = named.iter().map(|one| self.place(one)).collect();
        let seen = Seen { review, secrets, origin: Origin { stack: self.stack.clone(), places }, sources };
        // Everything is written and looked at before anything is printed: a leak in one prints none.
        let printed = seen.written(self.format, paint())?;
        let files = self
            .output
            .iter()
            .map(|(format, path)| Ok((path, seen.written(*format, Paint::Plain)?)))
            .collect::<Result<Vec<_>, Failure>>()?;
        for (path, text) in files {
            std::fs::write(path, text).map_err(|source| Failure::File {
                action: "write",
                path: path.display().to_string(),
                source,
            })?;
        }
        out.write_all(printed.as_bytes())?;
        if let Some(loaded) = &loaded {
            let today = gate.today();
            let unused = |reviewed| loaded.reviewing.unused(reviewed, today.as_ref());
            let problems: Vec<_> = seen.review.environments.iter().flat_map(unused).collect();
            if !problems.is_empty() {
                return Err(self.spec.refused(problems).into());
            }
        }
        let verdict = seen.review.verdict;
        // The process ends here: to give back the memory of a big plan piece by piece takes time and helps nobody.
        std::mem::forget(seen);
        Ok(match verdict {
            review::Verdict::Fine => Verdict::Fine,
            review::Verdict::ApprovalNeeded => Verdict::ApprovalNeeded,
            review::Verdict::Blocked => Verdict::Findings,
            review::Verdict::Incomplete => Verdict::IncompletePlan,
        })
    }

    /// Where findings of a plan are shown: at its environment in the spec, or at the plan itself.
    fn place(&self, plan: &Named) -> Place {
        let reads_spec = self.spec.is_named() || self.environment.is_some();
        match self.spec.line_of(&plan.name).filter(|_| reads_spec) {
            Some((file, line)) => Place { file, line: Some(line) },
            // GitHub takes no result without a file.
            None if plan.path == STANDARD_INPUT => Place { file: "plan.json".to_owned(), line: None },
            None => Place { file: plan.path.clone(), line: None },
        }
    }

    fn read(&self) -> Result<Vec<Named>, Failure> {
        let single = self.plans.len() == 1;
        let mut all: Vec<Named> = Vec::new();
        for plan in &self.plans {
            let (name, path) = match plan.split_once('=') {
                Some((name, path))
                    if !name.is_empty() && !name.contains(['/', '\\']) && !Path::new(plan).exists() =>
                {
                    (Some(name.to_owned()), path)
                }
                _ => (None, plan.as_str()),
            };
            let stem = || Path::new(path).file_stem().map(|stem| stem.to_string_lossy().into_owned());
            let name = name
                .or_else(|| self.environment.clone().filter(|_| single))
                .or_else(|| stem().filter(|_| path != "-"))
                .unwrap_or_else(|| "plan".to_owned());
            if all.iter().any(|other| other.name == name) {
                return Err(Failure::Plans {
                    problem: format!("two plans are named `{}`", name.escape_debug()),
                    hint: "name each as NAME=FILE",
                });
            }
            let (path, bytes) = bytes(path)?;
            let sha256 = hexadecimal(&Sha256::digest(&bytes));
            let text = review::decode(bytes)
                .map_err(|source| Failure::NotReviewable { path: path.clone(), source })?;
            all.push(Named { name, path, sha256, text });
        }
        if !single && let Some(name) = &self.environment {
            return Err(Failure::Plans {
                problem: format!(
                    "--environment {} names one environment, but there are several plans",
                    name.escape_debug()
                ),
                hint: "name each plan after its environment, as NAME=FILE",
            });
        }
        Ok(all)
    }
}

/// What outputs are written from.
struct Seen<'a> {
    review: review::Review,
    secrets: Secrets,
    origin: Origin,
    sources: Vec<Source<'a>>,
}

impl Seen<'_> {
    /// A format of the review, in which no secret stands.
    fn written(&self, format: Format, paint: Paint) -> Result<String, Failure> {
        let (review, origin) = (&self.review, &self.origin);
        let (name, written) = match format {
            Format::Text => ("text", text(review, paint)),
            Format::Markdown => ("markdown", markdown(review, origin, Limits::default())),
            Format::Summary => ("summary", markdown(review, origin, Limits::SUMMARY)),
            Format::Json => ("json", json(review)),
            Format::Sarif => ("sarif", sarif(review, origin, &self.secrets)),
            Format::Github => ("github", annotations(review, origin)),
            Format::Html => {
                let dependencies: Vec<Dependencies> =
                    self.sources.iter().map(|source| dependencies(&source.plan, &self.secrets)).collect();
                let page = page(review, &dependencies);
                self.check("html", page.data())?;
                return Ok(page.into_text());
            }
        };
        self.check(name, &written)?;
        Ok(written)
    }

    fn check(&self, format: &'static str, written: &str) -> Result<(), Failure> {
        self.secrets.check(written).map_err(|source| Failure::Leak { format, source })
    }
}

impl Limit {
    fn severity(self) -> Option<Severity> {
        match self {
            Self::Critical => Some(Severity::Critical),
            Self::High => Some(Severity::High),
            Self::Medium => Some(Severity::Medium),
            Self::Low => Some(Severity::Low),
            Self::Info => Some(Severity::Info),
            Self::Never => None,
        }
    }
}

/// The bytes of a file or of standard input, with what to call it.
fn bytes(path: &str) -> Result<(String, Vec<u8>), Failure> {
    let (name, read) = if path == "-" {
        if std::io::stdin().is_terminal() {
            return Err(Failure::Plans {
                problem: "no plan was named, and standard input is a terminal".to_owned(),
                hint: "run `terraform show -json plan.out | iac review`",
            });
        }
        let mut bytes = Vec::new();
        (STANDARD_INPUT.to_owned(), std::io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes))
    } else {
        (path.to_owned(), std::fs::read(path))
    };
    match read {
        Ok(bytes) => Ok((name, bytes)),
        Err(source) => Err(Failure::File { action: "read", path: name, source }),
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        write!(text, "{byte:02x}").expect("a string takes text");
        text
    })
}

/// Whether standard output takes colours.
fn paint() -> Paint {
    match anstream::AutoStream::choice(&std::io::stdout()) {
        anstream::ColorChoice::Never => Paint::Plain,
        _ => Paint::Colour,
    }
}

/// `FORMAT=FILE`.
fn output(text: &str) -> Result<(Format, PathBuf), String> {
    let (format, path) = text.split_once('=').ok_or("expected FORMAT=FILE, such as `markdown=comment.md`")?;
    Ok((Format::from_str(format, false)?, PathBuf::from(path)))
}

/// The model of `environment`, with what it renders to and what the spec says of it beside.
fn model(loaded: &Loaded, environment: &Environment) -> Model {
    Model {
        rendered: Some(iac_modules::rendered(environment)),
        exists: loaded.reviewing.existing.contains(&environment.environment),
        providers: loaded.reviewing.providers.iter().cloned().collect(),
        ..Model::new(environment.clone())
    }
}

/// A time such as `2026-11-25T23:00:00Z`, or a day.
fn time(text: &str) -> Result<String, String> {
    let (day, hour) = text.split_once('T').unwrap_or((text, "00:00:00Z"));
    day.parse::<Day>().map_err(|error| error.to_string())?;
    let shape = hour.len() == 9 && hour.ends_with('Z') && hour[..2].parse::<u8>().is_ok_and(|hour| hour < 24);
    if shape {
        Ok(format!("{day}T{hour}"))
    } else {
        Err("expected a time such as `2026-11-25T23:00:00Z`".to_owned())
    }
}

/// Now in UTC, as RFC 3339.
fn now() -> String {
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH).unwrap_or_default();
    let seconds = now.as_secs() % 86_400;
    let days = i64::try_from(now.as_secs() / 86_400).unwrap_or_default();
    // Years that begin in March put the leap day last: days from civil, turned around.
    let era_day = days + 719_468;
    let (era, day_of_era) = (era_day.div_euclid(146_097), era_day.rem_euclid(146_097));
    let year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month + 2) / 5 + 1;
    let (month, next) = if month < 10 { (month + 3, 0) } else { (month - 9, 1) };
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    let year = year_of_era + era * 400 + next;
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}
