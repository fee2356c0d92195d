//! Which setting, changed alone, would mend a broken limit.

use crate::aws::InstanceType;
use crate::environment::limits::{Limit, Table};
use crate::environment::{Environment, Strategy};

/// A setting that would mend a limit.
pub(in crate::environment) struct Mend {
    /// Its path.
    pub(in crate::environment) setting: String,
    /// What to do, with the value that would be accepted.
    pub(in crate::environment) advice: String,
}

/// A setting that decides times, with the values that it could have instead, the nearest first.
struct Lever {
    setting: String,
    /// How the value is to be read: at most, at least, or as it is.
    word: &'static str,
    values: Vec<(String, Environment)>,
}

/// The settings that would mend `limit`, each alone, with the value nearest to today's; `sound` refuses what would only
/// break something else.
pub(in crate::environment) fn mend(
    environment: &Environment,
    limit: Limit,
    sound: impl Fn(&Environment) -> bool,
) -> Vec<Mend> {
    let mends = |changed: &Environment| {
        let table = Table::from(changed);
        table.line(limit).is_none_or(super::Line::holds) && sound(changed)
    };
    levers(environment)
        .into_iter()
        .filter_map(|Lever { setting, word, values }| {
            let (value, _) = values.iter().find(|(_, changed)| mends(changed))?;
            Some(Mend { advice: format!("`{setting}` {word}{value}"), setting })
        })
        .collect()
}

/// The environment with one number changed, for each number between `from` and `to` that the setting takes.
fn numbers<T: TryFrom<i64>>(
    environment: &Environment,
    numbers: impl Iterator<Item = i64>,
    set: impl Fn(&mut Environment, T),
) -> Vec<(String, Environment)> {
    numbers
        .filter_map(|number| {
            let value = T::try_from(number).ok()?;
            let mut changed = environment.clone();
            set(&mut changed, value);
            Some((number.to_string(), changed))
        })
        .collect()
}

fn lower<T: TryFrom<i64> + Into<i64> + Copy>(
    environment: &Environment,
    setting: &str,
    now: T,
    set: impl Fn(&mut Environment, T),
) -> Lever {
    let values = numbers(environment, (0..now.into()).rev(), set);
    Lever { setting: setting.to_owned(), word: "to at most ", values }
}

fn higher<T: TryFrom<i64> + Into<i64> + Copy>(
    environment: &Environment,
    setting: &str,
    now: T,
    most: i64,
    set: impl Fn(&mut Environment, T),
) -> Lever {
    let values = numbers(environment, now.into() + 1..=most, set);
    Lever { setting: setting.to_owned(), word: "to at least ", values }
}

/// More hosts from the beginning: without scaling both bounds move.
fn more_hosts(environment: &Environment) -> Lever {
    let (now, most) = (environment.min_instances, environment.max_instances);
    if environment.auto_scaling {
        return higher(environment, "min_instances", now, most.into(), |e, v| e.min_instances = v);
    }
    let both = higher(environment, "min_instances", now, crate::aws::InstanceCount::MAX.into(), |e, v| {
        e.min_instances = v;
        e.max_instances = v;
    });
    Lever { word: "and `max_instances` to at least ", ..both }
}

/// Every setting that could mend something, in the order in which one would try them.
fn levers(environment: &Environment) -> Vec<Lever> {
    let Environment { instance_type, deployment, health_check, scaling, .. } = environment;
    let mut levers = vec![
        lower(environment, "health_check.interval", health_check.interval, |e, v| {
            e.health_check.interval = v;
        }),
        lower(environment, "health_check.healthy_threshold", health_check.healthy_threshold, |e, v| {
            e.health_check.healthy_threshold = v;
        }),
        lower(environment, "health_check.timeout", health_check.timeout, |e, v| e.health_check.timeout = v),
        lower(environment, "scaling.datapoints", scaling.datapoints, |e, v| e.scaling.datapoints = v),
        lower(environment, "scaling.period", scaling.period, |e, v| e.scaling.period = v),
        lower(environment, "scaling.host_utilization", scaling.host_utilization, |e, v| {
            e.scaling.host_utilization = v;
        }),
        Lever {
            setting: "instance_type".to_owned(),
            word: "to ",
            values: larger(*instance_type)
                .map(|size| {
                    let mut changed = environment.clone();
                    changed.instance_type = size;
                    (format!("\"{size}\""), changed)
                })
                .collect(),
        },
        more_hosts(environment),
        higher(environment, "deployment.drain", deployment.drain, 3600, |e, v| e.deployment.drain = v),
        lower(environment, "deployment.stop_grace", deployment.stop_grace, |e, v| {
            e.deployment.stop_grace = v;
        }),
        lower(environment, "deployment.drain", deployment.drain, |e, v| e.deployment.drain = v),
    ];
    match deployment.strategy {
        Strategy::Canary { observation: now, .. } => {
            levers.push(higher(environment, "deployment.strategy.canary.observation", now, 1440, |e, v| {
                if let Strategy::Canary { observation, .. } = &mut e.deployment.strategy {
                    *observation = v;
                }
            }));
        }
        Strategy::Linear { observation: now, percent: step, .. } => {
            levers.push(higher(environment, "deployment.strategy.linear.observation", now, 1440, |e, v| {
                if let Strategy::Linear { observation, .. } = &mut e.deployment.strategy {
                    *observation = v;
                }
            }));
            levers.push(higher(environment, "deployment.strategy.linear.percent", step, 99, |e, v| {
                if let Strategy::Linear { percent, .. } = &mut e.deployment.strategy {
                    *percent = v;
                }
            }));
        }
        Strategy::Rolling | Strategy::BlueGreen { .. } => {}
    }
    levers.push(lower(environment, "deployment.gate_datapoints", deployment.gate_datapoints, |e, v| {
        e.deployment.gate_datapoints = v;
    }));
    levers.push(lower(environment, "deployment.gate_period", deployment.gate_period, |e, v| {
        e.deployment.gate_period = v;
    }));
    levers
}

/// The larger types of the same family.
fn larger(now: InstanceType) -> impl Iterator<Item = InstanceType> {
    InstanceType::all().filter(move |size| *size > now && size.family() == now.family())
}
