//! A root that somebody may have edited, laid over the environment it was rendered from.
//!
//! Only the arguments of the call of the module `environment` are looked at. The name of an argument is the path of a
//! setting with underscores, so nothing here knows a setting.

mod overlay;
mod read;

pub use overlay::{Difference, Overlay, overlay};
pub use read::{NotARoot, Root};
