//! The writers and the reader of `iac_core::syntax`, held against each other and against other readers.

mod documents;
mod errors;
mod hostile;
mod layout;
mod positions;
mod readers;
