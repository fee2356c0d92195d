//! The bytes of a spec as text.

use crate::diagnostic::Diagnostic;

/// The text in `bytes`: UTF-8, with or without a byte order mark.
///
/// # Errors
///
/// One problem that names the encoding that was found or the first byte that is wrong.
pub fn decode(bytes: &[u8]) -> Result<&str, Diagnostic> {
    let wrong = |message: String| Diagnostic::error(message, None).help("save the file as UTF-8");
    match bytes {
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => return Err(wrong("the file is UTF-16, not UTF-8".to_owned())),
        [_, 0, ..] | [0, _, ..] => {
            return Err(wrong("the file is binary or UTF-16, not UTF-8 text".to_owned()));
        }
        _ => {}
    }
    let text = std::str::from_utf8(bytes).map_err(|error| {
        let at = error.valid_up_to();
        let before = String::from_utf8_lossy(&bytes[..at]);
        let (line, column) = crate::diagnostic::position(&before, before.len());
        wrong(format!("byte {at} (line {line}, column {column}) is 0x{:02x}, which is not UTF-8", bytes[at]))
    })?;
    Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
}
