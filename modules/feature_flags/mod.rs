//! The switches of one environment's applications. Knows services by the roles that read the flags only.

use iac_core::aws::{
    AlarmArn, EnvironmentName, FlagName, KeyArn, Minutes, PolicyArn, ResourcePrefix, RoleName, ServiceName,
    Utilization,
};
use iac_core::environment::FeatureFlag;
use iac_core::terraform::{Arg, Expr, Module, Outputs};
use std::collections::BTreeMap;

/// Feature flags in AWS AppConfig: a change reaches the tasks step by step, and goes back when a gate of a release
/// fires.
///
/// Terraform starts the roll-out of a change and doesn't wait for its end: an apply is over, and its state lock free,
/// while the tasks still get the flags.
/// A second change within that time is refused by AppConfig; what was rolled back stays rolled back until the flags
/// change again.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = FeatureFlagsOutputs)]
pub struct FeatureFlags {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,
    /// Name of the environment, by which applications ask.
    pub environment: Arg<EnvironmentName>,
    /// Flags by the name that the application asks for.
    pub flags: Arg<BTreeMap<FlagName, FeatureFlag>>,
    /// Share of the tasks that each step of a change adds, in percent.
    pub step_percent: Arg<Utilization>,
    /// Minutes until a change has reached all tasks; 0 reaches them at once.
    pub duration: Arg<Minutes>,
    /// Minutes that alarms are watched after that.
    pub bake: Arg<Minutes>,
    /// Alarms that take a change back, by any name: the gates of the releases; at most 100, and none watches nothing.
    pub gate_alarm_arns: Arg<BTreeMap<String, AlarmArn>>,
    /// Roles of tasks that may read the flags, by the name of their service.
    pub readers: Arg<BTreeMap<ServiceName, RoleName>>,
    /// Key that encrypts the flags.
    pub key_arn: Arg<KeyArn>,
    /// Policy that limits what the roles in here may ever do.
    pub boundary_arn: Arg<PolicyArn>,
}

/// What [`FeatureFlags`] offers.
#[derive(Debug, Outputs)]
pub struct FeatureFlagsOutputs {
    /// Id of the application in AppConfig.
    pub application_id: Expr<String>,
    /// Id of the environment in AppConfig.
    pub environment_id: Expr<String>,
    /// Id of the configuration profile that holds the flags.
    pub profile_id: Expr<String>,
}
