//! The alarms that undo a deployment, and what each of them measures.

use crate::environment::Metric;
use crate::judge::plan::{Plan, Resource};
use crate::judge::value::Value;

/// The operator that fires when a metric gets worse, also on the boundary value.
pub(super) fn operator(metric: Metric) -> &'static str {
    match metric {
        Metric::ErrorRate | Metric::ResponseTime => "GreaterThanOrEqualToThreshold",
        Metric::SuccessRate => "LessThanOrEqualToThreshold",
    }
}

/// An alarm that a service names as a reason to roll back.
#[derive(Debug)]
pub(super) struct Gate<'a> {
    pub(super) alarm: &'a Resource,
    /// Nothing for a gate on something else, such as memory.
    pub(super) metric: Option<Metric>,
}

impl Gate<'_> {
    /// The expression that the alarm judges, unless it is known only after apply.
    pub(super) fn expression(&self) -> Option<&str> {
        let expressions = self.alarm.all("metric_query.expression");
        let unknown = expressions.contains(&&Value::Unknown);
        (!unknown).then(|| expressions.into_iter().find_map(Value::text).unwrap_or_default())
    }

    /// The name that the expression has for a metric.
    pub(super) fn id_of(&self, metric: &str) -> Option<&str> {
        let queries = self.alarm.all("metric_query");
        let query = queries.into_iter().find(|query| query.at("metric.metric_name").is_text(metric))?;
        query.at("id").text()
    }
}

/// The gates of one service.
pub(super) fn of<'a>(plan: &'a Plan, service: &Resource) -> Vec<Gate<'a>> {
    let names = service.all("alarms.alarm_names");
    let is_named = |alarm: &&Resource| {
        let name = alarm.at("alarm_name");
        match name {
            Value::Text(_) if names.contains(&name) => true,
            _ => names.contains(&&Value::Unknown) && plan.refers(service, "alarms.alarm_names", alarm),
        }
    };
    plan.of_type("aws_cloudwatch_metric_alarm")
        .filter(is_named)
        .map(|alarm| Gate { alarm, metric: metric(alarm) })
        .collect()
}

/// The gates of all services, each once.
pub(super) fn all(plan: &Plan) -> Vec<Gate<'_>> {
    let mut gates: Vec<Gate<'_>> = Vec::new();
    for service in plan.of_type("aws_ecs_service") {
        for gate in of(plan, service) {
            if !gates.iter().any(|known| known.alarm.address == gate.alarm.address) {
                gates.push(gate);
            }
        }
    }
    gates
}

/// By the metrics and not by the operator: that one is what is judged.
fn metric(alarm: &Resource) -> Option<Metric> {
    let metrics = [alarm.all("metric_query.metric.metric_name"), alarm.all("metric_name")].concat();
    let measures = |metric: &str| metrics.iter().any(|value| value.is_text(metric));
    let expressions = alarm.all("metric_query.expression");
    let complement = |value: &&Value| value.text().is_some_and(|text| text.replace(' ', "").contains("1-"));
    if measures("TargetResponseTime") {
        Some(Metric::ResponseTime)
    } else if !measures("HTTPCode_Target_5XX_Count") || expressions.contains(&&Value::Unknown) {
        None
    } else if expressions.iter().any(complement) {
        Some(Metric::SuccessRate)
    } else {
        Some(Metric::ErrorRate)
    }
}
