//! The table: what the arguments make of each limit.

use crate::aws::{ServiceName, SessionSeconds};
use crate::environment::limits::formulas::Times;
use crate::environment::limits::{Limit, Limits, Sum, Timings};
use crate::environment::{Environment, Tier};
use std::fmt;

/// What the arguments of an environment make of each limit; of several services the one counts that comes off worst.
///
/// ```
/// use iac_core::environment::Preset;
/// use iac_core::environment::limits::{Limit, Measure, Table};
///
/// let production = Preset::PRODUCTION_1.environment("production".parse()?);
/// let table = Table::from(&production);
/// let Some(Measure::Time(deployment)) = table.line(Limit::Deployment).map(|line| &line.measure) else { panic!() };
/// assert_eq!(
///     deployment.to_string(),
///     "terraform 60 + api 15 + host 0 + start 30 + health check 25 + 3 × shift 30 = 220 s"
/// );
/// assert_eq!(table.broken().count(), 0);
/// # Ok::<(), iac_core::aws::NotAccepted>(())
/// ```
#[derive(Debug, Clone, PartialEq)]
pub struct Table {
    lines: Vec<Line>,
    /// Whether lines say which service they are about.
    several: bool,
}

/// What the arguments make of one limit.
#[derive(Debug, Clone, PartialEq)]
pub struct Line {
    /// The limit.
    pub limit: Limit,
    /// The service that comes off worst.
    pub service: ServiceName,
    /// What there is.
    pub measure: Measure,
    /// What there has to be, if anything.
    pub bound: Option<Bound>,
    /// Whether the tier promises it.
    pub promised: bool,
}

/// What there is of what is limited.
#[derive(Debug, Clone, PartialEq)]
pub enum Measure {
    /// A time.
    Time(Sum),
    /// Things that have to hold.
    Condition(Vec<Fact>),
}

/// Something that has to hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fact {
    /// What it is, with its numbers.
    pub text: String,
    /// Whether it holds.
    pub holds: bool,
}

/// What a time has to keep.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Bound {
    /// To be shorter, in seconds.
    Below(u32),
    /// To be no longer, in seconds.
    Within(u32),
    /// To be as long at least.
    AtLeast(Sum),
}

/// The sessions that a role is given, in seconds: IAM's default, what fits a long release, and IAM's most.
const SESSIONS: [u32; 3] = [3_600, 7_200, 43_200];

impl From<&Environment> for Table {
    fn from(environment: &Environment) -> Self {
        Self::new(&Timings::from(environment), &environment.limits, environment.tier)
    }
}

impl Table {
    /// What `timings` make of `limits`, of which `tier` promises some.
    pub fn new(timings: &Timings, limits: &Limits, tier: Tier) -> Self {
        let mut lines: Vec<Line> = Vec::new();
        for (name, service) in &timings.services {
            let times = Times { timings, name, service, assumed: &limits.assumed };
            for limit in Limit::ALL {
                let Some((measure, bound)) = times.of(limit, limits) else { continue };
                let promised = limit.is_promised_by(tier);
                let line = Line { limit, service: name.clone(), measure, bound, promised };
                match lines.iter_mut().find(|other| other.limit == limit) {
                    None => lines.push(line),
                    Some(worst) if line.is_worse_than(worst) => *worst = line,
                    Some(_) => {}
                }
            }
        }
        lines.sort_by_key(|line| line.limit);
        Self { lines, several: timings.services.len() > 1 }
    }

    /// The lines, in the order of [`Limit::ALL`]; what there is nothing to say about is left out.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// The line about `limit`.
    pub fn line(&self, limit: Limit) -> Option<&Line> {
        self.lines.iter().find(|line| line.limit == limit)
    }

    /// The shortest session of a role, of those in use, that outlives a deployment: an hour, two, or the twelve that IAM
    /// gives at most.
    ///
    /// # Panics
    ///
    /// Never: IAM gives each of them.
    pub fn session(&self) -> SessionSeconds {
        let enough = |line: &Line| line.session().unwrap_or(SESSIONS[2]);
        let session = self.line(Limit::Session).map_or(SESSIONS[0], enough);
        i64::from(session).try_into().expect("IAM gives each of them")
    }

