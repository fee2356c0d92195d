//! The table of time limits: what it says of the presets, what it refuses, and that its formulas add up.

use iac_core::environment::limits::{
    HealthTimings, Limit, Limits, Measure, Measured, ServiceTimings, Table, Timings,
};
use iac_core::environment::{Environment, Preset, Project, Strategy, Tier, settings};
use iac_core::{plan, spec};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn preset(preset: Preset) -> Environment {
    preset.environment("any".parse().expect("a name"))
}

fn production() -> Environment {
    preset(Preset::PRODUCTION_1)
}

fn seconds(table: &Table, limit: Limit) -> Option<u32> {
    match &table.line(limit)?.measure {
        Measure::Time(time) => Some(time.seconds()),
        Measure::Condition(_) => None,
    }
}

#[test]
fn every_preset_keeps_what_it_promises() {
    let image = "example.com/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
    for one in Preset::ALL {
        let bare = preset(one);
        let mut released = bare.clone();
        released.domain =
            Some(toml::from_str("name = 'a.example.com'\nzone_id = 'Z0123456789'").expect("a domain"));
        released
            .services
            .values_mut()
            .for_each(|service| service.image = Some(image.parse().expect("an image")));
        for environment in [bare, released] {
            let table = Table::from(&environment);
            let broken: Vec<_> = table.broken().collect();
            assert!(broken.is_empty(), "{one}: {broken:#?}");
        }
    }
}

#[test]
fn production_promises_every_limit_and_development_few() {
    let promised =
        |tier| Limit::ALL.into_iter().filter(|limit| limit.is_promised_by(tier)).collect::<Vec<_>>();
    let (development, staging, production) =
        (promised(Tier::Development), promised(Tier::Staging), promised(Tier::Production));
    assert!(development.iter().all(|limit| staging.contains(limit)));
    assert!(staging.iter().all(|limit| production.contains(limit)));
    let table = Table::from(&self::production());
    let limited = table
        .lines()
        .iter()
        .filter(|line| line.bound.is_some() || matches!(line.measure, Measure::Condition(_)));
    assert!(limited.clone().count() >= 8 && limited.clone().all(|line| line.promised), "{table}");
    assert_eq!(development, [Limit::HealthCheck, Limit::Deployment, Limit::TerraformWait]);
}

/// A setting of production that breaks a limit: what is said of it.
#[test]
fn a_broken_limit_names_what_would_mend_it() {
    for (change, problem, help) in [
        (
            "health_check.interval = 15",
            "health check of `app`: 2 × interval 15 + timeout 5 = 35 s, not < 30 s",
            "set `health_check.interval` to at most 12",
        ),
        (
            "scaling.datapoints = 3",
            "scale-out, decision of `app`: 3 × period 60 + publish 60 = 240 s, not ≤ 120 s",
            "set `scaling.datapoints` to at most 1",
        ),
        (
            "deployment.strategy.canary.observation = 5",
            "observation of a step of `app`: observation 300 s, not ≥ 2 × detection 195 = 390 s",
            "set `deployment.strategy.canary.observation` to at least 7, or `deployment.gate_datapoints` to at most 1",
        ),
        (
            "deployment.drain = 20",
            "no zero downtime of `app`: drain 20 < stop grace 30",
            "set `deployment.drain` to at least 30, or `deployment.stop_grace` to at most 20",
        ),
        (
            "deployment.strategy.linear = { percent = 10, observation = 7, bake = 5 }",
            "deployment of `app`: terraform 60 + api 15 + host 0 + start 30 + health check 25 + 11 × shift 30 = 460 s, not < 300 s",
            "set `deployment.strategy.linear.percent` to at least 25",
        ),
        (
            "scaling.host_utilization = 100\nmin_instances = 1\nservices.app.replicas = 2\ntier = \"staging\"",
            "deployment of `app`: terraform 60 + api 15 + host 180 + start 30 + health check 25 + 3 × shift 30 = 400 s, not < 300 s",
            "set `scaling.host_utilization` to at most 99, or `min_instances` to at least 2",
        ),
        (
            "deployment.wait = \"terraform\"\ndeployment.drain = 1200",
            "wait of Terraform of `app`: timeout 4200 s, not ≥ deployment 160 + observation 1800 + bake 600 + drain 1200 + stop grace 30 + reserve 600 = 4390 s",
            "set `deployment.drain` to at most 1010",
        ),
        (
            "limits.assumed.start = 60",
            "rollback, old version gone of `app`: api 15 + host 0 + start 60 + health check 25 + shift 30 = 130 s, not < 120 s",
            "no setting alone would mend it: change several; `iac check ENVIRONMENT` prints what each of them is worth",
        ),
    ] {
        let text = format!("[environments.live]\npreset = \"production@1\"\n{change}\n");
        let problems = spec::load(&text).expect_err(change);
        let found: Vec<_> = problems
            .iter()
            .filter(|one| one.code == Some("time-limit"))
            .map(|one| (one.message.as_str(), one.help.as_deref().unwrap_or_default()))
            .collect();
        let problem = format!("live: {problem}");
        assert!(found.contains(&(problem.as_str(), help)), "{change}: {found:#?}");
    }
}

