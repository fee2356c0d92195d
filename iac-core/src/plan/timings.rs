//! The arguments of a plan that decide times.

use crate::aws::{Minutes, Percent, ServiceName};
use crate::environment::Strategy;
use crate::environment::limits::{HealthTimings, Measured, ServiceTimings, Timings};
use crate::plan::PlanError;
use crate::plan::resource::{Resource, read};
use serde_json::Value as Json;

/// The arguments of `plan` that decide times: of one environment, as its modules render it.
///
/// What AWS decides, such as subnets, is known only after an apply: a plan over a state, or a state, says it.
///
/// # Errors
///
/// [`PlanError`] if it isn't the plan of an environment, or something is missing in it.
pub fn timings(plan: &Json) -> Result<Timings, PlanError> {
    let plan = Plan(read(plan)?);
    let template = plan.one("aws_launch_template")?;
    let group = plan.one("aws_autoscaling_group")?;
    let provider = plan.one("aws_ecs_capacity_provider")?;
    let instance_type = template.text("instance_type").and_then(|name| name.parse().ok());
    let services = plan.of("aws_ecs_service").map(|service| {
        let name = service.text("name").and_then(|name| name.parse::<ServiceName>().ok());
        let name = name.ok_or_else(|| service.missing("name"))?;
        let timings = plan.service(service, &name)?;
        Ok((name, timings))
    });
    Ok(Timings {
        instance_type: instance_type.ok_or_else(|| template.missing("instance_type"))?,
        min_hosts: group.need("min_size")?,
        max_hosts: group.need("max_size")?,
        host_utilization: provider.need("auto_scaling_group_provider.0.managed_scaling.0.target_capacity")?,
        zones: group.at("vpc_zone_identifier").and_then(Json::as_array).map(Vec::len),
        services: services.collect::<Result<_, PlanError>>()?,
    })
}

struct Plan<'a>(Vec<Resource<'a>>);

impl<'a> Plan<'a> {
    fn of(&self, kind: &'static str) -> impl Iterator<Item = Resource<'a>> {
        self.0.iter().copied().filter(move |resource| resource.kind == kind)
    }

    fn one(&self, kind: &'static str) -> Result<Resource<'a>, PlanError> {
        let found: Vec<_> = self.of(kind).collect();
        match found.as_slice() {
            [one] => Ok(*one),
            several => Err(PlanError::Count { kind, found: several.len() }),
        }
    }

    fn service(&self, service: Resource<'a>, name: &ServiceName) -> Result<ServiceTimings, PlanError> {
        let beside = |kind: &'static str| self.of(kind).filter(move |other| other.module == service.module);
        // Jobs have task definitions too, on Fargate.
        let task = beside("aws_ecs_task_definition").find(|task| {
            let kinds = task.at("requires_compatibilities").and_then(Json::as_array);
            kinds.is_some_and(|kinds| kinds.iter().any(|kind| kind == "EC2"))
        });
        let task = task.ok_or_else(|| service.missing("task_definition"))?;
        let targets: Vec<Resource<'_>> = if service.at("load_balancer.0").is_some() {
            self.of("aws_lb_target_group").filter(|group| group.key == Some(name.as_str())).collect()
        } else {
            Vec::new()
        };
        let mut checks = targets.iter().map(|group| health_check(*group)).collect::<Result<Vec<_>, _>>()?;
        // Of two colours the slower one counts.
        checks.sort_unstable_by_key(|check| check.interval * check.healthy_threshold + check.timeout);
        let drains = targets.iter().map(|group| group.need::<u32>("deregistration_delay"));
        Ok(ServiceTimings {
            replicas: service.need("desired_count")?,
            cpu: task.need("cpu")?,
            memory: task.need("memory")?,
            health_check: checks.pop(),
            drain: drains.collect::<Result<Vec<_>, _>>()?.into_iter().max().unwrap_or(0),
            stop_grace: stop_grace(task),
            strategy: strategy(service)?,
            minimum_healthy: service.need("deployment_minimum_healthy_percent")?,
            maximum: service.need("deployment_maximum_percent")?,
            gates: self.gates(service),
            scale_out: beside("aws_cloudwatch_metric_alarm")
                .filter(|alarm| adds_tasks(*alarm))
                .find_map(measured),
            waits: service.at("wait_for_steady_state") == Some(&Json::Bool(true)),
            timeout: service
                .text("timeouts.update")
                .and_then(duration)
                .ok_or_else(|| service.missing("timeouts.update"))?,
        })
    }

    /// The slowest of the alarms that undo a deployment.
    fn gates(&self, service: Resource<'a>) -> Option<Measured> {
        if service.at("alarms.0.enable") != Some(&Json::Bool(true)) {
            return None;
        }
        let names = service.at("alarms.0.alarm_names")?.as_array()?;
        let watched = |alarm: &Resource<'_>| {
            alarm.text("alarm_name").is_some_and(|name| names.iter().any(|other| other == name))
        };
        self.of("aws_cloudwatch_metric_alarm")
            .filter(watched)
            .filter_map(measured)
            .max_by_key(|gate| gate.period * gate.datapoints)
    }
}

