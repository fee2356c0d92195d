//! See `incidents/main.tf`.

mod incidents;

fn main() {}
