//! Typed environments, rendered to Terraform: text and values in, text out.
//!
//! This crate touches no file system, clock, environment variable or network; `iac-cli` does.
//! Each room may use only those before it:
//!
//! | room | holds |
//! |---|---|
//! | [`syntax`] | documents as trees, written as HCL or Terraform JSON; knows no meaning |
//! | [`terraform`] | expressions, inputs, modules and roots; knows no environment |
//! | [`aws`] | AWS's own words as types: identifiers, sizes, ranges |
//! | [`environment`] | the typed model, its presets and its rules; knows no output |
//! | [`review`] | what a plan changes, and what is dangerous in it |
//! | [`judge`] | plans, module bodies and edited roots, judged by what a tier promises; knows no writer and no spec |
//! | [`spec`] | the text that users write, read into the model |
//! | [`operations`] | what people run and read while an environment lives: a script and a page |
//! | [`plan`] | what Terraform says of a plan, in the model's words; knows neither specs nor how anything is rendered |
//! | [`compliance`] | standards, and what an environment meets of them; knows no module and no setting |
// What derives emit starts with `::iac_core`, also inside this crate.
extern crate self as iac_core;

pub mod aws;
mod bundle;
pub mod compliance;
pub mod diagnostic;
pub mod environment;
pub mod judge;
pub mod operations;
pub mod plan;
mod prose;
pub mod review;
pub mod spec;
pub mod syntax;
pub mod terraform;

pub use bundle::Bundle;

/// Provider facts, and the check of a module body against them.
pub use iac_schema as schema;
