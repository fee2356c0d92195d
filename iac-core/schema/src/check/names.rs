//! The nearest name to one that doesn't exist.

/// The name that `wrong` probably means, or all of them if they are few.
pub(super) fn help<'n>(wrong: &str, names: impl IntoIterator<Item = &'n str>) -> Option<String> {
    const FEW: usize = 8;
    let names: Vec<&str> = names.into_iter().collect();
    if let Some(name) = nearest(wrong, names.iter().copied()) {
        return Some(format!("did you mean `{name}`?"));
    }
    (!names.is_empty() && names.len() <= FEW).then(|| format!("expected {}", list(&names, "or")))
}

/// The name that is nearest to `wrong`, if one is near enough to be meant.
fn nearest<'n>(wrong: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let limit = (wrong.len() / 3).max(1);
    names
        // Distance is costly over a provider's thousand types, length is not.
        .filter(|name| name.len().abs_diff(wrong.len()) <= limit)
        .map(|name| (strsim::osa_distance(wrong, name), name))
        .filter(|(distance, _)| *distance <= limit)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, name)| name)
}

/// `` `a`, `b` or `c` ``, with `word` before the last.
pub(super) fn list(names: &[&str], word: &str) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [only] => only.clone(),
        [first @ .., last] => format!("{} {word} {last}", first.join(", ")),
    }
}
