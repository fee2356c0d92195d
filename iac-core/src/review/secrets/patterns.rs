//! Well-known tokens, by what they look like.

use aho_corasick::{AhoCorasick, MatchKind};
use std::sync::LazyLock;

/// How a token goes on after its beginning.
#[derive(Debug, Clone, Copy)]
enum Rest {
    /// So many or more characters that pass.
    AtLeast(usize, fn(u8) -> bool),
    /// Exactly so many characters that pass, and none after them.
    Exactly(usize, fn(u8) -> bool),
    /// Everything to the end of the block.
    Pem,
    /// Three parts with dots between them.
    Jwt,
    /// A password before the `@` of an address.
    Address,
}

const TOKENS: &[(&str, Rest)] = &[
    ("-----BEGIN ", Rest::Pem),
    ("://", Rest::Address),
    ("AIza", Rest::AtLeast(35, word)),
    ("AKIA", Rest::Exactly(16, upper)),
    ("ASIA", Rest::Exactly(16, upper)),
    ("dop_v1_", Rest::AtLeast(64, word)),
    ("eyJ", Rest::Jwt),
    ("ghp_", Rest::AtLeast(30, word)),
    ("gho_", Rest::AtLeast(30, word)),
    ("ghu_", Rest::AtLeast(30, word)),
    ("ghs_", Rest::AtLeast(30, word)),
    ("ghr_", Rest::AtLeast(30, word)),
    ("github_pat_", Rest::AtLeast(30, word)),
    ("glpat-", Rest::AtLeast(20, word)),
    ("hvs.", Rest::AtLeast(24, word)),
    ("npm_", Rest::AtLeast(36, word)),
    ("rk_live_", Rest::AtLeast(16, word)),
    ("sk-ant-", Rest::AtLeast(20, word)),
    ("sk_live_", Rest::AtLeast(16, word)),
    ("whsec_", Rest::AtLeast(20, word)),
    ("xapp-", Rest::AtLeast(20, word)),
    ("xoxa-", Rest::AtLeast(10, word)),
    ("xoxb-", Rest::AtLeast(10, word)),
    ("xoxp-", Rest::AtLeast(10, word)),
    ("xoxr-", Rest::AtLeast(10, word)),
    ("xoxs-", Rest::AtLeast(10, word)),
];

static BEGINNINGS: LazyLock<AhoCorasick> = LazyLock::new(|| {
    // With this kind of match, the search looks at many bytes at once.
    AhoCorasick::builder()
        .match_kind(MatchKind::LeftmostFirst)
        .build(TOKENS.iter().map(|(beginning, _)| beginning))
        .expect("a few short texts fit")
});

/// Calls `found` with the place of each token in `text`.
pub(super) fn each(text: &str, found: &mut dyn FnMut(usize, usize)) {
    // Most texts of a plan are shorter than any token.
    if text.len() < 12 {
        return;
    }
    for beginning in BEGINNINGS.find_iter(text) {
        let after = &text.as_bytes()[beginning.end()..];
        let before = text.as_bytes()[..beginning.start()].last();
        let starts = before.is_none_or(|byte| !byte.is_ascii_alphanumeric());
        let end = match TOKENS[beginning.pattern().as_usize()].1 {
            Rest::AtLeast(least, passes) => {
                Some(run(after, passes)).filter(|length| *length >= least && starts)
            }
            Rest::Exactly(length, passes) => Some(run(after, passes)).filter(|run| *run == length && starts),
            Rest::Pem => pem(&text[beginning.end()..]),
            Rest::Jwt => jwt(after).filter(|_| starts),
            Rest::Address => {
                if let Some((from, to)) = password(after) {
                    found(beginning.end() + from, beginning.end() + to);
                }
                None
            }
        };
        if let Some(end) = end {
            found(beginning.start(), beginning.end() + end);
        }
    }
}

fn word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-')
}

fn upper(byte: u8) -> bool {
    byte.is_ascii_uppercase() || byte.is_ascii_digit()
}

fn run(bytes: &[u8], passes: fn(u8) -> bool) -> usize {
    bytes.iter().position(|byte| !passes(*byte)).unwrap_or(bytes.len())
}

/// The length of a block with a private key; certificates and public keys are public.
fn pem(after: &str) -> Option<usize> {
    let label = &after[..after.find("-----")?];
    if label.len() > 40 || !label.ends_with("PRIVATE KEY") && !label.ends_with("PRIVATE KEY BLOCK") {
        return None;
    }
    let end = format!("-----END {label}-----");
    // A block that was cut off is secret to its end.
    Some(after.find(&end).map_or(after.len(), |at| at + end.len()))
}

fn jwt(after: &[u8]) -> Option<usize> {
    let mut length = 0;
    for part in 0..3 {
        let run = run(&after[length..], word);
        if run < 6 {
            return None;
        }
        length += run;
        if part < 2 {
            if after.get(length) != Some(&b'.') {
                return None;
            }
            length += 1;
        }
    }
    Some(length)
}

/// The place of the password in `user:password@host`.
fn password(after: &[u8]) -> Option<(usize, usize)> {
    let end = after
        .iter()
        .position(|byte| matches!(byte, b'/' | b'?' | b'#' | b'"' | b'<' | b' ' | b'\n'))
        .unwrap_or(after.len());
    let authority = &after[..end];
    let at = authority.iter().rposition(|byte| *byte == b'@')?;
    let colon = authority[..at].iter().position(|byte| *byte == b':')?;
    let value = &authority[colon + 1..at];
    // `${…}`, `(sensitive)` and nothing are no passwords.
    (!value.is_empty() && value[0] != b'$' && value != super::MASK.as_bytes()).then_some((colon + 1, at))
}
