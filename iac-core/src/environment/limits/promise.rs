//! What the lines of the table are, and which of them a tier promises to keep.

use crate::environment::Tier;
use std::fmt;

/// What a line of the table is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Limit {
    /// Until a new task is known to be healthy.
    HealthCheck,
    /// Until a task that fails gets no more requests.
    Unhealthy,
    /// Until a deployment is done, apart from the time that it is watched.
    Deployment,
    /// Until the new version has all requests.
    AllRequests,
    /// Until the old version is gone.
    Over,
    /// No request is lost to a deployment.
    ZeroDowntime,
    /// No request has to wait for a new host when a zone fails.
    ZoneLoss,
    /// Until the old version, which still runs, has all requests again.
    RollbackRunning,
    /// Until the old version, which is gone, has all requests again; `deployment.sh rollback` asks ECS for it directly.
    RollbackGone,
    /// Until ECS knows that a gate is broken.
    Detection,
    /// For how long the new version is watched at each step.
    Observation,
    /// Until more load is answered by a decision to add tasks.
    ScaleOut,
    /// Until the first task more serves, on a host that is there.
    ScaleOutServing,
    /// Until the first task more serves, on a host that has to start.
    ScaleOutHost,
    /// For how long Terraform waits for a deployment.
    TerraformWait,
    /// For how long the credentials of the pipeline have to last.
    Session,
}

/// What each tier promises: development, staging, production.
///
/// What is reported and not limited stands in no row.
const PROMISES: [(Limit, [bool; 3]); 9] = [
    (Limit::HealthCheck, [true, true, true]),
    (Limit::Deployment, [true, true, true]),
    (Limit::ZeroDowntime, [false, true, true]),
    (Limit::ZoneLoss, [false, false, true]),
    (Limit::RollbackRunning, [false, true, true]),
    (Limit::RollbackGone, [false, true, true]),
    (Limit::Observation, [false, true, true]),
    (Limit::ScaleOut, [false, true, true]),
    (Limit::TerraformWait, [true, true, true]),
];

impl Limit {
    /// Every line, in the order of the table.
    pub const ALL: [Self; 16] = [
        Self::HealthCheck,
        Self::Unhealthy,
        Self::Deployment,
        Self::AllRequests,
        Self::Over,
        Self::ZeroDowntime,
        Self::ZoneLoss,
        Self::RollbackRunning,
        Self::RollbackGone,
        Self::Detection,
        Self::Observation,
        Self::ScaleOut,
        Self::ScaleOutServing,
        Self::ScaleOutHost,
        Self::TerraformWait,
        Self::Session,
    ];

    /// Whether `tier` promises to keep it.
    ///
    /// ```
    /// use iac_core::environment::Tier;
    /// use iac_core::environment::limits::Limit;
    ///
    /// assert!(Limit::ZeroDowntime.is_promised_by(Tier::Production));
    /// assert!(!Limit::ZeroDowntime.is_promised_by(Tier::Development));
    /// assert!(!Limit::Detection.is_promised_by(Tier::Production), "it is only reported");
    /// ```
    pub fn is_promised_by(self, tier: Tier) -> bool {
        let at = match tier {
            Tier::Development => 0,
            Tier::Staging => 1,
            Tier::Production => 2,
        };
        PROMISES.iter().any(|(limit, tiers)| *limit == self && tiers[at])
    }

    /// Its name in the table.
    pub fn name(self) -> &'static str {
        match self {
            Self::HealthCheck => "health check",
            Self::Unhealthy => "failing task without requests",
            Self::Deployment => "deployment",
            Self::AllRequests => "until it has all requests",
            Self::Over => "until the old version is gone",
            Self::ZeroDowntime => "zero downtime",
            Self::ZoneLoss => "loss of a zone",
            Self::RollbackRunning => "rollback, old version runs",
            Self::RollbackGone => "rollback, old version gone",
            Self::Detection => "detection by a gate",
            Self::Observation => "observation of a step",
            Self::ScaleOut => "scale-out, decision",
            Self::ScaleOutServing => "scale-out, task serves",
            Self::ScaleOutHost => "scale-out, on a new host",
            Self::TerraformWait => "wait of Terraform",
            Self::Session => "session of the pipeline",
        }
    }
}

impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
