//! See `network/main.tf`.

mod network;

fn main() {}
