//! What is promised, and so what a plan is judged by.

use crate::environment::{Environment, Lock, Metric, Mode, Nat, Strategy, Tier};
use std::collections::BTreeMap;

/// What an environment promises: what its tier does, or what its own settings declare.
///
/// ```
/// use iac_core::environment::{Preset, Tier};
/// use iac_core::judge::Expected;
///
/// let production = Preset::PRODUCTION_1.environment("production".parse()?);
/// assert_ne!(Expected::from(&production), Expected::from(Tier::Production), "its thresholds are known");
/// # Ok::<(), iac_core::aws::NotAccepted>(())
/// ```
#[expect(clippy::struct_excessive_bools, reason = "each promise stands for itself")]
#[derive(Debug, Clone, PartialEq)]
pub struct Expected {
    /// A deployment never leaves fewer tasks than before.
    pub(super) zero_downtime: bool,
    /// What a deployment is watched by and undone for, with the threshold where it is declared.
    pub(super) gates: BTreeMap<Metric, Option<f64>>,
    /// Tasks of a service that users reach.
    pub(super) tasks: f64,
    /// The database has a standby in a second zone.
    pub(super) standby: bool,
    /// What holds data can't be deleted by mistake, and leaves a last snapshot if it is.
    pub(super) protection: bool,
    /// Days that automated backups of the database are kept at least.
    pub(super) backup_days: f64,
    /// A plan of backups beside those of the database itself, and tests that restore them.
    pub(super) restore_tests: bool,
    /// Backups are also in a second region.
    pub(super) second_region: bool,
    /// Backups can't be deleted before their time.
    pub(super) lock: bool,
    /// The loss of a zone takes the way out from no other.
    pub(super) nat_per_zone: bool,
    /// An incident becomes an item that stays open until somebody closes it.
    pub(super) incident_items: bool,
    /// Seconds below which a new task is known to be healthy.
    pub(super) health_check: f64,
    /// Seconds within which more load adds tasks.
    pub(super) scale_out: f64,
    /// What only the settings say.
    pub(super) declared: Option<Declared>,
}

/// What no tier promises and the settings of an environment say.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Declared {
    pub(super) strategy: Strategy,
    /// Whether alarms watch the deployment; nothing watches the way back.
    pub(super) watched: bool,
    /// Seconds of one measurement of a gate.
    pub(super) gate_period: f64,
    /// Measurements that break a gate.
    pub(super) gate_datapoints: f64,
    /// Requests that a measurement needs.
    pub(super) gate_requests: f64,
    /// Seconds that requests in flight have.
    pub(super) drain: f64,
}

/// The one table of what a tier promises.
impl From<Tier> for Expected {
    fn from(tier: Tier) -> Self {
        let least = Self {
            zero_downtime: false,
            gates: BTreeMap::new(),
            tasks: 1.0,
            standby: false,
            protection: false,
            backup_days: 1.0,
            restore_tests: false,
            second_region: false,
            lock: false,
            nat_per_zone: false,
            incident_items: false,
            health_check: 30.0,
            scale_out: 120.0,
            declared: None,
        };
        let watched = Metric::ALL.map(|metric| (metric, None)).into();
        match tier {
            Tier::Development => least,
            Tier::Staging => {
                Self { zero_downtime: true, gates: watched, backup_days: 7.0, restore_tests: true, ..least }
            }
            Tier::Production => Self {
                zero_downtime: true,
                gates: watched,
                tasks: 2.0,
                standby: true,
                protection: true,
                backup_days: 7.0,
                restore_tests: true,
                second_region: true,
                lock: true,
                nat_per_zone: true,
                incident_items: true,
                ..least
            },
        }
    }
}

/// What the settings declare stands in place of what the tier promises: rules over settings have judged them already.
impl From<&Environment> for Expected {
    fn from(environment: &Environment) -> Self {
        let promised = Self::from(environment.tier);
        let Environment { deployment, database, backup, network, limits, incident, .. } = environment;
        let threshold = |gate: crate::environment::Gate| gate.limit().to_string().parse().ok();
        let watched = deployment.mode == Mode::Release;
        let strategy = match deployment.mode {
            Mode::Rollback if deployment.strategy.shifts_traffic() => {
                Strategy::BlueGreen { bake: 0.try_into().expect("no minutes are in range") }
            }
            Mode::Release | Mode::Rollback => deployment.strategy,
        };
        Self {
            gates: deployment.gates.iter().map(|gate| (gate.metric(), threshold(gate))).collect(),
            standby: environment.multi_az,
            protection: environment.deletion_protection,
            backup_days: database.backup_retention.get().into(),
            restore_tests: true,
            second_region: backup.copy_region.as_ref().is_some(),
            lock: backup.lock != Lock::None,
            nat_per_zone: network.nat == Nat::PerZone,
            incident_items: incident.ops_items,
            health_check: limits.health_check.get().into(),
            scale_out: limits.scale_out.get().into(),
            declared: Some(Declared {
                strategy,
                watched,
                gate_period: deployment.gate_period.get().into(),
                gate_datapoints: deployment.gate_datapoints.get().into(),
                gate_requests: deployment.gate_requests.get().into(),
                drain: deployment.drain.get().into(),
            }),
            ..promised
        }
    }
}