#[test]
fn what_is_advised_mends() {
    let mut environment = production();
    environment.health_check.interval = 40.try_into().expect("seconds");
    let judged = Project::new([environment]).judge();
    assert!(!judged.errors.is_empty());
    for error in judged.errors {
        for advice in error.help.trim_start_matches("set ").split(", or ") {
            let (setting, rest) = advice[1..].split_once('`').expect("a setting in backquotes");
            let value = rest.rsplit(' ').next().expect("a value");
            let text = format!(
                "[environments.live]\npreset = \"production@1\"\nhealth_check.interval = 40\n{setting} = {value}\n"
            )
            .replace("health_check.interval = 40\nhealth_check.interval", "health_check.interval");
            if let Err(problems) = spec::load(&text) {
                let still = problems.iter().any(|one| one.message.ends_with(&error.problem));
                assert!(!still, "{advice} does not mend it: {problems:#?}");
            }
        }
    }
}

/// No limit and no assumption is dead: each, changed alone, changes the table.
#[test]
fn every_limit_setting_changes_the_table() {
    let before = Table::from(&production()).to_string();
    let limits: Vec<_> =
        settings().into_iter().filter(|setting| setting.path.starts_with("limits.")).collect();
    assert_eq!(limits.len(), 13);
    for setting in limits {
        let mut text = toml::Value::try_from(production()).expect("an environment is TOML");
        let leaf = setting.path.split('.').try_fold(&mut text, |at, key| at.get_mut(key));
        let leaf = leaf.expect("a preset writes every setting");
        *leaf = toml::Value::Integer(leaf.as_integer().expect("seconds") + 1);
        let changed: Environment = text.try_into().expect("a second more is in range");
        assert_ne!(Table::from(&changed).to_string(), before, "{} changes nothing", setting.path);
    }
}

#[test]
fn of_several_services_the_worst_one_counts() {
    let mut environment = production();
    environment.min_instances = 6.try_into().expect("a count");
    let mut slow = environment.services.values().next().expect("a service").clone();
    slow.path = Some("/slow/*".parse().expect("a path"));
    slow.replicas = 5.try_into().expect("a count");
    environment.services.insert("slow".parse().expect("a name"), slow);
    let table = Table::from(&environment);
    let line = table.line(Limit::Deployment).expect("there is a deployment");
    assert_eq!(line.service.as_str(), "app", "both are as fast");
    assert!(table.to_string().contains("deployment (app)"), "{table}");
    // Four hosts have room for one task more of the one, and not for five of the other.
    environment.services.values_mut().next().expect("a service").replicas = 1.try_into().expect("a count");
    environment.scaling.host_utilization = 100.try_into().expect("percent");
    environment.min_instances = 4.try_into().expect("a count");
    let table = Table::from(&environment);
    assert_eq!(table.line(Limit::Deployment).expect("there is one").service.as_str(), "slow", "{table}");
}

#[test]
fn a_rollback_shifts_at_once_and_watches_nothing() {
    let mut environment = production();
    environment.deployment.mode = toml::from_str::<toml::Table>("mode = 'rollback'").expect("TOML")["mode"]
        .clone()
        .try_into()
        .expect("a mode");
    let table = Table::from(&environment);
    assert_eq!(seconds(&table, Limit::AllRequests), Some(190));
    assert!(table.line(Limit::Observation).is_none() && table.line(Limit::Detection).is_none(), "{table}");
}

/// A plan as Terraform shows it, over a state in which AWS has decided what it decides.
fn shown() -> Json {
    serde_json::from_str(include_str!("data/timings.json")).expect("a plan is JSON")
}

