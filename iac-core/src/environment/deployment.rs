//! How a new version reaches the users of an environment.

use crate::aws::{Datapoints, Drain, MinRequests, Minutes, Percent, Period, StopGrace};
use crate::environment::Gates;
use crate::terraform::InputType;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// How a new version reaches the users, and what stops one that makes things worse.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Deployment {
    /// How requests move from the old version to the new one: `rolling`, `blue_green`, `canary` or `linear`.
    pub strategy: Strategy,
    /// Whether a deployment follows the strategy (`release`) or shifts everything at once without watching (`rollback`).
    pub mode: Mode,
    /// Who waits until a deployment is over: `terraform` with the state locked meanwhile, or the `pipeline` without.
    pub wait: Wait,
    /// What has to hold while a new version serves, such as `error_rate < 0.01`; what breaks one is rolled back.
    pub gates: Gates,
    /// What one measurement of a gate covers, in seconds: 60, 120, 180, 240 or 300.
    pub gate_period: Period,
    /// How many measurements in a row break a gate, 1 to 60.
    pub gate_datapoints: Datapoints,
    /// How many requests a measurement needs before it counts, 1 to 1,000,000: a few requests prove nothing.
    pub gate_requests: MinRequests,
    /// How long requests in flight may take to end when a task is taken away, in seconds, 0 to 3,600.
    pub drain: Drain,
    /// How long a container has to stop before it is killed, in seconds, 2 to 120.
    pub stop_grace: StopGrace,
}

/// How requests move from the old version to the new one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Strategy {
    /// Task by task, with no way back but another deployment.
    Rolling,
    /// All at once, after the new version has started beside the old one, which stays until the end.
    BlueGreen {
        /// How long both versions run after the shift, in minutes, 0 to 1,440.
        bake: Minutes,
    },
    /// A share first, watched by the gates, then all.
    Canary {
        /// The share of requests that the new version gets first, in percent, 1 to 99.
        percent: Percent,
        /// How long that share is watched, in minutes, 0 to 1,440.
        observation: Minutes,
        /// How long both versions run after the whole shift, in minutes, 0 to 1,440.
        bake: Minutes,
    },
    /// In equal shares, each watched by the gates.
    Linear {
        /// The share of requests that each step moves, in percent, 1 to 99.
        percent: Percent,
        /// How long each step is watched, in minutes, 0 to 1,440.
        observation: Minutes,
        /// How long both versions run after the last step, in minutes, 0 to 1,440.
        bake: Minutes,
    },
}

impl Strategy {
    /// Whether both versions run at once and requests are shifted between them.
    pub fn shifts_traffic(self) -> bool {
        !matches!(self, Self::Rolling)
    }

    /// How often requests are shifted until the new version has all of them.
    ///
    /// ```
    /// use iac_core::environment::Strategy;
    ///
    /// let linear = Strategy::Linear { percent: 30.try_into()?, observation: 5.try_into()?, bake: 0.try_into()? };
    /// assert_eq!(linear.shifts(), 4, "30, 60, 90 and 100 percent");
    /// # Ok::<(), iac_core::aws::NotAccepted>(())
    /// ```
    pub fn shifts(self) -> u16 {
        match self {
            Self::Rolling => 0,
            Self::BlueGreen { .. } => 1,
            Self::Canary { .. } => 2,
            Self::Linear { percent, .. } => 100_u16.div_ceil(percent.get().into()),
        }
    }

    /// How long the new version is watched before it has all requests, in minutes.
    pub fn observation(self) -> u32 {
        match self {
            Self::Rolling | Self::BlueGreen { .. } => 0,
            Self::Canary { observation, .. } => observation.get().into(),
            Self::Linear { observation, .. } => {
                u32::from(observation.get()) * u32::from(self.shifts().saturating_sub(1))
            }
        }
    }

    /// How long both versions run after the last shift, in minutes.
    pub fn bake(self) -> u16 {
        match self {
            Self::Rolling => 0,
            Self::BlueGreen { bake } | Self::Canary { bake, .. } | Self::Linear { bake, .. } => bake.get(),
        }
    }
}

/// Whether a deployment is careful or fast.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, InputType)]
#[serde(rename_all = "snake_case")]
pub enum Mode {
    /// A new version: it follows the strategy.
    Release,
    /// A version that has served before: all requests are shifted at once, and nothing is watched.
    Rollback,
}

/// Who waits until a deployment is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema, InputType)]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    /// `terraform apply` ends with the deployment, and holds the lock of the state until then.
    Terraform,
    /// `terraform apply` starts the deployment; who started it waits by `deployment.sh wait`, and the state is free.
    Pipeline,
}
