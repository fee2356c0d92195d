//! Resource addresses are an interface: one that disappears destroys what it names, unless a `moved` block says where
//! it went.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io;
use std::path::{Path, PathBuf};

use hcl_edit::structure::Body;
use serde_json::Value as Json;

use crate::conformance::case::Problem;

/// The addresses that are kept, one file for each environment.
pub(super) struct Addresses {
    pub(super) folder: PathBuf,
    /// Whether to take what is planned as what is to be kept.
    pub(super) accept: bool,
}

impl Addresses {
    /// Compares what `plan` creates with what is kept for `environment`.
    pub(super) fn check(&self, environment: &str, plan: &Json, workspace: &Path) -> Result<(), Problem> {
        let planned = addresses(plan);
        let text = planned.iter().fold(String::new(), |text, address| text + address + "\n");
        let file = self.folder.join(format!("{environment}.txt"));
        let failed = |error: io::Error| Problem::Found(format!("{}: {error}", file.display()));
        let kept = match std::fs::read_to_string(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
            read => read.map_err(failed)?,
        };
        if kept == text {
            return Ok(());
        }
        if self.accept {
            return std::fs::create_dir_all(&self.folder)
                .and_then(|()| std::fs::write(&file, text))
                .map_err(failed);
        }
        let moves = moves(&workspace.join("modules"))?;
        Err(Problem::Found(complaint(&kept.lines().collect(), &planned, &moves)))
    }
}

/// The addresses of the resources in a plan, sorted; what is only read is left out.
fn addresses(plan: &Json) -> BTreeSet<&str> {
    let resources = plan["resource_changes"].as_array().into_iter().flatten();
    resources
        .filter(|resource| resource["mode"] == "managed")
        .filter_map(|resource| resource["address"].as_str())
        .collect()
}

/// What to say of addresses that differ.
fn complaint(kept: &BTreeSet<&str>, planned: &BTreeSet<&str>, moves: &[Move]) -> String {
    let mut text = String::new();
    let goal: BTreeSet<_> = planned.iter().map(|address| without_keys(address)).collect();
    for gone in kept.difference(planned) {
        let address = without_keys(gone);
        let lives_on = moves.iter().any(|one| one.of(&address).is_some_and(|to| goal.contains(&to)));
        let how =
            if lives_on { "moved" } else { "DISAPPEARED without a moved block, so it would be destroyed" };
        let _ = writeln!(text, "{gone}: {how}");
    }
    for new in planned.difference(kept) {
        let _ = writeln!(text, "{new}: new");
    }
    text + "`cargo xtask conformance --accept` keeps these addresses from now on"
}

/// A `moved` block of a module.
struct Move {
    from: String,
    to: String,
}

impl Move {
    /// Where an address without keys goes; nothing if the block isn't about it.
    fn of(&self, address: &str) -> Option<String> {
        let address = format!(".{address}.");
        let from = format!(".{}.", self.from);
        let moved = address.replacen(&from, &format!(".{}.", self.to), 1);
        (moved != address).then(|| moved.trim_matches('.').to_owned())
    }
}

/// The `moved` blocks of all modules.
fn moves(modules: &Path) -> Result<Vec<Move>, Problem> {
    let mut moves = vec![];
    for file in bodies(modules).map_err(|error| Problem::Found(format!("{}: {error}", modules.display())))? {
        let refused = |error: &dyn std::fmt::Display| Problem::Found(format!("{}: {error}", file.display()));
        let text = std::fs::read_to_string(&file).map_err(|error| refused(&error))?;
        let body: Body = text.parse().map_err(|error| refused(&error))?;
        for block in body.get_blocks("moved") {
            let end = |name: &str| {
                let value = block.body.get_attribute(name)?.value.to_string();
                Some(without_keys(value.trim()))
            };
            if let (Some(from), Some(to)) = (end("from"), end("to")) {
                moves.push(Move { from, to });
            }
        }
    }
    Ok(moves)
}

/// The native files of every module.
fn bodies(modules: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = vec![];
    for module in std::fs::read_dir(modules)? {
        let module = module?.path();
        if !module.is_dir() {
            continue;
        }
        for file in std::fs::read_dir(module)? {
            let file = file?.path();
            if file.extension().is_some_and(|extension| extension == "tf") {
                files.push(file);
            }
        }
    }
    Ok(files)
}

/// `module.a["b"].aws_c.d[0]` becomes `module.a.aws_c.d`.
fn without_keys(address: &str) -> String {
    let (mut text, mut inside, mut quoted) = (String::new(), false, false);
    for character in address.chars() {
        match character {
            '"' if inside => quoted = !quoted,
            '[' if !quoted => inside = true,
            ']' if !quoted => inside = false,
            _ if inside => {}
            other => text.push(other),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_may_only_go_where_a_moved_block_says() {
        let kept =
            BTreeSet::from(["module.a.aws_eip.nat[0]", "module.a.aws_vpc.this", "module.a.aws_lb.old"]);
        let planned = BTreeSet::from(["module.a.aws_eip.gateway[\"a.b\"]", "module.a.aws_vpc.this"]);
        let moves = [Move { from: "aws_eip.nat".to_owned(), to: "aws_eip.gateway".to_owned() }];
        let text = complaint(&kept, &planned, &moves);
        assert!(text.contains("aws_eip.nat[0]: moved\n"), "{text}");
        assert!(text.contains("aws_lb.old: DISAPPEARED"), "{text}");
        assert!(text.contains("aws_eip.gateway[\"a.b\"]: new\n"), "{text}");
        assert!(!text.contains("aws_vpc"), "{text}");
    }

    #[test]
    fn a_moved_block_that_leads_nowhere_is_none() {
        let kept = BTreeSet::from(["aws_eip.nat"]);
        let moves = [Move { from: "aws_eip.nat".to_owned(), to: "aws_eip.gone".to_owned() }];
        assert!(complaint(&kept, &BTreeSet::new(), &moves).contains("aws_eip.nat: DISAPPEARED"));
    }

    #[test]
    fn keys_are_left_out() {
        assert_eq!(without_keys("module.a[\"b.c]\"].aws_d.e[0]"), "module.a.aws_d.e");
    }
}