#[test]
fn a_plan_has_the_timings_of_the_model() {
    let planned = plan::timings(&shown()).expect("the plan of an environment");
    assert_eq!(planned, Timings::from(&production()));
    assert_eq!(Table::new(&planned, &production().limits, Tier::Production), Table::from(&production()));
}

#[test]
fn a_weakened_plan_breaks_the_limit_it_weakens() {
    type Weakening = fn(&mut Json);
    let service = |plan: &mut Json, at: usize, path: &str, value: Json| {
        let resources = "/planned_values/root_module/child_modules/0/child_modules";
        *plan.pointer_mut(&format!("{resources}/{at}/resources/{path}")).expect("it is there") = value;
    };
    let weakenings: [(Limit, Weakening); 4] = [
        (Limit::HealthCheck, |plan| {
            plan["planned_values"]["root_module"]["child_modules"][0]["child_modules"][0]["resources"][1]["values"]
                ["health_check"][0]["interval"] = json!(30);
        }),
        (Limit::ZeroDowntime, |plan| {
            plan["planned_values"]["root_module"]["child_modules"][0]["child_modules"][2]["resources"][2]["values"]
                ["deployment_minimum_healthy_percent"] = json!(50);
        }),
        (Limit::ScaleOut, |plan| {
            plan["planned_values"]["root_module"]["child_modules"][0]["child_modules"][2]["resources"][4]["values"]
                ["datapoints_to_alarm"] = json!(3);
        }),
        (Limit::ZoneLoss, |plan| {
            plan["planned_values"]["root_module"]["child_modules"][0]["child_modules"][1]["resources"][1]["values"]
                ["vpc_zone_identifier"] = json!(["subnet-1"]);
        }),
    ];
    for (limit, weaken) in weakenings {
        let mut weak = shown();
        weaken(&mut weak);
        let timings = plan::timings(&weak).expect("still the plan of an environment");
        let table = Table::new(&timings, &production().limits, Tier::Production);
        assert!(table.broken().any(|line| line.limit == limit), "{table}");
    }
    let mut nothing = shown();
    service(&mut nothing, 2, "2/values/timeouts", Json::Null);
    let error = plan::timings(&nothing).expect_err("there is no timeout");
    assert_eq!(
        error.to_string(),
        "module.production.module.service[\"app\"].aws_ecs_service.this has no usable `timeouts.update`"
    );
    assert_eq!(plan::timings(&json!({})), Err(plan::PlanError::NoPlan));
}

/// What is known only after an apply is taken for the worst that AWS admits, or left open.
#[test]
fn a_first_plan_says_less_and_nothing_wrong() {
    let mut first = shown();
    let modules = &mut first["planned_values"]["root_module"]["child_modules"][0]["child_modules"];
    modules[1]["resources"][1]["values"].as_object_mut().expect("values").remove("vpc_zone_identifier");
    modules[2]["resources"][0]["values"].as_object_mut().expect("values").remove("container_definitions");
    let timings = plan::timings(&first).expect("the plan of an environment");
    let table = Table::new(&timings, &production().limits, Tier::Production);
    assert_eq!(table.broken().count(), 0, "{table}");
    assert!(table.to_string().contains("stop grace known after apply"), "{table}");
    assert_eq!(seconds(&table, Limit::Over), Some(2020 + 600 + 30 + 120));
}

/// A part of some time, made longer by so many seconds, minutes or times.
type Longer = fn(&mut ServiceTimings, &mut Limits, u32);

fn more(seconds: &mut iac_core::aws::Seconds, by: u32) {
    *seconds = (i64::from(seconds.get()) + i64::from(by)).try_into().expect("in range");
}

fn check(service: &mut ServiceTimings) -> Option<&mut HealthTimings> {
    service.health_check.as_mut()
}

