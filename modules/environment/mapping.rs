//! The one mapping from the model to what a root consists of.

use super::{Environment, Service};
use crate::account_baseline::AccountBaseline;
use crate::preamble;
use crate::tracing::TracingKind;
use iac_core::aws::{DeploymentStrategy as Word, Minutes, Percent, PolicyArn, RunbookSeconds, ServiceName};
use iac_core::environment::limits::Table;
use iac_core::environment::{
    self as model, Access, Account, Adopt, Artifacts, Backup, Capacity, Database, Deployment, Domain,
    Encryption, Firewall, HealthCheck, Hosts, Incident, Lock, Monitoring, Naming, Network, Providers,
    Scaling, Strategy, Tracing, Validated,
};
use iac_core::operations::Times;
use iac_core::syntax::Block;
use iac_core::terraform::{Backend, Expr};
use std::collections::{BTreeMap, BTreeSet};

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
    /// What exists already and is taken over: its address below the module call, and its id.
    pub imports: Vec<(&'static str, String)>,
}

/// The root of `environment`.
///
/// Every group is taken apart without `..`, so that a new setting can't be forgotten.
///
/// # Panics
///
/// Never: rules refuse what couldn't be rendered.
#[expect(clippy::too_many_lines, reason = "one list of all settings, so that none can be forgotten")]
pub fn plan(environment: &Validated<model::Environment>) -> Plan {
    let session = Table::from(&**environment).session();
    let stuck: RunbookSeconds = i64::from(Times::of(environment).timeout)
        .clamp(RunbookSeconds::MIN.into(), RunbookSeconds::MAX.into())
        .try_into()
        .expect("it is in range");
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
                insights_retention,
                blue_green_update,
                replicas,
                password_rotation,
            },
        deployment:
            Deployment {
                strategy,
                mode,
                wait,
                gates,
                gate_period,
                gate_datapoints,
                gate_requests,
                drain,
                stop_grace,
            },
        health_check: HealthCheck { interval, timeout, healthy_threshold, unhealthy_threshold, grace },
        scaling: Scaling { cpu, period, datapoints, host_utilization },
        feature_flags,
        secrets,
        migrations,
        backup:
            Backup { daily_retention, monthly_retention, point_in_time, copy_region, lock, audit, restore_test },
        monitoring: Monitoring { emails, log_errors, log_anomalies, synthetics, synthetics_runtime, tracing },
        incident: Incident { ops_items, pager, slack },
        artifacts: Artifacts { keep, pull_account_ids },
        firewall: Firewall { rate_limit },
        encryption: Encryption { key_arn },
        adopt,
        limits: _, // judges what is rendered
        domain,
        access:
            Access {
                allowed_account_ids,
                role_to_assume,
                github,
                oidc_provider_arn,
                operators,
                auditors,
                permissions_boundary_arn,
            },
        account: _, // `account()` maps it
        naming,
        state: _, // `state()` has filled in what the name decides
        providers: Providers { aws },
    } = (**environment).clone();

    let access_github = github.map(|github| github.subject(&name));
    // Without a role to assume, the same credentials read the state and change the account: one guard holds for both.
    let nobody = BTreeSet::new();
    let backend = preamble::backend(
        environment.state(),
        if role_to_assume.is_none() { &allowed_account_ids } else { &nobody },
    );
    let mut common = preamble::tags(&naming);
    common.insert("Environment".to_owned(), name.to_string());
    let role = role_to_assume.map(|role| (role, format!("terraform-{name}")));
    let provider = preamble::provider(region, &allowed_account_ids, role, common);
    let Naming { project, owner, cost_centre, tags } = naming;
    let room = Capacity::of(instance_type, min_instances.get());
    let (domain_name, domain_zone_id, domain_certificate_arn) = domain
        .map_or((None, None, None), |Domain { name, zone_id, certificate_arn }| {
            (Some(name), zone_id, certificate_arn)
        });
    let steps = Steps::of(strategy);
    let (backup_lock_min_retention, backup_lock_max_retention, backup_lock_grace) = match lock {
        Lock::None => (None, None, None),
        Lock::Governance { min_retention, max_retention } => (Some(min_retention), Some(max_retention), None),
        Lock::Compliance { min_retention, max_retention, grace } => {
            (Some(min_retention), Some(max_retention), Some(grace))
        }
    };
    let (monitoring_tracing, monitoring_collector, monitoring_sampling) = match tracing {
        Tracing::None => (TracingKind::None, None, None),
        Tracing::Xray { collector, sampling } => (TracingKind::Xray, Some(collector), Some(sampling)),
        Tracing::Prometheus { collector } => (TracingKind::Prometheus, Some(collector), None),
    };
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
        database_insights_retention: insights_retention.into(),
        database_blue_green_update: blue_green_update.into(),
        database_replicas: replicas.into(),
        database_password_rotation: password_rotation.into(),
        deployment_strategy: steps.strategy.into(),
        deployment_canary_percent: steps.canary_percent.into(),
        deployment_canary_observation: steps.canary_observation.into(),
        deployment_linear_percent: steps.linear_percent.into(),
        deployment_linear_observation: steps.linear_observation.into(),
        deployment_bake: steps.bake.into(),
        deployment_mode: mode.into(),
        deployment_wait: wait.into(),
        deployment_timeout: stuck.into(),
        deployment_gates: gates.into(),
        deployment_gate_period: gate_period.into(),
        deployment_gate_datapoints: gate_datapoints.into(),
        deployment_gate_requests: gate_requests.into(),
        deployment_drain: drain.into(),
        deployment_stop_grace: stop_grace.into(),
        health_check_interval: interval.into(),
        health_check_timeout: timeout.into(),
        health_check_healthy_threshold: healthy_threshold.into(),
        health_check_unhealthy_threshold: unhealthy_threshold.into(),
        health_check_grace: grace.into(),
        scaling_cpu: cpu.into(),
        scaling_period: period.into(),
        scaling_datapoints: datapoints.into(),
        scaling_host_utilization: host_utilization.into(),
        feature_flags: feature_flags.into(),
        secrets: secrets.into(),
        migrations: migrations.into(),
        backup_daily_retention: daily_retention.into(),
        backup_monthly_retention: monthly_retention.get().into(),
        backup_point_in_time: point_in_time.into(),
        backup_audit: audit.into(),
        backup_copy_region: copy_region.get().into(),
        backup_lock_min_retention: backup_lock_min_retention.into(),
        backup_lock_max_retention: backup_lock_max_retention.into(),
        backup_lock_grace: backup_lock_grace.into(),
        backup_restore_test: restore_test.into(),
        monitoring_emails: emails.into(),
        monitoring_log_errors: log_errors.into(),
        monitoring_log_anomalies: log_anomalies.into(),
        monitoring_synthetics: synthetics.get().into(),
        monitoring_synthetics_runtime: synthetics_runtime.into(),
        monitoring_tracing: monitoring_tracing.into(),
        monitoring_collector: monitoring_collector.into(),
        monitoring_sampling: monitoring_sampling.into(),
        incident_ops_items: ops_items.into(),
        incident_pager: pager.into(),
        incident_slack: slack.into(),
        artifacts_keep: keep.into(),
        artifacts_pull_account_ids: pull_account_ids.into(),
        firewall_rate_limit: rate_limit.into(),
        encryption_key_arn: key_arn.into(),
        access_github: access_github.into(),
        access_oidc_provider_arn: oidc_provider_arn.into(),
        access_session: session.into(),
        access_operators: operators.into(),
        access_auditors: auditors.into(),
        access_permissions_boundary_arn: permissions_boundary_arn.into(),
        domain_name: domain_name.into(),
        domain_zone_id: domain_zone_id.into(),
        domain_certificate_arn: domain_certificate_arn.into(),
    };
    Plan { inputs, backend, provider, constraint: aws.to_string(), imports: imports(adopt) }
}

