//! iac.
fn main() {}
