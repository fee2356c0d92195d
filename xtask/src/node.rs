//! Node and the packages of `.ci/node`, which judge what is meant for browsers and for GitHub.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::process::Command;

/// Environment variable that names the `node_modules` with the packages of `.ci/node`.
const MODULES: &str = "IAC_NODE_MODULES";

/// Node with its packages.
#[derive(Debug)]
pub(crate) struct Node {
    modules: PathBuf,
}

impl Node {
    /// Node, if it and the packages are there; otherwise what is missing.
    pub(crate) fn find(workspace: &Path) -> Result<Self, String> {
        let modules =
            std::env::var_os(MODULES).map_or_else(|| workspace.join(".ci/node/node_modules"), PathBuf::from);
        if !is_there("node") {
            return Err("node is not on PATH".to_owned());
        }
        if !modules.is_dir() {
            return Err(format!(
                "the packages of .ci/node are not installed: run `npm ci` there, or name them in {MODULES}"
            ));
        }
        Ok(Self { modules })
    }

    /// Runs `script` with `arguments`; what it prints goes to `out`, and whether it is content is the answer.
    ///
    /// # Errors
    ///
    /// If node doesn't start, or nobody takes what it says.
    pub(crate) fn run(&self, script: &Path, arguments: &[OsString], out: &mut dyn Write) -> io::Result<bool> {
        let output = Command::new("node").arg(script).args(arguments).env(MODULES, &self.modules).output()?;
        out.write_all(&output.stdout)?;
        out.write_all(&output.stderr)?;
        Ok(output.status.success())
    }
}

/// Whether a program is on the path.
pub(crate) fn is_there(program: &str) -> bool {
    Command::new(program).arg("--version").output().is_ok_and(|output| output.status.success())
}
