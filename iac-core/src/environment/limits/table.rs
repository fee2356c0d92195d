//! The table: what the arguments make of each limit.

use crate::aws::{ServiceName, SessionSeconds};
use crate::environment::limits::{
    Assumed, HealthTimings, Limit, Limits, Measured, ServiceTimings, Sum, Timings,
};
use crate::environment::{Environment, Strategy, Tier};
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

/// What a wait has to have in reserve, in seconds: whoever gives up too early leaves a deployment that goes on.
const RESERVE: u32 = 600;
/// The sessions that a role is given, in seconds: IAM's default, what fits a long release, and IAM's most.
const SESSIONS: [u32; 3] = [3_600, 7_200, 43_200];
/// How many times over a gate has to have the time to fire in a step that it watches.
const DETECTIONS: u32 = 2;

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
        let seconds = match self.line(Limit::Session).map(|line| &line.measure) {
            Some(Measure::Time(time)) => time.seconds(),
            _ => 0,
        };
        let session = SESSIONS.into_iter().find(|session| *session >= seconds).unwrap_or(SESSIONS[2]);
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

    /// Which of the sessions that IAM gives a role is long enough: by default an hour, at most twelve.
    fn session(&self) -> String {
        let Measure::Time(time) = &self.measure else { return String::new() };
        match SESSIONS.into_iter().find(|session| *session >= time.seconds()) {
            Some(session) => format!("{session} s are enough"),
            None => format!("longer than {} s, the longest of a role", SESSIONS[2]),
        }
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

/// The times of one service.
#[derive(Clone, Copy)]
struct Times<'a> {
    timings: &'a Timings,
    name: &'a ServiceName,
    service: &'a ServiceTimings,
    assumed: &'a Assumed,
}

