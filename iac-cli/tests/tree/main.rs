//! The protocol of `src/tree`: stories of users and directories, hostile paths, and the writer under fire.

#[path = "../../src/tree/mod.rs"]
mod tree;

mod directory;
mod faults;
mod fire;
mod hostile;
mod stories;
