//! Patterns with `*` and `?`, as IAM matches actions and resources.

/// Whether everything that `inner` matches is matched by `outer` too.
///
/// `inner` is a pattern itself: its `*` is covered only by a `*`, its `?` by either. That never claims too much.
pub(super) fn includes(outer: &str, inner: &str) -> bool {
    let (outer, inner) = (outer.as_bytes(), inner.as_bytes());
    let (mut at, mut seen, mut retry) = (0, 0, None);
    while seen < inner.len() {
        match outer.get(at) {
            Some(b'*') => {
                retry = Some((at + 1, seen));
                at += 1;
            }
            Some(b'?') if inner[seen] != b'*' => (at, seen) = (at + 1, seen + 1),
            Some(literal) if *literal == inner[seen] => (at, seen) = (at + 1, seen + 1),
            _ => {
                let Some((star, from)) = retry else { return false };
                retry = Some((star, from + 1));
                (at, seen) = (star, from + 1);
            }
        }
    }
    outer[at..].iter().all(|rest| *rest == b'*')
}

/// Whether some text is matched by both patterns.
pub(super) fn overlaps(one: &str, other: &str) -> bool {
    let (one, other) = (one.as_bytes(), other.as_bytes());
    // Row by row: whether the first `i` of one and the first `j` of the other can match the same text.
    let stars = other.iter().take_while(|byte| **byte == b'*').count();
    let mut row: Vec<bool> = (0..=other.len()).map(|j| j <= stars).collect();
    for byte in one {
        let mut next = vec![row[0] && *byte == b'*'];
        for (j, against) in other.iter().enumerate() {
            next.push(match (byte, against) {
                (b'*', _) | (_, b'*') => row[j + 1] || next[j],
                (byte, against) => row[j] && (byte == against || *byte == b'?' || *against == b'?'),
            });
        }
        row = next;
    }
    row[other.len()]
}
