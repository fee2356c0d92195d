//! Load adds tasks within two minutes.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::{Plan, Resource};
use crate::judge::rules::{Check, Rule};
use crate::judge::value::Value;

pub(super) const RULE: Rule = Rule {
    code: "scale-out-time",
    title: "load adds tasks within two minutes",
    explain: include_str!("scale-out-time.md"),
    check: Check::Plan(check),
};

const POLICY: &str = "aws_appautoscaling_policy";
/// Seconds until CloudWatch knows a measurement.
const LAG: f64 = 60.0;

fn check(plan: &Plan, expected: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    let limit = expected.scale_out;
    let scaling = plan
        .of_type("aws_cloudwatch_metric_alarm")
        .filter(|alarm| plan.refers_to_type(alarm, "alarm_actions", POLICY));
    for alarm in scaling {
        let out =
            alarm.at("comparison_operator").text().is_some_and(|operator| operator.starts_with("Greater"));
        let periods = [alarm.at("datapoints_to_alarm"), alarm.at("evaluation_periods")]
            .into_iter()
            .find_map(Value::number);
        let time = alarm.at("period").number().zip(periods).map(|(period, count)| period * count + LAG);
        if let Some(time) = time.filter(|time| out && *time > limit) {
            weaknesses.push(alarm.weak("period", format!("load is noticed after {time} s"), format!("choose `period` and `datapoints_to_alarm` for {limit} s, of which {LAG} s are CloudWatch's")));
        }
        let mut policies: Vec<_> = plan
            .of_type(POLICY)
            .filter(|policy| {
                policy.module_address() == alarm.module_address()
                    && plan.refers(alarm, "alarm_actions", policy)
            })
            .collect();
        // References have no keys: of several instances the one with the alarm's own key is meant.
        if policies.iter().any(|policy| policy.key() == alarm.key()) {
            policies.retain(|policy| policy.key() == alarm.key());
        }
        let right = |policy: &&Resource| {
            let steps = policy.all("step_scaling_policy_configuration.step_adjustment.scaling_adjustment");
            steps.iter().filter_map(|step| step.number()).all(|step| (step > 0.0) == out)
        };
        if !policies.is_empty() && !policies.iter().any(right) {
            let (problem, help) = if out {
                ("load takes tasks away", "make every `scaling_adjustment` positive")
            } else {
                ("little load adds tasks", "make every `scaling_adjustment` negative")
            };
            weaknesses.push(policies[0].weak(
                "step_scaling_policy_configuration.step_adjustment.scaling_adjustment",
                problem,
                help,
            ));
        }
    }
    weaknesses
}