/// The guards of the account that `environment` lives in, if it owns them; `boundary` limits their roles.
///
/// # Panics
///
/// Never: a rule refuses a prefix that is too long.
pub fn account(
    environment: &Validated<model::Environment>,
    boundary: Expr<PolicyArn>,
) -> Option<AccountBaseline> {
    let Account { scope, home_region: _, emails, budget, audit_retention } = environment.account.clone();
    scope.owns().then(|| AccountBaseline {
        prefix: environment.prefix().expect("a rule refuses one that is too long").into(),
        home: environment.is_at_home().into(),
        emails: emails.into(),
        budget: budget.into(),
        audit_retention: audit_retention.into(),
        log_retention: environment.log_retention.into(),
        boundary_arn: boundary.into(),
    })
}

/// A strategy as the module takes it: a word, and what belongs to it.
struct Steps {
    strategy: Word,
    canary_percent: Option<Percent>,
    canary_observation: Option<Minutes>,
    linear_percent: Option<Percent>,
    linear_observation: Option<Minutes>,
    bake: Option<Minutes>,
}

impl Steps {
    fn of(strategy: Strategy) -> Self {
        let none = Self {
            strategy: Word::Rolling,
            canary_percent: None,
            canary_observation: None,
            linear_percent: None,
            linear_observation: None,
            bake: None,
        };
        match strategy {
            Strategy::Rolling => none,
            Strategy::BlueGreen { bake } => Self { strategy: Word::BlueGreen, bake: Some(bake), ..none },
            Strategy::Canary { percent, observation, bake } => Self {
                strategy: Word::Canary,
                canary_percent: Some(percent),
                canary_observation: Some(observation),
                bake: Some(bake),
                ..none
            },
            Strategy::Linear { percent, observation, bake } => Self {
                strategy: Word::Linear,
                linear_percent: Some(percent),
                linear_observation: Some(observation),
                bake: Some(bake),
                ..none
            },
        }
    }
}

/// What the root takes over: where it stands below the environment's module, and what AWS calls it.
fn imports(adopt: Adopt) -> Vec<(&'static str, String)> {
    let Adopt { vpc, database, log_bucket } = adopt;
    [
        ("module.network.aws_vpc.this[0]", vpc.map(String::from)),
        ("module.database.aws_db_instance.this", database.map(String::from)),
        ("module.load_balancer.aws_s3_bucket.logs", log_bucket.map(String::from)),
    ]
    .into_iter()
    .filter_map(|(address, id)| Some((address, id?)))
    .collect()
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
        queues,
        health_path,
        replicas,
        path,
        jobs,
    } = service.clone();
    let overlap = room.holds(all, Some(name));
    Service {
        image,
        command,
        port,
        cpu,
        memory,
        environment,
        secrets,
        queues,
        health_path,
        replicas,
        path,
        jobs,
        overlap,
    }
}
