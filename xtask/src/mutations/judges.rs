//! Who may find a mutation, in the order in which they are asked.

use std::collections::BTreeMap;
use std::fmt;

use iac_core::environment::limits::{Line, Table};
use iac_core::judge;
use iac_schema::{Bodies, Contract, Interface, Source};

use crate::mutations::Failure;
use crate::mutations::stand::Stand;
use crate::mutations::table::Mutation;

/// Somebody who finds what is weakened, from the quickest to the slowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Judge {
    /// `iac check --modules`: the schemas of the providers, and the rules over bodies.
    Modules,
    /// `iac check --root`: the rules over settings.
    Root,
    /// `terraform plan`: conditions of our modules, and what Terraform itself refuses.
    Terraform,
    /// `iac check --plan`: the rules over plans.
    Plan,
    /// The table of `iac check`, made of the planned arguments.
    Limits,
    /// `terraform test`: the module's own tests.
    Test,
}

/// What a judge said.
#[derive(Debug)]
pub(super) struct Said {
    /// What it is about, if it is said in a word.
    property: Option<String>,
    text: String,
}

impl Said {
    /// Whether the weakened property is named.
    pub(super) fn names(&self, property: &str) -> bool {
        match &self.property {
            Some(own) => {
                own == property
                    || own.ends_with(&format!(".{property}"))
                    || own.starts_with(&format!("{property}."))
            }
            None => self.text.contains(property),
        }
    }
}

impl Said {
    /// Whether it is said of a resource in a call of the module `module`: a call has the module's name.
    pub(super) fn is_in(&self, module: &str) -> bool {
        let call = format!("module.{module}");
        self.text.match_indices(&call).any(|(at, _)| self.text[at + call.len()..].starts_with(['.', '[']))
    }

    /// The line that names the property: what Terraform says is long.
    pub(super) fn line(&self, property: &str) -> &str {
        self.text.lines().find(|line| line.contains(property)).unwrap_or(&self.text).trim()
    }
}

impl fmt::Display for Said {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.text)
    }
}

impl From<judge::Finding> for Said {
    fn from(finding: judge::Finding) -> Self {
        Self { property: Some(finding.property.clone()), text: finding.to_string() }
    }
}

impl fmt::Display for Judge {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Modules => "check --modules",
            Self::Root => "check --root",
            Self::Terraform => "terraform plan",
            Self::Plan => "check --plan",
            Self::Limits => "limits of the plan",
            Self::Test => "terraform test",
        })
    }
}

impl Judge {
    /// In the order in which they are asked.
    pub(super) const ALL: [Self; 6] =
        [Self::Modules, Self::Root, Self::Terraform, Self::Plan, Self::Limits, Self::Test];

    /// What it says of a mutation that is in place.
    pub(super) fn ask(self, stand: &Stand<'_>, mutation: &Mutation) -> Result<Vec<Said>, Failure> {
        let folder = mutation.file.rsplit_once('/').map_or("", |(folder, _)| folder);
        match self {
            Self::Modules => modules(stand, Some(folder)),
            Self::Root if folder == stand.root => self.ask_all(stand),
            Self::Root => Ok(Vec::new()),
            Self::Terraform | Self::Plan | Self::Limits => self.ask_all(stand),
            Self::Test if folder == stand.root => Ok(Vec::new()),
            Self::Test => {
                Ok(stand.test(folder)?.map(|text| Said { property: None, text }).into_iter().collect())
            }
        }
    }

    /// What it says of everything.
    pub(super) fn ask_all(self, stand: &Stand<'_>) -> Result<Vec<Said>, Failure> {
        match self {
            Self::Modules => modules(stand, None),
            Self::Root => root(stand),
            Self::Terraform => {
                let refused = stand.plan()?.err();
                Ok(refused.map(|text| Said { property: None, text }).into_iter().collect())
            }
            Self::Plan => plan(stand),
            Self::Limits => limits(stand),
            Self::Test => Ok(Vec::new()),
        }
    }
}

