//! The Terraform modules of iac: each folder is a native module and its typed interface.
//!
//! What is rendered from them: [`root`] makes the root configuration of an environment, [`files`] the files of the
//! modules that it calls, [`graph`] a picture of its architecture.

pub mod alerts;
pub mod artifacts;
pub mod backup;
pub mod compute;
pub mod database;
pub mod encryption;
pub mod environment;
pub mod feature_flags;
pub mod load_balancer;
pub mod migrations;
pub mod network;
pub mod observability;
pub mod service;
pub mod tracing;

mod catalogue;
mod graph;
#[cfg(test)]
mod joined;
mod origin;
#[cfg(test)]
mod pictured;
mod readme;
#[cfg(test)]
mod rendered;
mod scanners;
#[cfg(test)]
mod settings;
mod tree;

pub use catalogue::{ALL, Area, Entry, files};
pub use graph::graph;
pub use origin::rendered;
pub use scanners::{Excuse, Scanner, excuses};
pub use tree::{Layout, Source, SourceNotUsable, root, tree};