    /// The lines that are promised and not kept.
    pub fn broken(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter().filter(|line| line.promised && !line.holds())
    }
}

impl Line {
    /// Whether what has to be is so, promised or not.
    pub fn holds(&self) -> bool {
        match &self.measure {
            Measure::Condition(facts) => facts.iter().all(|fact| fact.holds),
            Measure::Time(time) => {
                let seconds = time.seconds();
                match &self.bound {
                    None => true,
                    Some(Bound::Below(bound)) => seconds < *bound,
                    Some(Bound::Within(bound)) => seconds <= *bound,
                    Some(Bound::AtLeast(least)) => seconds >= least.seconds(),
                }
            }
        }
    }

    /// What is left until the bound, in seconds; below zero, what is missing.
    pub fn margin(&self) -> Option<i64> {
        let Measure::Time(time) = &self.measure else { return None };
        let time = i64::from(time.seconds());
        self.bound.as_ref().map(|bound| match bound {
            Bound::Below(bound) | Bound::Within(bound) => i64::from(*bound) - time,
            Bound::AtLeast(least) => time - i64::from(least.seconds()),
        })
    }

    /// Which of the sessions that a role is given is long enough, if one is.
    fn session(&self) -> Option<u32> {
        let Measure::Time(time) = &self.measure else { return None };
        SESSIONS.into_iter().find(|session| *session >= time.seconds())
    }

    fn is_worse_than(&self, other: &Self) -> bool {
        let rank = |line: &Self| {
            let seconds = match &line.measure {
                Measure::Time(time) => -i64::from(time.seconds()),
                Measure::Condition(_) => 0,
            };
            (line.holds(), line.margin().unwrap_or(seconds))
        };
        rank(self) < rank(other)
    }
}

/// A table with a line for each limit: what it is, the formula with its numbers, the bound, what is left.
impl fmt::Display for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rows: Vec<[String; 4]> = self.lines.iter().map(|line| self.row(line)).collect();
        let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
        let widths = [width(0), width(1), width(2)];
        for [name, measure, bound, verdict] in &rows {
            let [first, second, third] = widths;
            let line = format!("{name:first$}  {measure:second$}  {bound:third$}  {verdict}");
            writeln!(f, "{}", line.trim_end())?;
        }
        Ok(())
    }
}

impl Table {
    fn row(&self, line: &Line) -> [String; 4] {
        let name =
            if self.several { format!("{} ({})", line.limit, line.service) } else { line.limit.to_string() };
        let bound = line.bound.as_ref().map_or(String::new(), ToString::to_string);
        let limited = line.bound.is_some() || matches!(line.measure, Measure::Condition(_));
        let verdict = match (limited, line.promised, line.margin()) {
            (false, ..) if line.limit == Limit::Session => match line.session() {
                Some(session) => format!("{session} s are enough"),
                None => format!("longer than {} s, the longest of a role", SESSIONS[2]),
            },
            (false, ..) => String::new(),
            (true, false, _) => "not promised".to_owned(),
            (true, true, None) if line.holds() => "kept".to_owned(),
            (true, true, None) => "broken".to_owned(),
            (true, true, Some(margin)) if line.holds() => format!("{margin} s left"),
            (true, true, Some(margin)) => format!("broken by {} s", -margin),
        };
        [name, line.measure.to_string(), bound, verdict]
    }
}

impl fmt::Display for Measure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Time(time) => time.fmt(f),
            Self::Condition(facts) => {
                let facts: Vec<&str> = facts.iter().map(|fact| fact.text.as_str()).collect();
                f.write_str(&facts.join(", "))
            }
        }
    }
}

impl fmt::Display for Bound {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Below(seconds) => write!(f, "< {seconds} s"),
            Self::Within(seconds) => write!(f, "≤ {seconds} s"),
            Self::AtLeast(least) => write!(f, "≥ {least}"),
        }
    }
}
