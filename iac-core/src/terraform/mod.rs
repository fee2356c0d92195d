//! Expressions, inputs, modules and roots: what a Terraform configuration is made of.
//!
//! This room knows no environment: what it writes is decided by whoever calls it.

mod expression;
mod input;
mod module;
mod primitives;
mod provider;
mod root;

pub use expression::{Arg, Expr};
pub use iac_derive::{InputType, Module, Outputs};
pub use input::{InputType, Inputs, TypeConstraint, Validation, Variable};
pub use module::{Module, Outputs, variables_file, versions_file};
pub use provider::{Lines, NotAConstraint, ProviderConstraint};
pub use root::{Backend, REQUIRED_VERSION, Root};
