//! What the targets share: plans mutated as JSON, and what a plan itself says is secret.

mod marked;
mod mutation;

pub use marked::marked;
pub use mutation::mutate;
