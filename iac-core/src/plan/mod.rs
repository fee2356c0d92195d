//! What `terraform show -json` says of a plan or of a state, in the model's words.
//!
//! This room knows AWS's argument names and the model; it knows neither how anything is rendered nor the specs of users.

mod mirror;
mod resource;
mod timings;

pub use mirror::{TypeDifference, justified_types, type_differences};
pub use resource::{Planned, planned, types};
pub use timings::timings;

/// Why a plan doesn't say what is asked of it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PlanError {
    /// It is neither a plan nor a state.
    #[error("the JSON is neither a plan nor a state of Terraform")]
    NoPlan,
    /// There is not exactly one resource of a type.
    #[error("the plan has {found} resources `{kind}`, expected one")]
    Count {
        /// The type.
        kind: &'static str,
        /// How many there are.
        found: usize,
    },
    /// An argument is missing, known only after an apply, or none that AWS takes.
    #[error("{address} has no usable `{argument}`")]
    Argument {
        /// The address of the resource.
        address: String,
        /// The path of the argument.
        argument: String,
    },
}
