//! What people run and read while an environment lives: a script that watches releases, a page that tells how, and
//! one about what comes before.
//!
//! Nothing here is computed that something else knows: times come from whoever computes them from what is rendered.
//! This room knows no Terraform but the names of its commands.

mod bootstrap;
mod deployment;
mod release;
mod times;

pub use bootstrap::bootstrap;
pub use deployment::deployment;
pub use release::release;
pub use times::{Time, Times};