fn health_check(group: Resource<'_>) -> Result<HealthTimings, PlanError> {
    Ok(HealthTimings {
        interval: group.need("health_check.0.interval")?,
        timeout: group.need("health_check.0.timeout")?,
        healthy_threshold: group.need("health_check.0.healthy_threshold")?,
        unhealthy_threshold: group.need("health_check.0.unhealthy_threshold")?,
    })
}

/// The longest time that a container of the task has to stop, if the containers are known.
fn stop_grace(task: Resource<'_>) -> Option<u32> {
    let containers: Vec<Json> = serde_json::from_str(task.text("container_definitions")?).ok()?;
    let times = containers.iter().filter_map(|container| container.get("stopTimeout")?.as_u64());
    times.max().and_then(|seconds| u32::try_from(seconds).ok())
}

const BAKE: &str = "deployment_configuration.0.bake_time_in_minutes";
const CANARY: &str = "deployment_configuration.0.canary_configuration.0";
const LINEAR: &str = "deployment_configuration.0.linear_configuration.0";

fn strategy(service: Resource<'_>) -> Result<Strategy, PlanError> {
    let minutes = |path: &str| {
        let minutes =
            service.number::<u32>(path).and_then(|minutes| Minutes::try_from(i64::from(minutes)).ok());
        minutes.ok_or_else(|| service.missing(path))
    };
    let percent = |path: &str| {
        // AWS takes fractions, and renders whole numbers as such.
        let percent = service.at(path).and_then(Json::as_f64).filter(|percent| percent.fract() == 0.0);
        let whole = percent.and_then(|percent| format!("{percent:.0}").parse::<i64>().ok());
        whole.and_then(|percent| Percent::try_from(percent).ok()).ok_or_else(|| service.missing(path))
    };
    match service.text("deployment_configuration.0.strategy") {
        Some("ROLLING") => Ok(Strategy::Rolling),
        Some("BLUE_GREEN") => Ok(Strategy::BlueGreen { bake: minutes(BAKE)? }),
        Some("CANARY") => Ok(Strategy::Canary {
            percent: percent(&format!("{CANARY}.canary_percent"))?,
            observation: minutes(&format!("{CANARY}.canary_bake_time_in_minutes"))?,
            bake: minutes(BAKE)?,
        }),
        Some("LINEAR") => Ok(Strategy::Linear {
            percent: percent(&format!("{LINEAR}.step_percent"))?,
            observation: minutes(&format!("{LINEAR}.step_bake_time_in_minutes"))?,
            bake: minutes(BAKE)?,
        }),
        _ => Err(service.missing("deployment_configuration.0.strategy")),
    }
}

/// Whether the alarm says that a service has too much to do.
fn adds_tasks(alarm: Resource<'_>) -> bool {
    alarm.text("namespace") == Some("AWS/ECS")
        && alarm.text("metric_name") == Some("CPUUtilization")
        && alarm.text("comparison_operator").is_some_and(|operator| operator.starts_with("GreaterThan"))
}

/// How an alarm measures; of a formula, the slowest part counts.
fn measured(alarm: Resource<'_>) -> Option<Measured> {
    let datapoints = alarm.number("datapoints_to_alarm").or_else(|| alarm.number("evaluation_periods"))?;
    let queries = alarm.at("metric_query").and_then(Json::as_array).map_or(0, Vec::len);
    let parts =
        (0..queries).filter_map(|at| alarm.number::<u32>(&format!("metric_query.{at}.metric.0.period")));
    let period = alarm.number("period").or_else(|| parts.max())?;
    Some(Measured { period, datapoints })
}

/// Terraform's way to write a duration, such as `1h30m`, in seconds.
fn duration(text: &str) -> Option<u32> {
    let mut seconds = 0_u32;
    let mut rest = text;
    while !rest.is_empty() {
        let digits = rest.find(|c: char| !c.is_ascii_digit())?;
        let number: u32 = rest[..digits].parse().ok()?;
        let unit = match rest.as_bytes()[digits] {
            b'h' => 3600,
            b'm' => 60,
            b's' => 1,
            _ => return None,
        };
        seconds = seconds.checked_add(number.checked_mul(unit)?)?;
        rest = &rest[digits + 1..];
    }
    Some(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_duration_is_read_as_terraform_writes_it() {
        assert_eq!(duration("70m"), Some(4200));
        assert_eq!(duration("1h10m5s"), Some(4205));
        assert_eq!(duration("1500ms"), None);
        assert_eq!(duration("70"), None);
    }
}
