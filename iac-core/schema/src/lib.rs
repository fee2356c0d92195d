//! Provider facts, and the check of Terraform module bodies against them.
//!
//! Facts are data: one sorted text per provider, with a mark per version, read in place. Each version is looked
//! up by itself, never a union of several. What the facts are taken from and what they are blind to stands in
//! `facts/NOTICE`.

mod check;
mod closed;
mod facts;
mod text;
mod values;
mod versions;

pub use check::{
    Argument, Bodies, Call, Contract, Input, Interface, Problem, Report, Source, Wire, check, is_reserved,
};
pub use closed::{CLOSED, ClosedService, Fate};
pub use facts::{AttributeFacts, BlockFacts, Kind, NestedFacts, Nesting, lookup, types};
pub use values::{ElementType, Member, ObjectType, ValueType};
pub use versions::Version;
