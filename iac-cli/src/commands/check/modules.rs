//! `iac check --modules`: Terraform modules, against the schemas of their providers and the rules over bodies.

use crate::failure::{Failure, Verdict};
use iac_core::judge;
use iac_core::schema::{Bodies, Contract, Interface, Source};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Component, Path, PathBuf};

/// Checks every directory with `.tf` files at or below `root`.
pub(super) fn check(root: &Path, out: &mut dyn Write) -> Result<Verdict, Failure> {
    let mut modules = BTreeMap::new();
    collect(root, &mut modules)?;
    let interfaces: BTreeMap<&PathBuf, Interface> =
        modules.iter().map(|(folder, files)| (folder, Bodies::parse(&sources(files)).interface())).collect();
    let mut problems = 0;
    for (folder, files) in &modules {
        let callee = |source: &str| interfaces.get(&normal(&folder.join(source))).cloned();
        let contract = Contract { callee: &callee, ..Contract::of_files() };
        let report = Bodies::parse(&sources(files)).check(&contract);
        problems += report.problems.len();
        for problem in report.problems {
            writeln!(out, "{problem} [{}]", problem.code)?;
        }
        let findings = judge::bodies(&sources(files));
        problems += findings.len();
        for finding in findings {
            writeln!(out, "{finding}")?;
        }
        if !report.unchecked.is_empty() {
            // Which types nobody has looked at is talk: a pipeline reads the problems.
            let _ = writeln!(
                anstream::stderr().lock(),
                "{}: not checked, since their provider's schema is unknown: {}",
                folder.display(),
                report.unchecked.join(", ")
            );
        }
    }
    let _ = match (modules.len(), problems) {
        (0, _) => writeln!(anstream::stderr().lock(), "{}: there is no `.tf` file", root.display()),
        (count, 0) => writeln!(anstream::stderr().lock(), "{}: no problem", counted(count, "module")),
        (count, found) => writeln!(
            anstream::stderr().lock(),
            "{} in {}",
            counted(found, "problem"),
            counted(count, "module")
        ),
    };
    Ok(if problems == 0 { Verdict::Fine } else { Verdict::Findings })
}

/// `1 module`, `2 modules`.
fn counted(count: usize, noun: &str) -> String {
    format!("{count} {noun}{}", if count == 1 { "" } else { "s" })
}

/// The `.tf` files by folder: name as problems show it, and text.
type Modules = BTreeMap<PathBuf, Vec<(String, String)>>;

fn collect(folder: &Path, modules: &mut Modules) -> Result<(), Failure> {
    let failed = |path: &Path, source| Failure::File {
        action: "can't read",
        path: path.display().to_string(),
        source,
    };
    let mut entries = std::fs::read_dir(folder)
        .and_then(Iterator::collect::<Result<Vec<_>, _>>)
        .map_err(|source| failed(folder, source))?;
    entries.sort_by_key(std::fs::DirEntry::file_name);
    for entry in entries {
        let path = entry.path();
        let kind = entry.file_type().map_err(|source| failed(&path, source))?;
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        if kind.is_dir() && !hidden {
            collect(&path, modules)?;
        } else if kind.is_file() && !hidden && path.extension().is_some_and(|ending| ending == "tf") {
            let text = std::fs::read_to_string(&path).map_err(|source| failed(&path, source))?;
            modules.entry(normal(folder)).or_default().push((path.display().to_string(), text));
        }
    }
    Ok(())
}

fn sources(files: &[(String, String)]) -> Vec<Source<'_>> {
    files.iter().map(|(path, text)| Source { path, text }).collect()
}

/// The path without `.` and `..`, as far as it can be told without looking.
fn normal(path: &Path) -> PathBuf {
    let mut parts = PathBuf::new();
    for part in path.components() {
        match part {
            Component::CurDir => {}
            Component::ParentDir if matches!(parts.components().next_back(), Some(Component::Normal(_))) => {
                parts.pop();
            }
            other => parts.push(other),
        }
    }
    parts
}
