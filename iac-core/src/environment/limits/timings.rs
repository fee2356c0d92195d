//! The rendered arguments that decide times.

use crate::aws::{InstanceType, ServiceName};
use crate::environment::{
    Capacity, Deployment, Environment, HealthCheck, Mode, Scaling, Service, Strategy, Wait,
};
use std::collections::BTreeMap;

/// The arguments of an environment that decide times, as they are rendered.
#[derive(Debug, Clone, PartialEq)]
pub struct Timings {
    /// The type of the hosts.
    pub instance_type: InstanceType,
    /// How many hosts there are at least.
    pub min_hosts: u16,
    /// How many hosts there are at most.
    pub max_hosts: u16,
    /// The share of the hosts that tasks fill, in percent; the rest is kept free.
    pub host_utilization: u8,
    /// Over how many zones the tasks are spread; nothing, while only AWS knows.
    pub zones: Option<usize>,
    /// The services.
    pub services: BTreeMap<ServiceName, ServiceTimings>,
}

/// The arguments of one service that decide times; all of them in seconds.
#[derive(Debug, Clone, PartialEq)]
pub struct ServiceTimings {
    /// How many tasks run.
    pub replicas: u16,
    /// The processor share of a task, in ECS units.
    pub cpu: u32,
    /// The memory of a task, in MiB.
    pub memory: u32,
    /// How the load balancer tells a healthy task; a worker is behind none.
    pub health_check: Option<HealthTimings>,
    /// How long requests in flight may take when a task is taken away; 0 for a worker.
    pub drain: u32,
    /// How long a container has to stop; nothing, while it is known only after an apply.
    pub stop_grace: Option<u32>,
    /// How requests move, with what `deployment.mode` makes of it.
    pub strategy: Strategy,
    /// The share of the tasks that always runs, in percent.
    pub minimum_healthy: u32,
    /// The share of the tasks that runs at most, in percent.
    pub maximum: u32,
    /// How a gate is measured; nothing, if no gate is watched.
    pub gates: Option<Measured>,
    /// How the load is measured that adds tasks; nothing, if their number is fixed.
    pub scale_out: Option<Measured>,
    /// Whether Terraform waits until a deployment is over.
    pub waits: bool,
    /// For how long it would.
    pub timeout: u32,
}

/// How the load balancer tells a healthy task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HealthTimings {
    /// The seconds between two checks.
    pub interval: u32,
    /// The seconds that an answer may take.
    pub timeout: u32,
    /// How many good answers in a row make a task healthy.
    pub healthy_threshold: u32,
    /// How many bad answers in a row make a task unhealthy.
    pub unhealthy_threshold: u32,
}

/// How an alarm measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Measured {
    /// What one measurement covers, in seconds.
    pub period: u32,
    /// How many measurements in a row decide.
    pub datapoints: u32,
}

/// What the module `service` adds to the intended times until Terraform gives up, in minutes.
const PATIENCE: u32 = 30;

impl From<&Environment> for Timings {
    /// The arguments as the settings have them; a conformance case compares them with those of the rendered plan.
    fn from(environment: &Environment) -> Self {
        let network = &environment.network;
        let fixed = !environment.auto_scaling;
        let (min, max) = (environment.min_instances, environment.max_instances);
        Self {
            instance_type: environment.instance_type,
            min_hosts: min.get(),
            max_hosts: if fixed { min.get() } else { max.get() },
            host_utilization: environment.scaling.host_utilization.get(),
            zones: Some(
                network.existing.as_ref().map_or_else(
                    || network.zones.iter().count(),
                    |existing| existing.private_subnet_ids.len(),
                ),
            ),
            services: environment
                .services
                .iter()
                .map(|(name, service)| (name.clone(), ServiceTimings::of(environment, name, service)))
                .collect(),
        }
    }
}

