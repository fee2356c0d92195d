//! See `network/mod.rs`.

mod network;

fn main() {}
