//! The one mapping from the model to what a root consists of.

use super::{Environment, Service};
use iac_core::aws::ServiceName;
use iac_core::environment::{
    self as model, Access, Capacity, Database, Hosts, Naming, Network, Providers, State, Validated,
};
use iac_core::syntax::{Block, Key, Value};
use iac_core::terraform::{Backend, InputType};
use std::collections::BTreeMap;

/// What the root of one environment consists of.
#[derive(Debug)]
pub struct Plan {
    /// The inputs of the module call.
    pub inputs: Environment,
    /// Where the state is kept.
    pub backend: Backend,
    /// The configuration of the AWS provider, with its guards.
    pub provider: Block,
    /// The version constraint of the AWS provider.
    pub constraint: String,
}

/// The root of `environment`.
///
/// Every group is taken apart without `..`, so that a new setting can't be forgotten.
pub fn plan(environment: &Validated<model::Environment>) -> Plan {
    let backend = backend(environment.state());
    let model::Environment {
        environment: name,
        tier: _, // drives judgement, never rendering
        region,
        instance_type,
        database_size,
        auto_scaling,
        min_instances,
        max_instances,
        multi_az,
        log_retention,
        deletion_protection,
        network: Network { cidr, zones, nat, endpoints, existing },
        hosts: Hosts { cpu_credits, root_volume },
        services,
        database:
            Database {
                version,
                storage,
                max_storage,
                backup_retention,
                backup_window,
                maintenance_window,
                monitoring_interval,
                insights_retention: _,
                replicas: _,
                password_rotation: _,
            },
        deployment: _,
        health_check: _,
        scaling: _,
        feature_flags: _,
        migrations: _,
        backup: _,
        monitoring: _,
        artifacts: _,
        firewall: _,
        encryption: _,
        adopt: _,
        limits: _,
        domain,
        access: Access { allowed_account_ids, role_to_assume },
        naming: Naming { project, owner, cost_centre, tags },
        state: _, // `state()` has filled in what the name decides
        providers: Providers { aws },
    } = (**environment).clone();

    let room = Capacity::of(instance_type, min_instances.get());
    let mut provider = Block::new("provider").label("aws").attribute("region", region.as_str());
    if !allowed_account_ids.is_empty() {
        provider = provider.attribute("allowed_account_ids", allowed_account_ids.to_value());
    }
    if let Some(role) = role_to_assume {
        let role = Block::new("assume_role")
            .attribute("role_arn", role.to_value())
            .attribute("session_name", format!("terraform-{name}"));
        provider = provider.block(role);
    }
    let mut common: BTreeMap<String, String> =
        tags.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    common.extend([
        ("Environment".to_owned(), name.to_string()),
        ("ManagedBy".to_owned(), "terraform".to_owned()),
        ("Project".to_owned(), project.to_string()),
    ]);
    common.extend(owner.iter().map(|owner| ("Owner".to_owned(), owner.to_string())));
    common.extend(cost_centre.iter().map(|payer| ("CostCentre".to_owned(), payer.to_string())));
    let common = common.into_iter().map(|(key, value)| (Key::Text(key), Value::from(value))).collect();
    provider = provider.block(Block::new("default_tags").attribute("tags", Value::Object(common)));

    let (domain_name, domain_zone_id) =
        domain.map_or((None, None), |domain| (Some(domain.name), domain.zone_id));
    let inputs = Environment {
        environment: name.into(),
        instance_type: instance_type.into(),
        database_size: database_size.into(),
        auto_scaling: auto_scaling.into(),
        min_instances: min_instances.into(),
        max_instances: max_instances.into(),
        multi_az: multi_az.into(),
        log_retention: log_retention.into(),
        deletion_protection: deletion_protection.into(),
        project: project.into(),
        owner: owner.into(),
        cost_centre: cost_centre.into(),
        tags: tags.into(),
        network_cidr: cidr.into(),
        network_zones: zones.into(),
        network_nat: nat.into(),
        network_endpoints: endpoints.into(),
        network_existing: existing.into(),
        // Types that earn no credits refuse to be told how to spend them.
        hosts_cpu_credits: instance_type.is_burstable().then_some(cpu_credits).into(),
        hosts_root_volume: root_volume.into(),
        services: services
            .iter()
            .map(|(name, own)| (name.clone(), service(name, own, &services, room)))
            .collect::<BTreeMap<_, _>>()
            .into(),
        database_version: version.into(),
        database_storage: storage.into(),
        database_max_storage: max_storage.into(),
        database_backup_retention: backup_retention.into(),
        database_backup_window: backup_window.into(),
        database_maintenance_window: maintenance_window.into(),
        database_monitoring_interval: monitoring_interval.into(),
        domain_name: domain_name.into(),
        domain_zone_id: domain_zone_id.into(),
    };
    Plan { inputs, backend, provider, constraint: aws.to_string() }
}

fn service(
    name: &ServiceName,
    service: &model::Service,
    all: &BTreeMap<ServiceName, model::Service>,
    room: Capacity,
) -> Service {
    let model::Service {
        image,
        command,
        port,
        cpu,
        memory,
        environment,
        secrets,
        health_path,
        replicas,
        path,
        jobs: _,
    } = service.clone();
    let overlap = room.holds(all, Some(name));
    Service { image, command, port, cpu, memory, environment, secrets, health_path, replicas, path, overlap }
}

fn backend(state: State) -> Backend {
    match state {
        State::Local { path } => Backend {
            kind: "local",
            arguments: vec![("path", path.expect("state() fills it in").to_value())],
        },
        State::S3(s3) => {
            let mut arguments = vec![
                ("bucket", s3.bucket.to_value()),
                ("key", s3.key.expect("state() fills it in").to_value()),
                ("region", s3.region.to_value()),
                ("encrypt", Value::from(true)),
                ("use_lockfile", Value::from(true)),
            ];
            arguments.extend(s3.kms_key.map(|key| ("kms_key_id", key.to_value())));
            Backend { kind: "s3", arguments }
        }
    }
}
