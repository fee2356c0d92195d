//! AWS's own words as types: identifiers, sizes and ranges.
//!
//! Each type states its grammar or its limits once; the parser, the JSON Schema and the `validation` block of a
//! Terraform variable are made from that. This room knows no environment and no output.

mod arn;
mod deployment;
mod identifier;
mod name;
mod network;
mod quantity;
mod size;
mod text;
mod vocabulary;
mod window;

pub use arn::*;
pub use deployment::*;
pub use identifier::*;
pub use name::*;
pub use network::*;
pub use quantity::*;
pub use size::*;
pub use text::{NotAccepted, Text};
pub use vocabulary::nearest;
pub use vocabulary::*;
pub use window::*;
