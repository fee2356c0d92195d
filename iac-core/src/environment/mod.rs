//! The typed model: what an environment is, its presets and its rules.
//!
//! Every setting is described once, on its field: the spec file's key is the field's path, the variable of the
//! `environment` module is the same path with underscores. This room knows no output.

mod access;
mod capacity;
mod database;
mod domain;
mod hosts;
mod inert;
mod naming;
mod network;
mod preset;
mod project;
mod provider;
pub mod rules;
mod service;
mod setting;
mod state;
mod tier;

pub use access::Access;
pub use capacity::Capacity;
pub use database::Database;
pub use domain::Domain;
pub use hosts::Hosts;
pub use inert::Inert;
pub use naming::Naming;
pub use network::{ExistingNetwork, Nat, Network};
pub use preset::{Preset, UnknownPreset};
pub use project::{Judgement, Project, Validated, ValidatedProject, Waiver};
pub use provider::Providers;
pub use service::Service;
pub use setting::{Setting, describe, settings};
pub use state::{S3State, State};
pub use tier::Tier;

use crate::aws::{
    DatabaseClass, EnvironmentName, InstanceCount, InstanceType, LogRetention, Region, ResourcePrefix,
    ServiceName,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// One environment: everything that Terraform, the pipeline and people need to know about it.
///
/// ```
/// use iac_core::environment::{Environment, Preset};
///
/// let mut production: Environment = Preset::PRODUCTION_1.environment("production".parse()?);
/// production.max_instances = 6.try_into()?;
/// assert_eq!(production.instance_type.as_str(), "t3.medium");
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Environment {
    /// The name of the environment: part of the names of what is created, and nothing more.
    pub environment: EnvironmentName,
    /// What the environment promises; it drives judgement, never rendering.
    pub tier: Tier,
    /// The AWS Region that everything lives in.
    pub region: Region,
    /// The EC2 instance type of the hosts.
    pub instance_type: InstanceType,
    /// The RDS instance class of the database.
    pub database_size: DatabaseClass,
    /// Whether the number of hosts and of tasks follows the load; without it `min_instances` and `max_instances` are equal.
    pub auto_scaling: bool,
    /// The smallest number of hosts, 1 to 100.
    pub min_instances: InstanceCount,
    /// The largest number of hosts, 1 to 100, at least `min_instances`.
    pub max_instances: InstanceCount,
    /// Whether the database has a standby in a second availability zone.
    pub multi_az: bool,
    /// How long logs are kept, in days; CloudWatch Logs takes only certain numbers, such as 30, 90 or 400.
    pub log_retention: LogRetention,
    /// The network.
    pub network: Network,
    /// The hosts that tasks run on.
    pub hosts: Hosts,
    /// The services by name; those of the preset count only while a spec names none of its own.
    pub services: BTreeMap<ServiceName, Service>,
    /// The database.
    pub database: Database,
    /// The domain name under which users reach the environment; without one the load balancer is internal.
    #[serde(default)]
    pub domain: Option<Domain>,
    /// Which accounts may be changed, and as whom.
    #[serde(default)]
    pub access: Access,
    /// Names and tags.
    pub naming: Naming,
    /// Where Terraform keeps the state; without it in the file `<environment>.tfstate` beside the root.
    #[serde(default)]
    pub state: Option<State>,
    /// Which provider versions the root asks for.
    pub providers: Providers,
}

impl Environment {
    /// The prefix of the names of what is created: `<project>-<environment>`.
    ///
    /// # Errors
    ///
    /// If it is longer than AWS's names allow: a rule reports that before anything is rendered.
    pub fn prefix(&self) -> Result<ResourcePrefix, crate::aws::NotAccepted> {
        format!("{}-{}", self.naming.project, self.environment).parse()
    }

    /// Where the state is kept, with what the environment's name decides filled in.
    pub fn state(&self) -> State {
        match self.state.clone() {
            None => State::local(&self.environment),
            Some(state) => state.named(&self.environment),
        }
    }
}
