//! The check of Terraform files against provider facts and against the interface that stands around them.
//!
//! One ordinary function, shared by `#[derive(Module)]`, the tests and `iac check`. It knows Terraform's language
//! and takes everything about resource types from the facts; it reads no file itself.

mod arguments;
mod blocks;
mod calls;
mod configuration;
mod constraint;
mod dependencies;
mod dynamic;
mod environment;
mod expressions;
mod file;
mod functions;
mod grammar;
mod interface;
mod literals;
mod names;
mod problem;
mod references;
mod run;
mod shape;
mod wiring;

pub use interface::{Contract, Input, Interface, Source, is_reserved};
pub use problem::{Problem, Report};
pub use wiring::{Argument, Call, Wire};

use configuration::Configuration;
use file::File;
use std::collections::{BTreeMap, BTreeSet};

/// Checks `sources`, the files of one folder, and reports every problem at its own place.
///
/// Provider versions are judged one by one, never as a union: what is wrong in some of the declared versions only
/// says in which. What no fact is known about (other providers, opaque blocks) is not checked.
///
/// # Examples
///
/// ```
/// use iac_schema::{Contract, Source, check};
///
/// let text = "resource \"aws_vpc\" \"this\" {\n  cidr_blok = \"10.0.0.0/16\"\n}\n";
/// let report = check(&[Source { path: "network/main.tf", text }], &Contract::of_files());
/// assert_eq!(
///     report.problems[0].to_string(),
///     "network/main.tf:2:3: `aws_vpc` has no argument `cidr_blok`; did you mean `cidr_block`?"
/// );
/// ```
pub fn check(sources: &[Source<'_>], contract: &Contract<'_>) -> Report {
    Bodies::parse(sources).check(contract)
}

/// The files of one folder, parsed once for whoever asks several things of them.
#[derive(Debug)]
pub struct Bodies<'a> {
    files: Vec<File<'a>>,
    broken: Vec<Problem>,
}

impl<'a> Bodies<'a> {
    /// Parses `sources`; what can't be parsed is reported by [`Bodies::check`].
    pub fn parse(sources: &[Source<'a>]) -> Self {
        let (mut files, mut broken) = (Vec::new(), Vec::new());
        for source in sources {
            match File::parse(*source) {
                Ok(file) => files.push(file),
                Err(problem) => broken.push(*problem),
            }
        }
        Self { files, broken }
    }

    /// Checks the files; see [`check`].
    pub fn check(&self, contract: &Contract<'_>) -> Report {
        let complete = self.broken.is_empty();
        let configuration = Configuration::of(&self.files, contract, complete);
        let mut report = run::report(&configuration, contract);
        report.problems.extend(self.broken.iter().cloned());
        report.problems.sort_by(Problem::in_order);
        report
    }

    /// The interface that the files' own `variable` and `output` blocks declare.
    pub fn interface(&self) -> Interface {
        interface::of_files(&self.files)
    }

    /// The module calls and what each of their arguments is wired to.
    pub fn calls(&self) -> Vec<Call> {
        wiring::calls(&self.files)
    }
    /// For each module call the calls that it refers to, directly or through locals and resources.
    ///
    /// ```
    /// use iac_schema::{Bodies, Source};
    ///
    /// let text = "locals {\n  id = module.network.vpc_id\n}\nmodule \"network\" {}\nmodule \"database\" {\n  vpc_id = local.id\n}\n";
    /// let dependencies = Bodies::parse(&[Source { path: "main.tf", text }]).dependencies();
    /// assert!(dependencies["database"].contains("network"));
    /// assert!(dependencies["network"].is_empty());
    /// ```
    pub fn dependencies(&self) -> BTreeMap<String, BTreeSet<String>> {
        dependencies::dependencies(&self.files)
    }
}
