//! Times of a release: the table of the limits, as a page and a script need it.

use crate::environment::Environment;
use crate::environment::limits::{Limit, Line, Measure, Table};

/// The times of a release of one environment.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Times {
    /// After how many seconds a deployment that is still under way is stuck: its longest time and a reserve.
    pub timeout: u32,
    /// What takes how long, in the order of the table.
    pub rows: Vec<Time>,
}

/// How long one thing takes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Time {
    /// What the time is of, such as `deployment`.
    pub what: String,
    /// The time with the numbers that it is made of.
    pub takes: String,
    /// What the environment promises, or that it promises nothing; a dash where nothing is limited.
    pub promise: String,
}

impl Times {
    /// The lines of the releases in the table of `environment`; what is about load or loss stands in no release.
    pub fn of(environment: &Environment) -> Self {
        let table = Table::from(environment);
        let seconds = |limit: Limit| match table.line(limit).map(|line| &line.measure) {
            Some(Measure::Time(time)) => time.seconds(),
            _ => 0,
        };
        let several = environment.services.len() > 1;
        let lines = RELEASE.iter().filter_map(|limit| table.line(*limit));
        let rows = lines.map(|line| Time::of(line, several)).collect();
        Self { timeout: seconds(Limit::Session), rows }
    }
}

/// What a page about releases tells of the table.
const RELEASE: [Limit; 8] = [
    Limit::HealthCheck,
    Limit::Deployment,
    Limit::AllRequests,
    Limit::Over,
    Limit::RollbackRunning,
    Limit::RollbackGone,
    Limit::Detection,
    Limit::ZeroDowntime,
];

impl Time {
    /// What `line` says; of `several` services it is about one.
    fn of(line: &Line, several: bool) -> Self {
        let limit = line.limit;
        let what = if several { format!("{limit} ({})", line.service) } else { limit.to_string() };
        let promise = match (&line.bound, &line.measure) {
            (None, Measure::Time(_)) => "–".to_owned(),
            _ if !line.promised => "not promised".to_owned(),
            (Some(bound), _) => bound.to_string(),
            (None, Measure::Condition(_)) => if line.holds() { "kept" } else { "broken" }.to_owned(),
        };
        Self { what, takes: line.measure.to_string(), promise }
    }
}
