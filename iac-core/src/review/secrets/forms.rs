//! The forms in which a secret may stand in a text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD_NO_PAD;
use std::fmt::Write as _;

/// Calls `form` with `secret` as it is, escaped for JSON, URLs and HTML, and in base64.
pub(super) fn each(secret: &str, form: &mut dyn FnMut(String)) {
    form(secret.to_owned());
    let json = json(secret);
    let twice = self::json(&json);
    for escaped in [&json, &twice] {
        if escaped != secret {
            form(escaped.clone());
            // Go escapes these for HTML inside of JSON.
            form(escaped.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e"));
            form(escaped.replace('&', "\\u0026").replace('<', "\\u003C").replace('>', "\\u003E"));
        }
    }
    // Terraform writes the keys of `for_each` like this in addresses.
    if secret.contains("${") || secret.contains("%{") {
        form(json.replace("${", "$${").replace("%{", "%%{"));
    }
    if secret.contains(['&', '<', '>', '"', '\'']) {
        let html = secret.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
        form(html.clone());
        form(html.replace('"', "&quot;").replace('\'', "&#39;"));
        form(html.replace('"', "&#34;").replace('\'', "&#39;"));
        form(secret.replace('&', "\\u0026").replace('<', "\\u003c").replace('>', "\\u003e"));
    }
    if !secret.bytes().all(plain_in_urls) {
        form(url(secret, false));
        form(url(secret, true));
        form(url(secret, false).replace("%20", "+"));
    }
    base64(secret.as_bytes(), form);
}

/// `text` as it stands between the quotes of a JSON string.
fn json(text: &str) -> String {
    let quoted = serde_json::to_string(text).expect("a text is always JSON");
    quoted[1..quoted.len() - 1].to_owned()
}

fn plain_in_urls(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_' | b'.' | b'~')
}

fn url(text: &str, lower: bool) -> String {
    let mut escaped = String::with_capacity(text.len() + 16);
    for byte in text.bytes() {
        if plain_in_urls(byte) {
            escaped.push(char::from(byte));
        } else {
            let digits = if lower { format!("%{byte:02x}") } else { format!("%{byte:02X}") };
            escaped.write_str(&digits).expect("a string takes text");
        }
    }
    escaped
}

/// The characters of base64 that are the same wherever in an encoded text the secret stands: for each of the three ways
/// in which its bytes can fall into groups, without the characters that share bits with their neighbours.
fn base64(secret: &[u8], form: &mut dyn FnMut(String)) {
    for shift in 0..3_usize {
        let mut bytes = vec![0; shift];
        bytes.extend_from_slice(secret);
        let encoded = STANDARD_NO_PAD.encode(&bytes);
        let stable = (bytes.len() * 8 / 6).min(encoded.len());
        let inner = &encoded[shift + usize::from(shift > 0)..stable];
        if inner.contains(['+', '/']) {
            form(inner.replace('+', "-").replace('/', "_"));
        }
        form(inner.to_owned());
    }
}
