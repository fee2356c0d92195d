//! What of a standard an environment meets: the standards' controls, what may be said of one, and the report.
//!
//! This room knows no module and no setting: whoever renders says which resources show that a control is met, as
//! [`Part`]s. A control without evidence can't be met, since its status is computed from them.

mod cis;
mod framework;
mod lookup;
mod markdown;
mod report;
mod soc2;
mod status;

pub use framework::{Control, Framework, Section};
pub use lookup::{NotPlanned, look_up};
pub use markdown::markdown;
pub use report::{Answer, Counts, Judged, Report, Standard, Subject, Summary, schema};
pub use status::{Attribute, Evidence, Outcome, Part, Setting, Status};
