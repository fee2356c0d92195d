//! What the tier promises is kept by the times that are rendered.

use crate::environment::Environment;
use crate::environment::limits::{Limit, Line, Measure, Table, mend};
use crate::environment::rules::{Check, Finding, Rule, Severity, health_timeout, room_for_two, tasks_fit};

pub(super) const RULE: Rule = Rule {
    code: "time-limit",
    severity: Severity::Error,
    title: "what the tier promises is kept by the times that are rendered",
    explain: include_str!("time-limit.md"),
    conceals: false,
    check: Check::Environment(check),
};

/// How many settings that would mend a limit are named.
const NAMED: usize = 3;

/// Whether a deployment ends at all.
fn ends(environment: &Environment) -> bool {
    tasks_fit::RULE.is_kept_by(environment) && room_for_two::RULE.is_kept_by(environment)
}

fn check(environment: &Environment) -> Vec<Finding> {
    if !ends(environment) {
        return Vec::new();
    }
    Table::from(environment)
        .broken()
        // The rule `production-availability` speaks of that.
        .filter(|line| line.limit != Limit::ZoneLoss)
        .map(|line| finding(environment, line))
        .collect()
}

fn finding(environment: &Environment, line: &Line) -> Finding {
    let problem = match &line.measure {
        Measure::Time(time) => {
            let bound = line.bound.as_ref().map_or(String::new(), ToString::to_string);
            format!("{} of `{}`: {time}, not {bound}", line.limit, line.service)
        }
        Measure::Condition(facts) => {
            let broken: Vec<&str> =
                facts.iter().filter(|fact| !fact.holds).map(|fact| fact.text.as_str()).collect();
            format!("no {} of `{}`: {}", line.limit, line.service, broken.join(", "))
        }
    };
    // What mends the times must not be refused by AWS.
    let mends = mend(environment, line.limit, |changed| {
        let touched = changed.health_check != environment.health_check;
        ends(changed) && (!touched || health_timeout::RULE.is_kept_by(changed))
    });
    let setting = mends.first().map_or(limit_setting(line.limit), |mend| mend.setting.as_str()).to_owned();
    let advice: Vec<_> = mends.iter().take(NAMED).map(|mend| mend.advice.as_str()).collect();
    let help = if advice.is_empty() {
        "no setting alone would mend it: change several; `iac check ENVIRONMENT` prints what each of them is worth"
            .to_owned()
    } else {
        format!("set {}", advice.join(", or "))
    };
    Finding::new(setting, problem, help)
}

/// The setting to look at, if none alone would mend the limit.
fn limit_setting(limit: Limit) -> &'static str {
    match limit {
        Limit::HealthCheck | Limit::Unhealthy => "limits.health_check",
        Limit::RollbackRunning | Limit::RollbackGone => "limits.rollback",
        Limit::ScaleOut | Limit::ScaleOutServing | Limit::ScaleOutHost => "limits.scale_out",
        Limit::Deployment | Limit::AllRequests | Limit::Over => "limits.deployment",
        Limit::Detection | Limit::Observation | Limit::TerraformWait | Limit::Session => {
            "deployment.strategy"
        }
        Limit::ZeroDowntime | Limit::ZoneLoss => "instance_type",
    }
}
