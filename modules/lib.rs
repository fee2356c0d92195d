//! The Terraform modules of iac: each folder is a native module and its typed interface.
//!
//! What is rendered from them: [`root`] makes the root configuration of an environment, [`files`] the files of the
//! modules that it calls, [`graph`] a picture of its architecture; [`StateBucket`] makes what has to be in an account
//! before.
//! modules that it calls, [`graph`] a picture of its architecture, [`compliance`] a report on what it meets of standards.

pub mod access;
pub mod account_baseline;
pub mod alerts;
pub mod artifacts;
pub mod backup;
pub mod bootstrap;
pub mod boundary;
pub mod compute;
pub mod database;
pub mod encryption;
pub mod environment;
pub mod feature_flags;
pub mod incident_response;
pub mod load_balancer;
pub mod migrations;
pub mod network;
pub mod observability;
pub mod secrets;
pub mod service;
pub mod synthetics;
pub mod tracing;

#[cfg(test)]
mod bounded;
mod catalogue;
mod compliance;
mod graph;
#[cfg(test)]
mod joined;
mod origin;
#[cfg(test)]
mod pictured;
mod preamble;
mod readme;
#[cfg(test)]
mod rendered;
#[cfg(test)]
mod runbook;
mod scanners;
#[cfg(test)]
mod settings;
mod state_bucket;
mod tree;

pub use catalogue::{ALL, Area, Entry, files};
pub use compliance::compliance;
pub use graph::graph;
pub use origin::rendered;
pub use scanners::{Excuse, Scanner, excuses};
pub use state_bucket::{Kept, NoStateBucket, StateBucket};
pub use tree::{Layout, Source, SourceNotUsable, root, tree};
