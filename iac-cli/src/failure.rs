//! Why a command could not do its work, and how that is told.

use crate::input::SpecFailed;
use crate::tree::{ApplyError, PlanError};
use iac_core::review::NotAPlan;
use iac_core::review::secrets::Leak;
use std::error::Error;
use std::io::{self, Write};
use std::process::ExitCode;

/// What a command found: the exit code says it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Verdict {
    /// Everything is fine: 0.
    Fine,
    /// There are findings, or output is stale: 1.
    Findings,
    /// Somebody has to approve the plan: 3.
    ApprovalNeeded,
    /// The plan failed, or is not complete: 5.
    IncompletePlan,
}

impl From<Verdict> for ExitCode {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Fine => Self::SUCCESS,
            Verdict::Findings => Self::from(1),
            Verdict::ApprovalNeeded => Self::from(3),
            Verdict::IncompletePlan => Self::from(5),
        }
    }
}

/// Why a command could not do its work: wrong usage or input is exit code 2, what a plan can be has codes of its own.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// The spec has mistakes, or can't be read.
    #[error(transparent)]
    Spec(#[from] SpecFailed),
    /// The spec names no such environment.
    #[error("there is no environment `{name}`")]
    NoEnvironment { name: String, known: Vec<String>, near: Option<String> },
    /// No rule and no preset has this name.
    #[error("there is no rule or preset `{name}`")]
    NothingToExplain { name: String, known: Vec<&'static str>, near: Option<&'static str> },
    /// The address of the modules is none.
    #[error(transparent)]
    Source(#[from] iac_modules::SourceNotUsable),
    /// There is no bucket to make.
    #[error(transparent)]
    StateBucket(#[from] iac_modules::NoStateBucket),
    /// A value can't be written: a mistake of ours.
    #[error("a document can't be written")]
    Document(#[from] iac_core::syntax::WriteError),
    /// The tree can't be looked at.
    #[error("nothing was written")]
    Plan(#[from] PlanError),
    /// The tree can't be written.
    #[error("the files can't be written")]
    Apply(#[from] ApplyError),
    /// Files that are not ours, or were edited, are in the way.
    #[error("generating would refuse: files are in the way")]
    Blocked,
    /// A file is there already.
    #[error("{path} is there already, and was left alone")]
    Exists { path: String },
    /// A file can't be read or written.
    #[error("{action} {path}")]
    File {
        action: &'static str,
        path: String,
        #[source]
        source: io::Error,
    },
    /// What was to be reviewed is no plan: 4.
    #[error("{path} is not a plan")]
    NotReviewable {
        path: String,
        #[source]
        source: NotAPlan,
    },
    /// A secret stands in an output, which was not printed: 6.
    #[error("the {format} output would show a secret, so nothing was printed")]
    Leak {
        format: &'static str,
        #[source]
        source: Leak,
    },
    /// Plans, environments and names don't fit together.
    #[error("{problem}")]
    Plans { problem: String, hint: &'static str },
    /// What was given as a plan is something else.
    #[error("{origin} can't be judged")]
    NotJudged {
        origin: String,
        #[source]
        source: iac_core::judge::NotJudged,
    },
    /// What was given as a root is something else.
    #[error("{path} is not a root of iac")]
    NotARoot {
        path: String,
        #[source]
        source: iac_core::judge::NotARoot,
    },
    /// Nobody said which environment a root is of.
    #[error("{path} does not say which environment it is of")]
    WhichEnvironment { path: String, known: Vec<String> },
    /// A file holds no JSON.
    #[error("{path} is not JSON")]
    Json {
        path: String,
        #[source]
        source: serde_json::Error,
    },
    /// A file holds no plan.
    #[error(transparent)]
    NoPlan(#[from] iac_core::plan::PlanError),
    /// Standard output can't be written.
    #[error("standard output can't be written")]
    Output(#[from] io::Error),
}

impl Failure {
    /// Tells the failure on standard error.
    pub(crate) fn report(&self) -> ExitCode {
        // A reader that stops early, such as `head`, is no failure.
        if let Self::Output(error) = self
            && error.kind() == io::ErrorKind::BrokenPipe
        {
            return ExitCode::SUCCESS;
        }
        let mut talk = anstream::stderr().lock();
        // When standard error is gone too, there is nobody left to tell.
        let _ = match self {
            Self::Spec(failed) => failed.tell(&mut talk),
            other => other.tell(&mut talk),
        };
        ExitCode::from(match self {
            Self::NotReviewable { .. } => 4,
            Self::Leak { .. } => 6,
            _ => 2,
        })
    }

    fn tell(&self, talk: &mut dyn Write) -> io::Result<()> {
        writeln!(talk, "error: {self}")?;
        let mut cause = self.source();
        while let Some(error) = cause {
            writeln!(talk, "  cause: {error}")?;
            cause = error.source();
        }
        for hint in self.hints() {
            writeln!(talk, "  hint: {hint}")?;
        }
        Ok(())
    }

    fn hints(&self) -> Vec<String> {
        match self {
            Self::NoEnvironment { known, near, .. } => {
                let mut hints: Vec<_> = near.iter().map(|near| format!("did you mean `{near}`?")).collect();
                hints.push(format!("the environments are {}", known.join(", ")));
                hints
            }
            Self::NothingToExplain { known, near, .. } => {
                let mut hints: Vec<_> = near.iter().map(|near| format!("did you mean `{near}`?")).collect();
                hints.push(format!("there are {}", known.join(", ")));
                hints
            }
            Self::Json { .. } | Self::NoPlan(_) => {
                vec!["write it with `terraform show -json PLAN > FILE`".to_owned()]
            }
            Self::Apply(error) => error.hints(),
            Self::StateBucket(error) => vec![error.hint()],
            Self::WhichEnvironment { known, .. } => {
                vec![format!("name one of {}: `iac check ENVIRONMENT --root FILE`", known.join(", "))]
            }
            Self::NotJudged { source, .. } => vec![source.hint()],
            Self::Plan(_) => vec!["mend that, or name another directory with --out".to_owned()],
            Self::Exists { .. } => vec!["move it away, or name another file with --spec".to_owned()],
            Self::NotReviewable { source, .. } => vec![source.hint("iac review")],
            Self::Leak { .. } => {
                vec!["this is a mistake of iac: please report it, without the plan".to_owned()]
            }
            Self::Plans { hint, .. } => vec![(*hint).to_owned()],
            Self::Document(_) => vec!["this is a mistake of iac: please report it with the spec".to_owned()],
            _ => Vec::new(),
        }
    }
}
