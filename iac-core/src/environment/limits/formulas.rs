//! The formulas: what the arguments of one service make of each limit.

use crate::aws::ServiceName;
use crate::environment::Strategy;
use crate::environment::limits::{
    Assumed, Bound, Fact, HealthTimings, Limit, Limits, Measure, Measured, ServiceTimings, Sum, Timings,
};

/// What a wait has to have in reserve, in seconds: whoever gives up too early leaves a deployment that goes on.
const RESERVE: u32 = 600;
/// How many times over a gate has to have the time to fire in a step that it watches.
const DETECTIONS: u32 = 2;

/// The times of one service.
#[derive(Clone, Copy)]
pub(super) struct Times<'a> {
    pub(super) timings: &'a Timings,
    pub(super) name: &'a ServiceName,
    pub(super) service: &'a ServiceTimings,
    pub(super) assumed: &'a Assumed,
}

impl Times<'_> {
    /// What there is and what there has to be of `limit`; nothing, if it doesn't arise.
    pub(super) fn of(self, limit: Limit, limits: &Limits) -> Option<(Measure, Option<Bound>)> {
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
