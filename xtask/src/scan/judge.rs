//! One root before the scanners: as it is written, and as it is planned.

use std::collections::BTreeSet;
use std::path::PathBuf;

use iac_core::syntax::Syntax;
use iac_modules::{Excuse, Kept, Scanner};

use super::scanner::{self, Answer, Finding, Program, Skip, Subject};
use crate::project::{Named, NotRendered};
use crate::terraform::{self, Sandbox, Terraform};

/// What is there to judge with.
pub(super) struct Bench {
    pub(super) terraform: Terraform,
    /// Whether Terraform can plan.
    pub(super) plans: bool,
    pub(super) programs: Vec<(Scanner, Program)>,
}

/// What the scanners say of one root.
#[derive(Debug, Default)]
pub(super) struct Judgement {
    /// Each scan, with how many checks passed in it.
    pub(super) passed: Vec<(&'static str, usize)>,
    /// What is wrong, a line each.
    pub(super) problems: Vec<String>,
    /// What the modules skip.
    pub(super) skips: BTreeSet<Skip>,
    /// What the root's tier doesn't promise.
    pub(super) excuses: Vec<Excuse>,
}

/// Why there is no judgement.
#[derive(Debug, thiserror::Error)]
pub(super) enum Failure {
    #[error(transparent)]
    Rendered(#[from] NotRendered),
    #[error(transparent)]
    Terraform(#[from] terraform::Failure),
    #[error(transparent)]
    Scanner(#[from] scanner::Failure),
}

impl Bench {
    /// Renders one environment and asks every scanner about it.
    pub(super) fn judge(&self, named: &Named, environment: &str) -> Result<Judgement, Failure> {
        let sandbox = Sandbox::new(&self.terraform)?;
        let folder = named.write(environment, Syntax::Hcl, "environments", &sandbox)?;
        let excuses = named.project.environment(environment).map(|it| iac_modules::excuses(it));
        self.ask(&sandbox, &folder, excuses.unwrap_or_default(), &|| {
            Ok(named.keep_state_here(environment, &folder, &sandbox)?)
        })
    }

    /// Renders the root of the bucket that the environments share, before there is one, and asks every scanner.
    pub(super) fn judge_bucket(&self, named: &Named) -> Result<Judgement, Failure> {
        let sandbox = Sandbox::new(&self.terraform)?;
        let folder = "accounts/bucket";
        named.write_bucket(Kept::InFile, Syntax::Hcl, folder, &sandbox)?;
        self.ask(&sandbox, folder, Vec::new(), &|| Ok(()))
    }

    /// Asks every scanner about the root in `folder`; `prepare` is done before it is planned.
    fn ask(
        &self,
        sandbox: &Sandbox<'_>,
        folder: &str,
        excuses: Vec<Excuse>,
        prepare: &dyn Fn() -> Result<(), Failure>,
    ) -> Result<Judgement, Failure> {
        let root = sandbox.path().join(folder);
        let mut judgement = Judgement { excuses, ..Judgement::default() };
        for (scanner, program) in &self.programs {
            let file = root.join(scanner.file());
            let file = file.exists().then_some(file.as_path());
            let as_users_do = program.ask(Subject::Root(&root), file)?;
            match scanner {
                Scanner::Checkov => {
                    judgement.take("checkov HCL", as_users_do);
                    if self.plans {
                        // What is excused is known best where every value is.
                        prepare()?;
                        let plan = planned(folder, sandbox)?;
                        let strict = program.ask(Subject::Plan(&plan, sandbox.path()), None)?;
                        judgement.take_strict(*scanner, "checkov plan", strict);
                    }
                }
                Scanner::Trivy => {
                    judgement.take("trivy HCL", as_users_do);
                    if file.is_some() {
                        let strict = program.ask(Subject::Root(&root), None)?;
                        judgement.take_strict(*scanner, "trivy HCL with nothing excused", strict);
                    }
                }
            }
        }
        Ok(judgement)
    }
}

/// Plans the root with everything known, and gives the file that holds the plan as JSON.
fn planned(folder: &str, sandbox: &Sandbox<'_>) -> Result<PathBuf, Failure> {
    sandbox.run(folder, &["init"])?;
    let plan = sandbox.plan(folder, &[])?;
    sandbox.write("plan.json", &plan.to_string())?;
    Ok(sandbox.path().join("plan.json"))
}

impl Judgement {
    /// Takes what one scan says.
    fn take(&mut self, name: &'static str, answer: Answer) {
        if answer.passed == 0 {
            self.problems.push(format!("{name}: it judged nothing"));
        }
        self.passed.push((name, answer.passed));
        let line = |finding: &Finding| {
            let Finding { check, resource, place, title } = finding;
            format!("{name}: {check} {resource} ({place}): {title}")
        };
        self.problems.extend(answer.failed.iter().map(line));
        self.skips.extend(answer.skipped);
    }

    /// Takes what a scan says that knew of no excuse: each has to be needed, and nothing else may fail.
    fn take_strict(&mut self, scanner: Scanner, name: &'static str, mut answer: Answer) {
        let own = self.excuses.iter().filter(|excuse| excuse.scanner == scanner);
        for Excuse { check, .. } in own {
            let before = answer.failed.len();
            answer.failed.retain(|finding| finding.check != *check);
            if answer.failed.len() == before {
                self.problems.push(format!("{}: {check} is excused, and nothing fails it", scanner.file()));
            }
        }
        self.take(name, answer);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn excuse(check: &'static str) -> Excuse {
        Excuse { scanner: Scanner::Checkov, check, reason: "small".to_owned() }
    }

    fn finding(check: &str) -> Finding {
        Finding {
            check: check.to_owned(),
            resource: "aws_db_instance.this".to_owned(),
            place: "main.tf:1".to_owned(),
            title: "It should".to_owned(),
        }
    }

    #[test]
    fn an_excuse_that_nothing_needs_is_a_problem() {
        let excuses = vec![excuse("CKV_AWS_1"), excuse("CKV_AWS_2")];
        let mut judgement = Judgement { excuses, ..Judgement::default() };
        let answer = |failed: &[&str]| Answer {
            passed: 1,
            failed: failed.iter().map(|check| finding(check)).collect(),
            ..Answer::default()
        };
        judgement.take_strict(Scanner::Trivy, "trivy HCL", answer(&[]));
        judgement.take_strict(Scanner::Checkov, "checkov plan", answer(&["CKV_AWS_1", "CKV_AWS_2"]));
        assert_eq!(judgement.problems, [""; 0]);
        judgement.take_strict(Scanner::Checkov, "checkov plan", answer(&["CKV_AWS_2", "CKV_AWS_3"]));
        assert_eq!(
            judgement.problems,
            [
                ".checkov.yaml: CKV_AWS_1 is excused, and nothing fails it",
                "checkov plan: CKV_AWS_3 aws_db_instance.this (main.tf:1): It should"
            ]
        );
    }

    #[test]
    fn what_fails_and_what_judges_nothing_are_problems() {
        let mut judgement = Judgement::default();
        judgement.take("checkov HCL", Answer { passed: 1, ..Answer::default() });
        assert_eq!(judgement.problems, [""; 0]);
        let failed = BTreeSet::from([finding("CKV_AWS_1")]);
        judgement.take("trivy HCL", Answer { failed, ..Answer::default() });
        assert_eq!(
            judgement.problems,
            [
                "trivy HCL: it judged nothing",
                "trivy HCL: CKV_AWS_1 aws_db_instance.this (main.tf:1): It should"
            ]
        );
    }
}
