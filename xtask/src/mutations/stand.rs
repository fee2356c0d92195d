//! Where mutations are tried: a rendered tree with one root, initialised once.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use iac_core::environment::{Environment, Validated, ValidatedProject};
use iac_core::judge::Expected;
use iac_core::syntax::Syntax;
use iac_modules::Layout;
use serde_json::Value as Json;

use crate::mutations::Failure;
use crate::mutations::table::Mutation;
use crate::project;
use crate::terraform::{self, Sandbox, Terraform};

/// A rendered tree in a sandbox.
pub(super) struct Stand<'t> {
    pub(super) sandbox: Sandbox<'t>,
    /// The folder of the root.
    pub(super) root: String,
    pub(super) environment: Validated<Environment>,
    /// Where the tests of modules are.
    workspace: PathBuf,
    /// The files as they were rendered.
    files: BTreeMap<String, String>,
    /// What Terraform planned since the last change: two judges want to know.
    planned: RefCell<Option<Result<Json, String>>>,
}

impl<'t> Stand<'t> {
    /// Production after its first release, on the internet.
    pub(super) fn of_production(terraform: &'t Terraform, workspace: &Path) -> Result<Self, Failure> {
        let named = project::public()?;
        let production = named.project.environment("production").expect("a preset has this name");
        Self::new(terraform, workspace, &named.project, production)
    }

    /// The tree of one environment that keeps its state beside the root, ready to be planned.
    pub(super) fn new(
        terraform: &'t Terraform,
        workspace: &Path,
        project: &ValidatedProject,
        environment: &Validated<Environment>,
    ) -> Result<Self, Failure> {
        let sandbox = Sandbox::new(terraform)?;
        let root = format!("environments/{}", environment.environment);
        let mut files = BTreeMap::new();
        for (path, text) in iac_modules::tree(project, Layout { roots: Syntax::Hcl })?.files() {
            if path.starts_with(&format!("{root}/")) || path.starts_with("modules/") {
                sandbox.write(path, text)?;
                files.insert(path.to_owned(), text.to_owned());
            }
        }
        sandbox.run(&root, &["init"])?;
        Ok(Self {
            sandbox,
            root,
            environment: environment.clone(),
            workspace: workspace.to_owned(),
            files,
            planned: RefCell::default(),
        })
    }

    /// What the environment promises.
    pub(super) fn expected(&self) -> Expected {
        Expected::from(&*self.environment)
    }

    /// Writes the changes into their files; the inner error says why there are none.
    pub(super) fn weaken(&self, mutations: &[&Mutation]) -> Result<Result<(), String>, Failure> {
        let mut weakened: BTreeMap<&str, String> = BTreeMap::new();
        for mutation in mutations {
            let Some(text) = weakened.get(mutation.file).or_else(|| self.files.get(mutation.file)) else {
                return Ok(Err(format!("{} is not rendered", mutation.file)));
            };
            let places = places(text, mutation.find);
            let [place] = places.as_slice() else {
                return Ok(Err(format!(
                    "{} has {} times and not once: {}",
                    mutation.file,
                    places.len(),
                    mutation.find
                )));
            };
            let text = format!("{}{}{}", &text[..place.start], mutation.replace, &text[place.end..]);
            weakened.insert(mutation.file, text);
        }
        self.planned.take();
        for (file, text) in weakened {
            self.sandbox.write(file, &text)?;
        }
        Ok(Ok(()))
    }

    /// Puts the files back as they were rendered.
    pub(super) fn restore(&self, mutations: &[&Mutation]) -> Result<(), Failure> {
        self.planned.take();
        for mutation in mutations {
            if let Some(text) = self.files.get(mutation.file) {
                self.sandbox.write(mutation.file, text)?;
            }
        }
        Ok(())
    }

    /// The `.tf` files as they are now, by folder: path and text.
    pub(super) fn folders(&self) -> Result<BTreeMap<String, Vec<(String, String)>>, Failure> {
        let mut folders: BTreeMap<String, Vec<(String, String)>> = BTreeMap::new();
        for path in
            self.files.keys().filter(|path| Path::new(path).extension().is_some_and(|ending| ending == "tf"))
        {
            let text = std::fs::read_to_string(self.sandbox.path().join(path))?;
            let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
            folders.entry(folder.to_owned()).or_default().push((path.clone(), text));
        }
        Ok(folders)
    }

    /// The plan of the root, or what Terraform has against it.
    pub(super) fn plan(&self) -> Result<Result<Json, String>, Failure> {
        if let Some(planned) = &*self.planned.borrow() {
            return Ok(planned.clone());
        }
        let planned = match self.sandbox.plan(&self.root, &[]) {
            Ok(plan) => Ok(plan),
            Err(terraform::Failure::Refused { output, .. }) => Err(output),
            Err(failure) => return Err(failure.into()),
        };
        *self.planned.borrow_mut() = Some(planned.clone());
        Ok(planned)
    }

    /// What the tests of a module, which are not rendered, have against it.
    pub(super) fn test(&self, module: &str) -> Result<Option<String>, Failure> {
        let tests = format!("{module}/tests");
        self.sandbox.copy(&self.workspace.join(&tests), &tests)?;
        self.sandbox.run(module, &["init"])?;
        let said = self.sandbox.try_run(module, &["test"])?;
        Ok((said.code != 0).then(|| said.stdout + &said.stderr))
    }
}

/// Where `wanted` stands in `text`; however many spaces align them, they are one.
fn places(text: &str, wanted: &str) -> Vec<Range<usize>> {
    let wanted = wanted.trim_start_matches(' ');
    let starts = wanted.chars().next().map(|first| text.match_indices(first)).into_iter().flatten();
    starts.filter_map(|(start, _)| Some(start..start + matched(&text[start..], wanted)?)).collect()
}

/// How many bytes `wanted` takes at the beginning of `text`.
fn matched(text: &str, wanted: &str) -> Option<usize> {
    let mut rest = text;
    let mut pieces = wanted.split(' ').filter(|piece| !piece.is_empty()).peekable();
    while let Some(piece) = pieces.next() {
        rest = rest.strip_prefix(piece)?;
        if pieces.peek().is_some() {
            let spaces = rest.len() - rest.trim_start_matches(' ').len();
            // A line may begin without any.
            if spaces == 0 && !piece.ends_with('\n') {
                return None;
            }
            rest = &rest[spaces..];
        }
    }
    Some(text.len() - rest.len())
}

#[cfg(test)]
mod tests {
    use super::places;
    use crate::mutations::table;
    use iac_modules::files;

    #[test]
    fn each_mutation_of_a_module_has_one_place() {
        let modules = files().expect("they can be written");
        for mutation in table::all().filter(|mutation| mutation.file.starts_with("modules/")) {
            let text = modules.files().get(mutation.file);
            let text = text.unwrap_or_else(|| panic!("{}: there is no {}", mutation.name, mutation.file));
            assert_eq!(places(text, mutation.find).len(), 1, "{}: {}", mutation.name, mutation.find);
        }
    }

    #[test]
    fn spaces_that_align_do_not_count() {
        let text = "a {\n  enable   = true\n  rollback = true\n}\n";
        let [place] = <[_; 1]>::try_from(places(text, "enable = true\n rollback = true")).expect("one place");
        assert_eq!(&text[place], "enable   = true\n  rollback = true");
        assert_eq!(places(text, "= true").len(), 2);
        assert!(places(text, "enable=true").is_empty());
    }
}
