//! What people run and read while an environment lives: a script that watches releases, and a page that tells how.
//!
//! Nothing here is computed that something else knows: times come from whoever computes them from what is rendered.
//! This room knows no Terraform but the names of its commands.

mod deployment;
mod release;
mod template;
mod times;

pub use deployment::deployment;
pub use release::release;
pub use times::{Time, Times};
