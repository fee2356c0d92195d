//! Unified diffs of single files, in the form that `git apply` and `patch -p1` read.

use similar::TextDiff;

/// The diff of one file; `None` stands for no file.
pub(super) fn unified(path: &str, before: Option<&[u8]>, after: Option<&str>) -> String {
    let name =
        |side: char, exists: bool| if exists { format!("{side}/{path}") } else { "/dev/null".to_owned() };
    let (old, new) = (name('a', before.is_some()), name('b', after.is_some()));
    let Ok(text) = std::str::from_utf8(before.unwrap_or_default()) else {
        return format!("Binary files {old} and {new} differ\n");
    };
    TextDiff::from_lines(text, after.unwrap_or_default()).unified_diff().header(&old, &new).to_string()
}
