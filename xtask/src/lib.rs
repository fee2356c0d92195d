//! Chores of the iac project, as a library so that its tests and other chores can use them.
//!
//! Only `cargo xtask` starts them. What they need (a network client, gRPC) stays out of the `iac` command.

mod canary;
pub mod conformance;
pub mod equality;
pub mod fuzz;
pub mod modules;
pub mod mutations;
mod node;
pub mod page;
mod parallel;
pub mod peers;
pub mod project;
pub mod scan;
pub mod schema;
pub mod stub;
pub mod synth;
pub mod terraform;
pub mod workflows;