fn modules(stand: &Stand<'_>, only: Option<&str>) -> Result<Vec<Said>, Failure> {
    let folders = stand.folders()?;
    let interfaces: BTreeMap<&String, Interface> =
        folders.iter().map(|(folder, files)| (folder, Bodies::parse(&sources(files)).interface())).collect();
    let mut said = Vec::new();
    let wanted = folders.iter().filter(|(folder, _)| only.is_none_or(|only| only == *folder));
    for files in wanted.map(|(_, files)| files) {
        // Sources are `../network` in modules and `../../modules/environment` in roots: the last folder tells.
        let callee = |source: &str| {
            let name = source.rsplit('/').next().unwrap_or_default();
            interfaces.get(&format!("modules/{name}")).cloned()
        };
        let contract = Contract { callee: &callee, ..Contract::of_files() };
        let report = Bodies::parse(&sources(files)).check(&contract);
        said.extend(report.problems.iter().map(|problem| Said { property: None, text: problem.to_string() }));
        said.extend(judge::bodies(&sources(files)).into_iter().map(Said::from));
    }
    Ok(said)
}

fn sources(files: &[(String, String)]) -> Vec<Source<'_>> {
    files.iter().map(|(path, text)| Source { path, text }).collect()
}

/// Only broken rules count: that a value is not as the spec says is no judgement.
fn root(stand: &Stand<'_>) -> Result<Vec<Said>, Failure> {
    use iac_core::environment::Project;
    use iac_core::syntax::{Syntax, to_string};

    let text = std::fs::read_to_string(stand.sandbox.path().join(&stand.root).join("main.tf"))?;
    let modules = "../../modules".parse().expect("a path");
    let rendered = to_string(&iac_modules::root(&stand.environment, &modules).into_document(), Syntax::Hcl)?;
    let (edited, rendered) = match (judge::Root::read(&text), judge::Root::read(&rendered)) {
        (Ok(edited), Ok(rendered)) => (edited, rendered),
        (Err(error), _) | (_, Err(error)) => {
            return Ok(vec![Said { property: None, text: error.to_string() }]);
        }
    };
    let overlay = judge::overlay(&stand.environment, &rendered, &edited);
    let judgement = Project::new([overlay.environment]).judge();
    let broken = judgement.errors.into_iter().chain(judgement.warnings);
    let mut said: Vec<Said> = broken
        .map(|violation| Said { property: Some(violation.setting.clone()), text: violation.to_string() })
        .collect();
    for difference in overlay.differences {
        if let Some(text) = difference.problem {
            said.push(Said { property: difference.setting, text });
        }
    }
    Ok(said)
}

/// The same formulas as for settings, over the planned arguments.
fn limits(stand: &Stand<'_>) -> Result<Vec<Said>, Failure> {
    let Ok(plan) = stand.plan()? else { return Ok(Vec::new()) };
    let timings = match iac_core::plan::timings(&plan) {
        Ok(timings) => timings,
        Err(error) => return Ok(vec![Said { property: None, text: error.to_string() }]),
    };
    let table = Table::new(&timings, &stand.environment.limits, stand.environment.tier);
    let told = |line: &Line| {
        let bound = line.bound.as_ref().map_or(String::new(), |bound| format!(", not {bound}"));
        Said { property: None, text: format!("{}: {}{bound}", line.limit, line.measure) }
    };
    Ok(table.broken().map(told).collect())
}

fn plan(stand: &Stand<'_>) -> Result<Vec<Said>, Failure> {
    let Ok(plan) = stand.plan()? else { return Ok(Vec::new()) };
    let text = plan.to_string();
    // By what is declared, and by what the tier promises to everybody who has no spec.
    let mut said: Vec<Said> = Vec::new();
    for expected in [stand.expected(), stand.environment.tier.into()] {
        match judge::plan(&text, expected) {
            Ok(report) => said.extend(report.findings.into_iter().map(Said::from)),
            Err(error) => said.push(Said { property: None, text: error.to_string() }),
        }
    }
    Ok(said)
}
