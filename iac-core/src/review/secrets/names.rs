//! Names of attributes that hold secrets, marked or not.

use std::sync::LazyLock;

/// What the name of a secret ends with, after the parts of the name are joined by underscores.
const ENDINGS: &[&str] = &[
    "access_key_secret",
    "access_token",
    "account_key",
    "api_key",
    "api_secret",
    "apikey",
    "auth_token",
    "bearer_token",
    "client_key",
    "client_secret",
    "connection_string",
    "connectionstring",
    "database_url",
    "encryption_key",
    "license_key",
    "passphrase",
    "passwd",
    "password",
    "password_wo",
    "pre_shared_key",
    "preshared_key",
    "primary_key_secret",
    "private_key",
    "private_key_openssh",
    "private_key_pem",
    "private_key_pem_pkcs8",
    "privatekey",
    "psk",
    "pwd",
    "sas_token",
    "secret",
    "secret_access_key",
    "secret_binary",
    "secret_key",
    "secret_string",
    "secret_string_wo",
    "secret_value",
    "session_token",
    "shared_key",
    "signing_key",
    "smtp_password_v4",
    "storage_key",
    "token",
    "webhook_url",
];

/// The last three letters of the endings, in order.
static LAST_LETTERS: LazyLock<Vec<[u8; 3]>> = LazyLock::new(|| {
    let mut letters: Vec<[u8; 3]> = ENDINGS
        .iter()
        .map(|ending| *ending.as_bytes().last_chunk().expect("an ending has three letters"))
        .collect();
    letters.sort_unstable();
    letters.dedup();
    letters
});

/// Whether an attribute, map key or environment variable called `name` holds a secret.
pub fn names_a_secret(name: &str) -> bool {
    // Most names end like none of them, which is seen without building anything.
    let Some(end) = name.as_bytes().last_chunk::<3>() else { return false };
    if LAST_LETTERS.binary_search(&end.map(|byte| byte.to_ascii_lowercase())).is_err() {
        return false;
    }
    let mut joined = String::with_capacity(name.len() + 4);
    let mut lower = false;
    for character in name.chars() {
        if character.is_ascii_uppercase() && lower {
            joined.push('_');
        }
        lower = character.is_ascii_lowercase() || character.is_ascii_digit();
        joined.push(if matches!(character, '-' | '.' | ' ' | '/') {
            '_'
        } else {
            character.to_ascii_lowercase()
        });
    }
    ENDINGS.iter().any(|ending| {
        joined.strip_suffix(ending).is_some_and(|before| before.is_empty() || before.ends_with('_'))
    })
}

/// Whether `value` under such a name is a reference to a secret instead of one.
pub(in crate::review) fn refers(value: &str) -> bool {
    value.is_empty()
        || value.starts_with("arn:")
        || value.starts_with('/')
        || value.starts_with("${")
        || value.starts_with("{{resolve:")
        || value.eq_ignore_ascii_case("true")
        || value.eq_ignore_ascii_case("false")
}

/// Whether something in the JSON of `raw` may be named like a secret; to see that it isn't costs less than to read it.
pub(super) fn may_name_a_secret(raw: &str) -> bool {
    let bytes = raw.as_bytes();
    let mut at = 0;
    while let Some(start) = bytes[at..].iter().position(|byte| *byte == b'"').map(|offset| at + offset + 1) {
        let mut end = start;
        let mut escapes = false;
        while end < bytes.len() && bytes[end] != b'"' {
            if bytes[end] == b'\\' {
                escapes = true;
                end += 1;
            }
            end += 1;
        }
        // An escape may hide a name, or the JSON within a text.
        if escapes || raw.get(start..end.min(raw.len())).is_none_or(names_a_secret) {
            return true;
        }
        at = (end + 1).min(bytes.len());
    }
    false
}
