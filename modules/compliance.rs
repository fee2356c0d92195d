//! What of a standard the environments of a project meet, shown by what is rendered for them.
//!
//! No Terraform module: the tables in here say which resources of the modules show that a control is met. A row claims;
//! whether the claim holds is computed for each environment: by the resources that are rendered for it, by the constants
//! in their bodies and by the settings.

mod bodies;
mod cis;
mod claims;
mod conditions;
mod guards;
mod judge;
mod owner;
mod row;
mod soc2;
#[cfg(test)]
mod tests;

use iac_core::compliance::{Framework, Report, Subject};
use iac_core::environment::{Environment, Validated, ValidatedProject};
use judge::Judge;
use row::Row;

/// What of `frameworks` the `environments` of `project` meet.
///
/// ```
/// use iac_core::compliance::{Framework, Status};
/// use iac_core::environment::Project;
///
/// let project = Project::of_presets().validate()?;
/// let production = project.environment("production").expect("a preset");
/// let report = iac_modules::compliance(&project, &[production], &[Framework::Cis]);
/// let flow_logs = report.answers("production").find(|(control, _)| control.id == "3.7").expect("it is there");
/// assert_eq!(flow_logs.1.status(), Status::Met);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn compliance(
    project: &ValidatedProject,
    environments: &[&Validated<Environment>],
    frameworks: &[Framework],
) -> Report {
    let all: Vec<&Environment> = project.environments().map(|one| &**one).collect();
    let judges: Vec<Judge<'_>> = environments.iter().map(|one| Judge::new(one, &all)).collect();
    report(&judges, frameworks)
}

/// The report of `judges`, one for each environment.
fn report(judges: &[Judge<'_>], frameworks: &[Framework]) -> Report {
    let subjects = judges.iter().map(|judge| Subject {
        name: judge.environment().environment.to_string(),
        tier: judge.environment().tier.to_string(),
        region: judge.environment().region.to_string(),
    });
    Report::new(subjects.collect(), frameworks, |framework, id, place| {
        let row = rows(framework).iter().find(|row| row.id == id);
        let row = row.expect("the tests find a row for every control");
        row.lines.iter().map(|line| judges[place].part(*line)).collect()
    })
}

/// What is said of each control of `framework`, in its own order.
const fn rows(framework: Framework) -> &'static [Row] {
    match framework {
        Framework::Cis => cis::ROWS,
        Framework::Soc2 => soc2::ROWS,
    }
}
