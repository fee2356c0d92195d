//! The protocol of ownership: stories of users and directories, hostile paths, and the writer under fire.

mod directory;
mod faults;
mod fire;
mod hostile;
mod stories;
