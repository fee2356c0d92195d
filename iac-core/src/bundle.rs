//! Files that were rendered: path and text of each, before anything is written.

use std::collections::BTreeMap;

/// Rendered files, by path; paths are relative and use `/`.
///
/// ```
/// use iac_core::Bundle;
///
/// let mut bundle = Bundle::default();
/// bundle.insert("environments/dev/main.tf", "# nothing yet\n");
/// assert_eq!(bundle.files().len(), 1);
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Bundle {
    files: BTreeMap<String, String>,
}

impl Bundle {
    /// Adds a file.
    ///
    /// # Panics
    ///
    /// If two outputs claim one path: that is a mistake of whoever renders.
    pub fn insert(&mut self, path: impl Into<String>, text: impl Into<String>) {
        let path = path.into();
        let before = self.files.insert(path.clone(), text.into());
        assert!(before.is_none(), "two outputs claim {path}");
    }

    /// The files, by path.
    pub fn files(&self) -> &BTreeMap<String, String> {
        &self.files
    }
}
