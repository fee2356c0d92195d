//! Each justified difference is one.

use crate::aws::EnvironmentName;
use crate::environment::rules::{Check, Finding, Rule, Severity};
use crate::environment::{Difference, Environment, Project};

pub(super) const RULE: Rule = Rule {
    code: "unused-difference",
    severity: Severity::Error,
    title: "each justified difference is one",
    explain: include_str!("unused-difference.md"),
    conceals: false,
    check: Check::Project(check),
};

fn check(project: &Project) -> Vec<(EnvironmentName, Finding)> {
    let environments: Vec<&Environment> = project.environments.values().collect();
    let differences: Vec<Difference> = environments
        .iter()
        .enumerate()
        .flat_map(|(index, one)| environments[index + 1..].iter().map(move |other| (one, other)))
        .filter(|(one, other)| one.mirrors(other))
        .flat_map(|(one, other)| one.differences(other))
        .collect();
    let Some(first) = project.environments.keys().next() else { return Vec::new() };
    project
        .differences
        .iter()
        // Only plans tell whether types of resources differ.
        .filter(|justified| !justified.is_of_type())
        .filter_map(|justified| {
            let setting = &justified.setting;
            let found: Vec<_> = differences.iter().filter(|one| one.setting == *setting).collect();
            let (problem, help) = if found.is_empty() {
                let open: Vec<_> = differences
                    .iter()
                    .filter(|one| one.reason.is_none())
                    .map(|one| one.setting.as_str())
                    .collect();
                let near = crate::aws::nearest(setting, open.iter().copied());
                let help = near.map_or("remove it".to_owned(), |near| format!("did you mean `{near}`?"));
                (format!("staging and production don't differ in `{setting}`"), help)
            } else if let Some(reason) = found.iter().find_map(|one| one.reason) {
                (format!("`{setting}` may differ anyway"), format!("remove it: {reason}"))
            } else {
                return None;
            };
            Some((first.clone(), Finding::new("differences", problem, help)))
        })
        .collect()
}