impl ServiceTimings {
    fn of(environment: &Environment, name: &ServiceName, service: &Service) -> Self {
        let Deployment {
            strategy,
            mode,
            wait,
            gates,
            gate_period,
            gate_datapoints,
            drain,
            stop_grace,
            gate_requests: _,
        } = &environment.deployment;
        let HealthCheck { interval, timeout, healthy_threshold, unhealthy_threshold, grace: _ } =
            environment.health_check;
        let Scaling { period, datapoints, cpu: _, host_utilization: _ } = environment.scaling;
        let public = service.is_public();
        let strategy = match (*strategy, mode) {
            // A worker gets no requests that could be shifted.
            _ if !public => Strategy::Rolling,
            (Strategy::Rolling, _) => Strategy::Rolling,
            (_, Mode::Rollback) => {
                Strategy::BlueGreen { bake: 0.try_into().expect("no minutes are in range") }
            }
            (strategy, Mode::Release) => strategy,
        };
        let room = Capacity::of(environment.instance_type, environment.min_instances.get());
        let overlap = strategy.shifts_traffic() || room.holds(&environment.services, Some(name));
        let gated = public && *mode == Mode::Release && gates.iter().count() > 0;
        let observed = match strategy {
            // The module counts the last step too, which isn't observed.
            Strategy::Linear { observation, .. } => {
                u32::from(strategy.shifts()) * u32::from(observation.get())
            }
            _ => strategy.observation(),
        };
        Self {
            replicas: service.replicas.get(),
            cpu: service.cpu.get(),
            memory: service.memory.get(),
            health_check: public.then(|| HealthTimings {
                interval: interval.get().into(),
                timeout: timeout.get().into(),
                healthy_threshold: healthy_threshold.get().into(),
                unhealthy_threshold: unhealthy_threshold.get().into(),
            }),
            drain: if public { drain.get().into() } else { 0 },
            stop_grace: Some(stop_grace.get().into()),
            strategy,
            minimum_healthy: if overlap { 100 } else { 0 },
            maximum: if overlap { 200 } else { 100 },
            gates: gated.then(|| Measured {
                period: gate_period.get().into(),
                datapoints: gate_datapoints.get().into(),
            }),
            scale_out: environment
                .auto_scaling
                .then(|| Measured { period: period.get().into(), datapoints: datapoints.get().into() }),
            waits: *wait == Wait::Terraform,
            timeout: 60 * (PATIENCE + observed + u32::from(strategy.bake())),
        }
    }

    /// Whether new tasks start before old ones stop.
    pub(super) fn overlaps(&self) -> bool {
        self.strategy.shifts_traffic() || self.maximum > 100
    }
}

impl Timings {
    /// Whether `hosts` hold all tasks, and those of `twice` (if any) a second time.
    pub(super) fn fit(&self, hosts: u16, twice: Option<&ServiceName>) -> bool {
        let tasks = self.services.iter().flat_map(|(name, service)| {
            let copies = if Some(name) == twice { 2 } else { 1 };
            std::iter::repeat_n((service.memory, service.cpu), usize::from(service.replicas) * copies)
        });
        Capacity::of(self.instance_type, hosts).holds_tasks(tasks)
    }

    /// How many hosts there are before a deployment begins: as many as the tasks fill to `host_utilization` percent.
    pub(super) fn hosts_kept(&self) -> u16 {
        let filled = (1..=self.max_hosts).find(|hosts| self.fit(*hosts, None)).unwrap_or(self.max_hosts);
        let kept = (u32::from(filled) * 100).div_ceil(u32::from(self.host_utilization.max(1)));
        u16::try_from(kept).unwrap_or(u16::MAX).min(self.max_hosts).max(self.min_hosts)
    }

    /// Whether the second copy of `service` finds room at once, or needs no room.
    pub(super) fn is_ready_for(&self, service: &ServiceName) -> bool {
        let overlaps = self.services.get(service).is_some_and(ServiceTimings::overlaps);
        !overlaps || self.fit(self.hosts_kept(), Some(service))
    }
}
