//! The Terraform modules of iac: each folder is a native module and its typed interface.
//!
//! What is rendered from them: [`root`] makes the root configuration of an environment, [`files`] the files of the
//! modules that it calls.

pub mod compute;
pub mod database;
pub mod encryption;
pub mod environment;
pub mod load_balancer;
pub mod network;
pub mod service;

mod catalogue;
mod readme;
#[cfg(test)]
mod rendered;
#[cfg(test)]
mod settings;
mod tree;

pub use catalogue::{ALL, Entry, files};
pub use tree::{Layout, Source, SourceNotUsable, root, tree};
