//! An alarm can fire, and does when things get worse.

use crate::judge::Expected;
use crate::judge::finding::Weakness;
use crate::judge::plan::Plan;
use crate::judge::rules::{Check, Rule};

pub(super) const RULE: Rule = Rule {
    code: "alarm-can-fire",
    title: "an alarm can fire, and does when things get worse",
    explain: include_str!("alarm-can-fire.md"),
    check: Check::Plan(check),
};

/// The usual metrics, and how operators begin that fire when they get worse.
const DIRECTIONS: [(&str, &str); 20] = [
    ("AnomalyCount", "Greater"),
    ("CPUCreditBalance", "Less"),
    ("CPUSurplusCreditsCharged", "Greater"),
    ("CPUUtilization", "Greater"),
    ("DatabaseConnections", "Greater"),
    ("DiskQueueDepth", "Greater"),
    ("FreeStorageSpace", "Less"),
    ("FreeableMemory", "Less"),
    ("HTTPCode_ELB_5XX_Count", "Greater"),
    ("HTTPCode_Target_5XX_Count", "Greater"),
    ("HealthyHostCount", "Less"),
    ("MemoryUtilization", "Greater"),
    ("ReadLatency", "Greater"),
    ("ReplicaLag", "Greater"),
    ("RunningTaskCount", "Less"),
    ("SuccessPercent", "Less"),
    ("SwapUsage", "Greater"),
    ("TargetResponseTime", "Greater"),
    ("UnHealthyHostCount", "Greater"),
    ("WriteLatency", "Greater"),
];

fn check(plan: &Plan, _: &Expected) -> Vec<Weakness> {
    let mut weaknesses = Vec::new();
    for alarm in plan.of_type("aws_cloudwatch_metric_alarm") {
        let (needed, looked_at) =
            (alarm.at("datapoints_to_alarm").number(), alarm.at("evaluation_periods").number());
        if needed.zip(looked_at).is_some_and(|(needed, looked_at)| needed > looked_at) {
            weaknesses.push(alarm.weak(
                "datapoints_to_alarm",
                "more measurements are asked for than are looked at",
                "set it to `evaluation_periods` or less",
            ));
        }
        let operator = alarm.at("comparison_operator").text().unwrap_or_default();
        let Some((metric, worse)) =
            DIRECTIONS.iter().find(|(metric, _)| alarm.at("metric_name").is_text(metric))
        else {
            continue;
        };
        if !operator.is_empty()
            && !operator.starts_with(worse)
            && !plan.refers_to_type(alarm, "alarm_actions", "aws_appautoscaling_policy")
        {
            weaknesses.push(alarm.weak(
                "comparison_operator",
                format!("the alarm fires when {metric} gets better"),
                format!("use an operator that begins with `{worse}`"),
            ));
        }
        let share = metric.ends_with("Utilization");
        let threshold = alarm.at("threshold").number();
        if threshold.is_some_and(|threshold| share && (threshold >= 100.0 || threshold <= 0.0)) {
            weaknesses.push(alarm.weak(
                "threshold",
                format!("{metric} is a share and never passes {}", alarm.at("threshold")),
                "set it between 0 and 100",
            ));
        }
    }
    weaknesses
}