const PARTS: &[Longer] = &[
    |s, _, by| check(s).map_or((), |check| check.interval += by),
    |s, _, by| check(s).map_or((), |check| check.timeout += by),
    |s, _, by| check(s).map_or((), |check| check.healthy_threshold += by),
    |s, _, by| check(s).map_or((), |check| check.unhealthy_threshold += by),
    |s, _, by| s.drain += by,
    |s, _, by| s.stop_grace = s.stop_grace.map(|stop| (stop + by).min(120)),
    |s, _, by| s.gates.as_mut().map_or((), |gates| gates.period += by),
    |s, _, by| s.gates.as_mut().map_or((), |gates| gates.datapoints += by),
    |s, _, by| s.scale_out.as_mut().map_or((), |load| load.period += by),
    |s, _, by| s.scale_out.as_mut().map_or((), |load| load.datapoints += by),
    |s, _, by| s.timeout += by,
    |s, _, _| s.stop_grace = None,
    |s, _, by| match &mut s.strategy {
        Strategy::Rolling | Strategy::BlueGreen { .. } => {}
        Strategy::Canary { observation, .. } | Strategy::Linear { observation, .. } => {
            *observation = (i64::from(observation.get()) + i64::from(by)).try_into().expect("in range");
        }
    },
    |s, _, by| match &mut s.strategy {
        Strategy::Rolling => {}
        Strategy::BlueGreen { bake } | Strategy::Canary { bake, .. } | Strategy::Linear { bake, .. } => {
            *bake = (i64::from(bake.get()) + i64::from(by)).try_into().expect("in range");
        }
    },
    |_, l, by| more(&mut l.assumed.api, by),
    |_, l, by| more(&mut l.assumed.boot, by),
    |_, l, by| more(&mut l.assumed.join, by),
    |_, l, by| more(&mut l.assumed.host_metric, by),
    |_, l, by| more(&mut l.assumed.start, by),
    |_, l, by| more(&mut l.assumed.shift, by),
    |_, l, by| more(&mut l.assumed.publish, by),
    |_, l, by| more(&mut l.assumed.poll, by),
    |_, l, by| more(&mut l.assumed.terraform, by),
];

prop_compose! {
    fn strategies()(kind in 0..4, percent in 1_i64..100, observation in 0_i64..700, bake in 0_i64..700) -> Strategy {
        let (percent, observation) = (percent.try_into().expect("percent"), observation.try_into().expect("minutes"));
        let bake = bake.try_into().expect("minutes");
        match kind {
            0 => Strategy::Rolling,
            1 => Strategy::BlueGreen { bake },
            2 => Strategy::Canary { percent, observation, bake },
            _ => Strategy::Linear { percent, observation, bake },
        }
    }
}

prop_compose! {
    fn measurements()(period in 1_u32..301, datapoints in 1_u32..61) -> Measured {
        Measured { period, datapoints }
    }
}

prop_compose! {
    fn services()(
        replicas in 1_u16..5, cpu in 128_u32..2048, memory in 128_u32..4096,
        check in prop::option::of((5_u32..301, 2_u32..121, 2_u32..11, 2_u32..11)),
        drain in 0_u32..3601, stop_grace in prop::option::of(2_u32..121), strategy in strategies(),
        overlap in any::<bool>(), gates in prop::option::of(measurements()),
        scale_out in prop::option::of(measurements()), waits in any::<bool>(), timeout in 60_u32..100_000,
    ) -> ServiceTimings {
        let health_check = check.map(|(interval, timeout, healthy_threshold, unhealthy_threshold)| {
            HealthTimings { interval, timeout, healthy_threshold, unhealthy_threshold }
        });
        let (minimum_healthy, maximum) = if overlap { (100, 200) } else { (0, 100) };
        ServiceTimings {
            replicas, cpu, memory, health_check, drain, stop_grace, strategy, minimum_healthy, maximum, gates,
            scale_out, waits, timeout,
        }
    }
}

proptest! {
    #[test]
    fn a_longer_part_never_gives_a_shorter_whole(
        service in services(), other in prop::option::of(services()),
        hosts in 1_u16..6, more_hosts in 0_u16..4, host_utilization in 1_u8..101,
        part in prop::sample::select(PARTS), by in 1_u32..300,
    ) {
        let mut limits = production().limits;
        let name: iac_core::aws::ServiceName = "a".parse().expect("a name");
        let mut timings = Timings {
            instance_type: "t3.medium".parse().expect("a type"),
            min_hosts: hosts,
            max_hosts: hosts + more_hosts,
            host_utilization,
            zones: None,
            services: [(name.clone(), service)].into(),
        };
        timings.services.extend(other.map(|other| ("b".parse().expect("a name"), other)));
        let before = Table::new(&timings, &limits, Tier::Production);
        part(timings.services.get_mut(&name).expect("it is there"), &mut limits, by);
        let after = Table::new(&timings, &limits, Tier::Production);
        for limit in Limit::ALL {
            // What has to be long enough: of several services the one counts that has least to spare.
            if matches!(limit, Limit::Observation | Limit::TerraformWait) {
                continue;
            }
            prop_assert!(seconds(&after, limit) >= seconds(&before, limit), "{limit}:\n{before}\n{after}");
        }
    }
}
