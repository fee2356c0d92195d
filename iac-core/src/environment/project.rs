//! The environments of a team, judged together.

use crate::aws::EnvironmentName;
use crate::environment::rules::{self, Severity, Violation};
use crate::environment::{Environment, Justification};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::ops::Deref;

/// The environments of a team, by name, and the warnings it accepts.
///
/// Rules across environments are why the whole project is validated even if one environment is rendered.
///
/// ```
/// use iac_core::environment::Project;
///
/// let project = Project::of_presets().validate().map_err(|judgement| judgement.to_string())?;
/// assert_eq!(project.environments().count(), 3);
/// # Ok::<(), String>(())
/// ```
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Project {
    /// The environments.
    pub environments: BTreeMap<EnvironmentName, Environment>,
    /// Warnings that were looked at and accepted.
    pub waivers: Vec<Waiver>,
    /// Differences between staging and production that were looked at and accepted.
    pub differences: Vec<Justification>,
}

/// A warning that was looked at and accepted.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The code of the rule, such as `single-nat`.
    pub rule: String,
    /// The environment in which the warning is accepted.
    pub environment: EnvironmentName,
    /// Why, for whoever reads the spec next.
    pub reason: crate::aws::Text,
}

/// What keeps rules: only [`Project::validate`] makes one, and only what is validated is rendered.
#[derive(Debug, Clone, PartialEq)]
pub struct Validated<T>(T);

impl<T> Deref for Validated<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.0
    }
}

/// A project that keeps every rule.
#[derive(Debug, Clone, PartialEq)]
pub struct ValidatedProject {
    environments: BTreeMap<EnvironmentName, Validated<Environment>>,
    warnings: Vec<Violation>,
    differences: Vec<Justification>,
}

/// What the rules say of a project.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Judgement {
    /// Violations that forbid rendering.
    pub errors: Vec<Violation>,
    /// Violations that were not waived and forbid nothing.
    pub warnings: Vec<Violation>,
}

impl std::fmt::Display for Judgement {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        for violation in self.errors.iter().chain(&self.warnings) {
            writeln!(f, "{violation}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Judgement {}

impl Project {
    /// The project of these environments, by their names; of two with one name, the later one stands.
    pub fn new(environments: impl IntoIterator<Item = Environment>) -> Self {
        let environments =
            environments.into_iter().map(|environment| (environment.environment.clone(), environment));
        Self { environments: environments.collect(), ..Self::default() }
    }

    /// What the rules say of the project.
    pub fn judge(&self) -> Judgement {
        let waived = |violation: &Violation| {
            self.waivers.iter().any(|waiver| {
                waiver.rule == violation.rule.code
                    && Some(&waiver.environment) == violation.environment.as_ref()
            })
        };
        let (errors, warnings): (Vec<_>, Vec<_>) =
            rules::judge(self).into_iter().partition(|violation| violation.rule.severity == Severity::Error);
        Judgement { errors, warnings: warnings.into_iter().filter(|violation| !waived(violation)).collect() }
    }

    /// The project, if it keeps every rule that forbids rendering.
    ///
    /// # Errors
    ///
    /// All violations, errors and warnings.
    pub fn validate(self) -> Result<ValidatedProject, Judgement> {
        let judgement = self.judge();
        if !judgement.errors.is_empty() {
            return Err(judgement);
        }
        let environments =
            self.environments.into_iter().map(|(name, environment)| (name, Validated(environment)));
        Ok(ValidatedProject {
            environments: environments.collect(),
            warnings: judgement.warnings,
            differences: self.differences,
        })
    }
}

impl ValidatedProject {
    /// The environments, by name.
    pub fn environments(&self) -> impl Iterator<Item = &Validated<Environment>> {
        self.environments.values()
    }

    /// The environment named `name`.
    pub fn environment(&self, name: &str) -> Option<&Validated<Environment>> {
        self.environments.iter().find(|(known, _)| known.as_str() == name).map(|(_, environment)| environment)
    }

    /// Differences between staging and production that were looked at and accepted.
    pub fn differences(&self) -> &[Justification] {
        &self.differences
    }

    /// Violations that forbid nothing and were not waived.
    pub fn warnings(&self) -> &[Violation] {
        &self.warnings
    }
}
