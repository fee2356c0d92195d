//! The typed model: what an environment is, its presets and its rules.
//!
//! Every setting is described once, on its field: the spec file's key is the field's path, the variable of the
//! `environment` module is the same path with underscores. This room knows no output.

mod access;
mod account;
mod adopt;
mod artifacts;
mod backup;
mod capacity;
mod database;
mod deployment;
mod domain;
mod encryption;
mod feature_flag;
mod firewall;
mod gate;
mod health_check;
mod hosts;
mod incident;
mod inert;
mod job;
pub mod limits;
mod migrations;
mod mirror;
mod monitoring;
mod naming;
mod network;
mod or_none;
mod preset;
mod project;
mod provider;
pub mod rules;
mod scaling;
mod secret;
mod service;
mod setting;
mod state;
mod tier;

pub use access::{Access, GitHub};
pub use account::{Account, AccountScope, SharedAccount};
pub use adopt::Adopt;
pub use artifacts::Artifacts;
pub use backup::{Backup, Lock};
pub use capacity::Capacity;
pub use database::Database;
pub use deployment::{Deployment, Mode, Strategy, Wait};
pub use domain::Domain;
pub use encryption::Encryption;
pub use feature_flag::FeatureFlag;
pub use firewall::Firewall;
pub use gate::{Gate, Gates, Metric, NotAGate};
pub use health_check::HealthCheck;
pub use hosts::Hosts;
pub use incident::{Incident, Slack};
pub use inert::Inert;
pub use job::Job;
pub use limits::{Assumed, Limits};
pub use migrations::Migrations;
pub use mirror::{Difference, Justification, justified};
pub use monitoring::{Monitoring, Tracing};
pub use naming::Naming;
pub use network::{ExistingNetwork, Nat, Network};
pub use or_none::OrNone;
pub use preset::{Preset, UnknownPreset};
pub use project::{Judgement, Project, Validated, ValidatedProject, Waiver};
pub use provider::Providers;
pub use scaling::Scaling;
pub use secret::Secret;
pub use service::Service;
pub use setting::{Setting, describe, settings};
pub use state::{S3State, State};
pub use tier::Tier;

use crate::aws::{
    DatabaseClass, EnvironmentName, FlagName, InstanceCount, InstanceType, LogRetention, Region,
    ResourcePrefix, SecretName, ServiceName,
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
    /// Whether AWS refuses to delete the database and the load balancer; a database that goes leaves a final snapshot.
    pub deletion_protection: bool,
    /// The network.
    pub network: Network,
    /// The hosts that tasks run on.
    pub hosts: Hosts,
    /// The services by name; those of the preset count only while a spec names none of its own.
    pub services: BTreeMap<ServiceName, Service>,
    /// How a new version reaches the users.
    pub deployment: Deployment,
    /// How the load balancer tells a healthy task.
    pub health_check: HealthCheck,
    /// When tasks and hosts are added.
    pub scaling: Scaling,
    /// Feature flags by name, which the services ask AWS `AppConfig` for.
    #[serde(default)]
    pub feature_flags: BTreeMap<FlagName, FeatureFlag>,
    /// Secrets by name, which the environment keeps for its services.
    #[serde(default)]
    pub secrets: BTreeMap<SecretName, Secret>,
    /// The database.
    pub database: Database,
    /// How the database's schema changes; without it, nothing is made for that.
    #[serde(default)]
    pub migrations: Option<Migrations>,
    /// Backups in vaults.
    pub backup: Backup,
    /// What is watched, and who is told.
    pub monitoring: Monitoring,
    /// What happens when users are hit.
    pub incident: Incident,
    /// Where the images of the services are kept.
    pub artifacts: Artifacts,
    /// The web application firewall.
    pub firewall: Firewall,
    /// The key that encrypts what is stored.
    #[serde(default)]
    pub encryption: Encryption,
    /// The domain name under which users reach the environment; without one the load balancer is internal.
    #[serde(default)]
    pub domain: Option<Domain>,
    /// What exists already and is taken over.
    #[serde(default)]
    pub adopt: Adopt,
    /// Which accounts may be changed and as whom, and who may do what.
    #[serde(default)]
    pub access: Access,
    /// What exists once in the account.
    pub account: Account,
    /// Names and tags.
    pub naming: Naming,
    /// Where Terraform keeps the state; without it in the file `<environment>.tfstate` beside the root.
    #[serde(default)]
    pub state: Option<State>,
    /// Which provider versions the root asks for.
    pub providers: Providers,
    /// The time limits to keep.
    pub limits: Limits,
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

    /// Whether a service that is released answers at the load balancer.
    pub fn answers(&self) -> bool {
        self.services.values().any(|service| service.is_released() && service.is_public())
    }

    /// Where the state is kept, with what the environment's name decides filled in.
    pub fn state(&self) -> State {
        match self.state.clone() {
            None => State::local(&self.environment),
            Some(state) => state.named(&self.environment),
        }
    }
}
