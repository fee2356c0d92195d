//! No `.tf` file stands beside `network/mod.rs`.

mod network;

fn main() {}