impl Times<'_> {
    /// What there is and what there has to be of `limit`; nothing, if it doesn't arise.
    fn of(self, limit: Limit, limits: &Limits) -> Option<(Measure, Option<Bound>)> {
        let public = self.service.health_check;
        let below = |seconds: crate::aws::Seconds| Some(Bound::Below(seconds.get().into()));
        let (time, bound) = match limit {
            Limit::HealthCheck => (healthy(public?), below(limits.health_check)),
            Limit::Unhealthy => (unhealthy(public?), None),
            Limit::Deployment => (self.deployment(), below(limits.deployment)),
            Limit::AllRequests => (self.all_requests(), None),
            Limit::Over => (self.over(), None),
            Limit::ZeroDowntime => return public.map(|_| (Measure::Condition(self.zero_downtime()), None)),
            Limit::ZoneLoss => return public.map(|_| (Measure::Condition(self.zone_loss()), None)),
            Limit::RollbackRunning => (self.rollback_running(), below(limits.rollback)),
            Limit::RollbackGone => (self.rollback_gone(), below(limits.rollback)),
            Limit::Detection => (self.detection(self.service.gates?), None),
            Limit::Observation => {
                let least = self.detection(self.service.gates?).seconds();
                let least = Sum::default().times(DETECTIONS, "detection", least);
                (self.observation()?, Some(Bound::AtLeast(least)))
            }
            Limit::ScaleOut => {
                (self.decision(self.service.scale_out?), Some(Bound::Within(limits.scale_out.get().into())))
            }
            Limit::ScaleOutServing => (self.serving(self.service.scale_out?), None),
            Limit::ScaleOutHost => (self.new_host(self.serving(self.service.scale_out?)), None),
            Limit::TerraformWait => {
                if !self.service.waits {
                    return None;
                }
                (Sum::of("timeout", self.service.timeout), Some(Bound::AtLeast(self.wait())))
            }
            Limit::Session => (self.session(), None),
        };
        Some((Measure::Time(time), bound))
    }

    /// From the start of tasks until the load balancer knows that they are healthy; a worker is when it runs.
    fn starting(self, sum: Sum) -> Sum {
        let healthy = self.service.health_check.map_or(0, |check| healthy(check).seconds());
        let sum = sum.plus("start", self.assumed.start.get().into());
        if self.service.health_check.is_some() { sum.plus("health check", healthy) } else { sum }
    }

    /// Until there is room for the new tasks.
    fn room(self, sum: Sum) -> Sum {
        if self.service.overlaps() {
            let host = if self.timings.is_ready_for(self.name) {
                0
            } else {
                self.new_host(Sum::default()).seconds()
            };
            sum.plus("host", host)
        } else {
            // The old task makes room: it has to be gone first.
            self.gone(sum)
        }
    }

    fn new_host(self, sum: Sum) -> Sum {
        sum.plus("host metric", self.assumed.host_metric.get().into())
            .plus("boot", self.assumed.boot.get().into())
            .plus("join", self.assumed.join.get().into())
    }

    /// From the last request that an old task is given until it is gone.
    fn gone(self, sum: Sum) -> Sum {
        sum.plus("drain", self.service.drain).plus("stop grace", self.stop_grace())
    }

    /// While nobody knows, the longest that ECS takes.
    fn stop_grace(self) -> u32 {
        self.service.stop_grace.unwrap_or(crate::aws::StopGrace::MAX.into())
    }

    /// How often requests are shifted: to the test rule once, then to the users'.
    fn shifts(self) -> u32 {
        match self.service.strategy.shifts() {
            0 => 0,
            shifts => 1 + u32::from(shifts),
        }
    }

    /// What ECS takes for a deployment, after what comes before.
    fn engine(self, before: Sum) -> Sum {
        let asked = before.plus("api", self.assumed.api.get().into());
        self.starting(self.room(asked)).times(self.shifts(), "shift", self.assumed.shift.get().into())
    }

    fn deployment(self) -> Sum {
        self.engine(Sum::of("terraform", self.assumed.terraform.get().into()))
    }

    fn all_requests(self) -> Sum {
        self.observed(Sum::of("deployment", self.deployment().seconds()))
    }

    fn observed(self, sum: Sum) -> Sum {
        match self.service.strategy {
            Strategy::Rolling | Strategy::BlueGreen { .. } => sum,
            Strategy::Canary { .. } | Strategy::Linear { .. } => {
                sum.plus("observation", 60 * self.service.strategy.observation())
            }
        }
    }

    fn baked(self, sum: Sum) -> Sum {
        match self.service.strategy {
            Strategy::Rolling => sum,
            _ => sum.plus("bake", 60 * u32::from(self.service.strategy.bake())),
        }
    }

    fn over(self) -> Sum {
        let all = Sum::of("all requests", self.all_requests().seconds());
        let baked = self.baked(all);
        // Without overlap it is gone before the new version has started.
        if self.service.overlaps() { self.gone(baked) } else { baked }
    }

    fn zero_downtime(self) -> Vec<Fact> {
        let ServiceTimings { minimum_healthy, maximum, drain, stop_grace, .. } = self.service;
        let stop =
            stop_grace.map_or("stop grace known after apply".to_owned(), |stop| format!("stop grace {stop}"));
        let waits = stop_grace.is_none_or(|stop| *drain >= stop);
        let room = self.timings.fit(self.timings.max_hosts, Some(self.name));
        vec![
            Fact {
                text: format!("{minimum_healthy} % to {maximum} % of the tasks run"),
                holds: *minimum_healthy >= 100 && *maximum >= 200,
            },
            Fact {
                text: format!("{} for old and new ones", if room { "room" } else { "no room" }),
                holds: room,
            },
            Fact { text: format!("drain {drain} {} {stop}", if waits { "≥" } else { "<" }), holds: waits },
        ]
    }

    fn zone_loss(self) -> Vec<Fact> {
        let (tasks, hosts) = (self.service.replicas, self.timings.min_hosts);
        let zones = self.timings.zones;
        let counted = |number: usize, noun: &str| Fact {
            text: format!("{number} {noun}{}", if number == 1 { "" } else { "s" }),
            holds: number >= 2,
        };
        let unknown = || Fact { text: "zones known after apply".to_owned(), holds: true };
        vec![
            counted(tasks.into(), "task"),
            counted(hosts.into(), "host"),
            zones.map_or_else(unknown, |zones| counted(zones, "zone")),
        ]
    }

    fn rollback_running(self) -> Sum {
        if self.service.strategy.shifts_traffic() {
            Sum::of("api", self.assumed.api.get().into()).plus("shift", self.assumed.shift.get().into())
        } else {
            // Nothing of the old version is kept: going back is a deployment.
            self.rollback_gone()
        }
    }

    /// ECS is asked directly, and a version that has served before is not tested first.
    fn rollback_gone(self) -> Sum {
        let started = self.starting(self.room(Sum::of("api", self.assumed.api.get().into())));
        let shifts = u32::from(self.service.strategy.shifts_traffic());
        started.times(shifts, "shift", self.assumed.shift.get().into())
    }

    fn detection(self, gates: Measured) -> Sum {
        measured(gates)
            .plus("publish", self.assumed.publish.get().into())
            .plus("poll", self.assumed.poll.get().into())
    }

    /// How long each watched step takes.
    fn observation(self) -> Option<Sum> {
        match self.service.strategy {
            Strategy::Rolling | Strategy::BlueGreen { .. } => None,
            Strategy::Canary { observation, .. } | Strategy::Linear { observation, .. } => {
                Some(Sum::of("observation", 60 * u32::from(observation.get())))
            }
        }
    }

    fn decision(self, load: Measured) -> Sum {
        measured(load).plus("publish", self.assumed.publish.get().into())
    }

    fn serving(self, load: Measured) -> Sum {
        let decision = Sum::of("decision", self.decision(load).seconds());
        self.starting(decision.plus("api", self.assumed.api.get().into()))
    }

    /// What Terraform has to wait for at most.
    fn wait(self) -> Sum {
        self.gone(self.baked(self.observed(Sum::of("deployment", self.engine(Sum::default()).seconds()))))
            .plus("reserve", RESERVE)
    }

    /// What whoever waits needs credentials for.
    fn session(self) -> Sum {
        if self.service.waits {
            Sum::of("terraform", self.assumed.terraform.get().into()).plus("timeout", self.service.timeout)
        } else {
            Sum::of("old version gone", self.over().seconds()).plus("reserve", RESERVE)
        }
    }
}

fn healthy(check: HealthTimings) -> Sum {
    Sum::default().times(check.healthy_threshold, "interval", check.interval).plus("timeout", check.timeout)
}

fn unhealthy(check: HealthTimings) -> Sum {
    Sum::default().times(check.unhealthy_threshold, "interval", check.interval).plus("timeout", check.timeout)
}

fn measured(alarm: Measured) -> Sum {
    Sum::default().times(alarm.datapoints, "period", alarm.period)
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
            (false, ..) if line.limit == Limit::Session => line.session(),
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
