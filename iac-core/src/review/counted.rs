//! Numbers of things in sentences.

/// A number of things: `1 object`, `2 objects`.
pub(crate) fn counted(number: usize, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
