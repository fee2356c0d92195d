//! The judge: what it accepts, what it finds, and what it says of texts that are no plan.

mod account;
mod bodies;
mod not_judged;
mod plan;
mod root;
mod rows;
