//! Rules over one environment and over the project.
//!
//! Each rule is a file with a stable code, and a text beside it that `iac explain CODE` prints. A rule judges settings,
//! never the name of an environment.

mod account_owner;
mod account_unowned;
mod adopt;
mod auto_scaling_off;
mod backup_window;
mod blue_green_update;
mod cidr_overlap;
mod copy_region;
mod domain;
mod existing_network;
mod fargate_size;
mod gates;
mod health_timeout;
mod linear_step;
mod lock_bounds;
mod migrations;
mod min_above_max;
mod no_way_out;
mod path_twice;
mod prefix;
mod production_availability;
mod production_durability;
mod provider_line;
mod room_for_two;
mod same_region;
mod schedule;
mod secret_in_plain_text;
mod shared_state;
mod single_nat;
mod size_ladder;
mod storage_ceiling;
mod tags;
mod tasks_fit;
mod time_limit;
mod unknown_secret;
mod unused_difference;
mod unused_secret;
mod zones;

use crate::aws::EnvironmentName;
use crate::environment::{Environment, Project};
use std::fmt;

/// Every rule, by code.
pub static ALL: &[Rule] = &[
    account_owner::RULE,
    account_unowned::RULE,
    adopt::RULE,
    auto_scaling_off::RULE,
    backup_window::RULE,
    blue_green_update::RULE,
    cidr_overlap::RULE,
    copy_region::RULE,
    domain::RULE,
    existing_network::RULE,
    fargate_size::RULE,
    gates::RULE,
    health_timeout::RULE,
    linear_step::RULE,
    lock_bounds::RULE,
    migrations::RULE,
    min_above_max::RULE,
    no_way_out::RULE,
    path_twice::RULE,
    prefix::RULE,
    production_availability::RULE,
    production_durability::RULE,
    provider_line::RULE,
    room_for_two::RULE,
    same_region::RULE,
    schedule::RULE,
    secret_in_plain_text::RULE,
    shared_state::RULE,
    single_nat::RULE,
    size_ladder::RULE,
    storage_ceiling::RULE,
    tags::RULE,
    tasks_fit::RULE,
    time_limit::RULE,
    unknown_secret::RULE,
    unused_difference::RULE,
    unused_secret::RULE,
    zones::RULE,
];

/// The rule that every waiver waives something.
static UNUSED_WAIVER: Rule = Rule {
    code: "unused-waiver",
    severity: Severity::Error,
    title: "each waiver waives something",
    explain: include_str!("unused-waiver.md"),
    conceals: false,
    check: Check::Project(unused_waivers),
};

/// A rule that settings keep or break.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// The stable code, such as `cidr-overlap`.
    pub code: &'static str,
    /// Whether breaking it forbids rendering.
    pub severity: Severity,
    /// The rule in one line.
    pub title: &'static str,
    /// Why it stands, in Markdown.
    pub explain: &'static str,
    /// Whether the line that breaks it may not be shown, since it holds a secret.
    pub conceals: bool,
    check: Check,
}

impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

/// Whether a violation forbids rendering.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Severity {
    /// It forbids rendering, and can't be waived.
    Error,
    /// It is reported, and can be waived with a reason.
    Warning,
}

#[derive(Debug, Clone, Copy)]
enum Check {
    Environment(fn(&Environment) -> Vec<Finding>),
    Project(fn(&Project) -> Vec<(EnvironmentName, Finding)>),
}

/// What a rule found, before it is said whose it is.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Finding {
    setting: String,
    problem: String,
    help: String,
}

impl Finding {
    fn new(setting: impl Into<String>, problem: impl Into<String>, help: impl Into<String>) -> Self {
        Self { setting: setting.into(), problem: problem.into(), help: help.into() }
    }
}

/// A rule that is broken.
#[derive(Debug, Clone, PartialEq)]
pub struct Violation {
    /// The rule.
    pub rule: &'static Rule,
    /// The environment that breaks it.
    pub environment: Option<EnvironmentName>,
    /// The path of the setting to look at, such as `network.cidr`.
    pub setting: String,
    /// What is wrong, with the values.
    pub problem: String,
    /// What would mend it.
    pub help: String,
}

impl fmt::Display for Violation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kind = match self.rule.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
        };
        write!(f, "{kind}[{}]: ", self.rule.code)?;
        if let Some(environment) = &self.environment {
            write!(f, "{environment}: ")?;
        }
        write!(f, "{}: {} (help: {})", self.setting, self.problem, self.help)
    }
}

/// Every rule: those of [`ALL`], and the one about waivers, which needs what they found.
pub fn all() -> impl Iterator<Item = &'static Rule> {
    ALL.iter().chain([&UNUSED_WAIVER])
}

/// The rule with `code`.
pub fn find(code: &str) -> Option<&'static Rule> {
    all().find(|rule| rule.code == code)
}

/// All violations of a project, in the order of the rules.
pub(super) fn judge(project: &Project) -> Vec<Violation> {
    all().flat_map(|rule| rule.judge(project)).collect()
}

impl Rule {
    /// Whether one environment, for itself, keeps the rule.
    fn is_kept_by(&self, environment: &Environment) -> bool {
        match self.check {
            Check::Environment(check) => check(environment).is_empty(),
            Check::Project(_) => true,
        }
    }

    fn judge(&'static self, project: &Project) -> Vec<Violation> {
        let violation = |environment: EnvironmentName, finding: Finding| Violation {
            rule: self,
            environment: Some(environment),
            setting: finding.setting,
            problem: finding.problem,
            help: finding.help,
        };
        match self.check {
            Check::Project(check) => {
                check(project).into_iter().map(|(name, finding)| violation(name, finding)).collect()
            }
            Check::Environment(check) => project
                .environments
                .iter()
                .flat_map(|(name, environment)| {
                    check(environment).into_iter().map(move |finding| violation(name.clone(), finding))
                })
                .collect(),
        }
    }
}

/// Waivers that name no warning of their environment.
fn unused_waivers(project: &Project) -> Vec<(EnvironmentName, Finding)> {
    let warnings: Vec<_> = ALL
        .iter()
        .filter(|rule| rule.severity == Severity::Warning)
        .flat_map(|rule| rule.judge(project))
        .collect();
    let matches = |waiver: &&crate::environment::Waiver| {
        !warnings.iter().any(|warning| {
            warning.rule.code == waiver.rule && warning.environment.as_ref() == Some(&waiver.environment)
        })
    };
    let finding = |waiver: &crate::environment::Waiver| {
        let help = match find(&waiver.rule).map(|rule| rule.severity) {
            Some(Severity::Warning) => "remove the waiver: the warning isn't there".to_owned(),
            Some(Severity::Error) => "an error can't be waived".to_owned(),
            None => {
                let codes: Vec<_> = ALL
                    .iter()
                    .filter(|rule| rule.severity == Severity::Warning)
                    .map(|rule| rule.code)
                    .collect();
                format!("the rules that can be waived are {}", codes.join(", "))
            }
        };
        Finding::new("waivers", format!("the waiver of `{}` matches nothing", waiver.rule), help)
    };
    project
        .waivers
        .iter()
        .filter(matches)
        .map(|waiver| (waiver.environment.clone(), finding(waiver)))
        .collect()
}
