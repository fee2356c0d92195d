//! Review of a plan: what it changes, what is dangerous in it and why, as one value that every output is written from.
//!
//! This room knows plans of Terraform and OpenTofu, and of the model only the typed [`Environment`] that it is given.
//! It touches no file, clock or environment variable, and keeps no value that a plan marks as secret.
//!
//! ```text
//! bytes ──read──▶ Plan ──▶ Secrets ──▶ Change ──rules──▶ Finding ┐
//!                                        └────diff────▶ Edit     ┴──▶ Review (masked) ──▶ markdown, text, json, sarif, …
//! ```
//!
//! [`Environment`]: crate::environment::Environment

pub mod action;
pub mod address;
mod assemble;
pub mod change;
mod counted;
pub mod dependencies;
mod diff;
mod drift;
pub mod finding;
pub mod model;
pub mod output;
pub mod plan;
pub mod policy;
mod read;
pub mod reviewed;
pub mod rules;
pub mod secrets;
pub mod value;
pub mod waiver;

pub use assemble::{Gate, Incomplete, Source, Unreviewable, alike, review};
pub(crate) use counted::counted;
pub(crate) use read::unwrap;
pub use read::{NotAPlan, decode, parse};
pub use reviewed::{Review, Verdict, schema};
