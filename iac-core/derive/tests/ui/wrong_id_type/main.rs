//! See `environment/main.tf`.

mod database;
mod environment;
mod network;

fn main() {}
