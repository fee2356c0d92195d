//! `RELEASE.md`: how one environment is released, undone and taken down, with its own words and numbers.

use crate::environment::{Capacity, Environment, Lock, Mode, Nat, Service, State, Strategy, Validated, Wait};
use crate::operations::Times;
use crate::prose::{Kind, numbered, render};
use minijinja::{Value, context};

/// The page about releases of `environment`, in Markdown.
///
/// ```
/// use iac_core::environment::Project;
/// use iac_core::operations::{Times, release};
///
/// let project = Project::of_presets().validate()?;
/// let production = project.environment("production").expect("a preset");
/// let page = release(production, &Times { timeout: 4_500, rows: Vec::new() });
/// assert!(page.contains("10 % of requests for 30 minutes"));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
pub fn release(environment: &Validated<Environment>, times: &Times) -> String {
    let values = context! {
        ..place(environment),
        ..deployment(environment, times),
        ..network(environment),
        ..database(environment),
        ..destruction(environment),
    };
    numbered(&render(Kind::Markdown, include_str!("release.md.j2"), &values))
}

/// What everything is called, and where it is.
fn place(environment: &Environment) -> Value {
    let name = name(environment);
    let region = environment.region.as_str();
    let state = match environment.state() {
        State::Local { path } => path.map_or_else(String::new, |path| path.to_string()),
        State::S3(state) => {
            format!("s3://{}/{}", state.bucket, state.key.map_or_else(String::new, |key| key.to_string()))
        }
    };
    context! {
        region,
        state,
        folder => format!("environments/{}", environment.environment),
        accounts => environment.access.allowed_account_ids.iter().map(ToString::to_string).collect::<Vec<_>>(),
        snapshot => format!(
            "aws rds create-db-snapshot --region {region} --db-instance-identifier {name} --db-snapshot-identifier {name}-last"
        ),
        name,
    }
}

/// How requests move, what watches them and how long it takes.
fn deployment(environment: &Environment, times: &Times) -> Value {
    let deployment = &environment.deployment;
    let strategy = deployment.strategy;
    let (word, percent, observation) = match strategy {
        Strategy::Rolling => ("rolling", 0, 0),
        Strategy::BlueGreen { .. } => ("blue_green", 0, 0),
        Strategy::Canary { percent, observation, .. } => ("canary", percent.get(), observation.get()),
        Strategy::Linear { percent, observation, .. } => ("linear", percent.get(), observation.get()),
    };
    let name = name(environment);
    let hosts = Capacity::of(environment.instance_type, environment.min_instances.get());
    let services = &environment.services;
    let rows: Vec<Value> = times
        .rows
        .iter()
        .map(|row| context! { what => row.what.as_str(), takes => row.takes.as_str(), promise => row.promise.as_str() })
        .collect();
    let call = environment.environment.as_str().replace('-', "_");
    context! {
        strategy => word,
        percent,
        observation => counted(observation.into(), "minute"),
        bake => counted(strategy.bake().into(), "minute"),
        shifts => strategy.shifts(),
        shifts_traffic => strategy.shifts_traffic(),
        overlap => services.keys().all(|one| hosts.holds(services, Some(one))),
        is_rollback => deployment.mode == Mode::Rollback,
        pipeline => deployment.wait == Wait::Pipeline,
        gates => deployment.gates.iter().map(|gate| gate.to_string()).collect::<Vec<_>>(),
        gate_datapoints => counted(deployment.gate_datapoints.get().into(), "measurement"),
        gate_period => counted(deployment.gate_period.get().into(), "second"),
        gate_requests => counted(deployment.gate_requests.get(), "request"),
        released => services.values().any(Service::is_released),
        migrations => environment.migrations.as_ref().map(|_| format!("{name}-migrations")),
        migrations_first => format!("terraform apply -target=module.{call}_environment.module.migrations"),
        migrations_start => format!(
            "aws stepfunctions start-execution --region {} --state-machine-arn \"$(terraform output -raw migrations_state_machine_arn)\"",
            environment.region
        ),
        workers => services.values().any(|service| !service.is_public()),
        times => rows,
        longest => counted(times.timeout.div_ceil(60), "minute"),
    }
}

/// What the way out of the network costs.
fn network(environment: &Environment) -> Value {
    let network = &environment.network;
    let (zones, endpoints) = (network.zones.iter().count(), network.endpoints.len());
    context! {
        existing_network => network.existing.is_some(),
        nat => match network.nat {
            Nat::None => "none",
            Nat::Single => "single",
            Nat::PerZone => "per_zone",
        },
        zones,
        endpoints,
        endpoint_charges => zones * endpoints,
        host_utilization => environment.scaling.host_utilization.get(),
        idle => environment.scaling.host_utilization.get() < 100,
    }
}

/// What the database costs, and how far back its data go.
fn database(environment: &Environment) -> Value {
    context! {
        multi_az => environment.multi_az,
        database_size => environment.database_size.as_str(),
        replicas => environment.database.replicas.get(),
        copy_region => environment.backup.copy_region.as_ref().map(ToString::to_string),
    }
}

/// What is taken over, and what stands in the way of taking the environment down.
fn destruction(environment: &Environment) -> Value {
    let adopt = &environment.adopt;
    let adopted: Vec<String> = [
        adopt.vpc.as_ref().map(ToString::to_string),
        adopt.database.as_ref().map(ToString::to_string),
        adopt.log_bucket.as_ref().map(ToString::to_string),
    ]
    .into_iter()
    .flatten()
    .collect();
    let (lock, days, grace) = match environment.backup.lock {
        Lock::None => ("none", 0, 0),
        Lock::Governance { min_retention, .. } => ("governance", min_retention.get(), 0),
        Lock::Compliance { min_retention, grace, .. } => ("compliance", min_retention.get(), grace.get()),
    };
    context! {
        adopted,
        protected => environment.deletion_protection,
        backup_retention => counted(environment.database.backup_retention.get().into(), "day"),
        lock,
        lock_days => counted(days.into(), "day"),
        lock_grace => counted(grace.into(), "day"),
        own_key => environment.encryption.key_arn.is_none(),
    }
}

/// What the names of everything that the environment makes begin with.
fn name(environment: &Environment) -> String {
    format!("{}-{}", environment.naming.project, environment.environment)
}

/// A number of things, in words.
fn counted(number: u32, thing: &str) -> String {
    if number == 1 { format!("1 {thing}") } else { format!("{number} {thing}s") }
}
