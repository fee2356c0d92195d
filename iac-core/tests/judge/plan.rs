//! Each rule over plans: a plan that is in order keeps it, and one edit breaks it.

use crate::account;
use crate::rows::{DATABASE, SERVICE, rows, trusting_people};
use iac_core::environment::{Preset, Tier};
use iac_core::judge::{self, Expected, Finding, rules};
use serde_json::{Value as Json, json};
use std::collections::BTreeSet;

/// A plan of production that keeps every rule.
const SOUND: &str = include_str!("../data/plan.json");

/// What is changed in a plan.
#[derive(Clone)]
pub(super) enum Edit {
    /// A value of the resource whose address ends like this, at a pointer into what is planned.
    Set(&'static str, &'static str, Json),
    /// The resource goes.
    Drop(&'static str),
}
use Edit::{Drop, Set};

/// An edit, the rule that it breaks, and the property that has to be named.
pub(super) type Row = (Edit, &'static str, &'static str);

fn declared() -> Expected {
    Expected::from(&Preset::PRODUCTION_1.environment("production".parse().expect("a name")))
}

fn sound() -> Json {
    read(SOUND)
}

pub(super) fn read(plan: &str) -> Json {
    serde_json::from_str(plan).expect("the plan is JSON")
}

pub(super) fn judged(plan: &Json, expected: impl Into<Expected>) -> Vec<Finding> {
    judge::plan(&plan.to_string(), expected).expect("it is a plan").findings
}

/// The planned resources of `plan`.
pub(super) fn resources(plan: &mut Json) -> &mut Vec<Json> {
    plan["resource_changes"].as_array_mut().expect("a plan has changes")
}

pub(super) fn is_at(resource: &Json, ending: &str) -> bool {
    resource["address"].as_str().is_some_and(|address| address.ends_with(ending))
}

/// Removes what is marked as unknown at a pointer, or puts a mark there.
pub(super) fn mark(resource: &mut Json, pointer: &str, unknown: bool) {
    let change = &mut resource["change"];
    put(&mut change["after_unknown"], pointer, if unknown { json!(true) } else { Json::Null });
}

/// Puts a value at a pointer, with what is missing on the way.
pub(super) fn put(json: &mut Json, pointer: &str, value: Json) {
    let Some((name, rest)) = pointer
        .strip_prefix('/')
        .map(|rest| rest.split_once('/').map_or((rest, ""), |(name, rest)| (name, rest)))
    else {
        *json = value;
        return;
    };
    let rest = if rest.is_empty() { String::new() } else { format!("/{rest}") };
    if let Ok(index) = name.parse::<usize>() {
        if !json.is_array() {
            *json = json!([]);
        }
        let items = json.as_array_mut().expect("just made");
        while items.len() <= index {
            items.push(json!({}));
        }
        put(&mut items[index], &rest, value);
    } else {
        if !json.is_object() {
            *json = json!({});
        }
        put(&mut json[name], &rest, value);
    }
}

fn edited(edit: &Edit) -> Json {
    with(sound(), edit)
}

/// The plan after the edit.
pub(super) fn with(mut plan: Json, edit: &Edit) -> Json {
    match edit {
        Set(ending, pointer, value) => {
            let found: Vec<&mut Json> =
                resources(&mut plan).iter_mut().filter(|resource| is_at(resource, ending)).collect();
            assert_eq!(found.len(), 1, "one resource is meant by {ending}");
            let resource = found.into_iter().next().expect("there is one");
            put(&mut resource["change"]["after"], pointer, value.clone());
            mark(resource, pointer, false);
        }
        Drop(ending) => {
            let before = resources(&mut plan).len();
            resources(&mut plan).retain(|resource| !is_at(resource, ending));
            assert_eq!(resources(&mut plan).len(), before - 1, "one resource is meant by {ending}");
        }
    }
    plan
}

#[test]
fn a_sound_plan_keeps_every_rule_by_what_is_declared_and_by_what_is_promised() {
    for expected in [declared(), Tier::Production.into(), Tier::Staging.into(), Tier::Development.into()] {
        assert_eq!(judged(&sound(), expected), []);
    }
}

#[test]
fn each_edit_breaks_its_rule_alone_and_names_the_property() {
    for (edit, code, property) in rows() {
        let found = judged(&edited(&edit), declared());
        let codes: BTreeSet<&str> = found.iter().map(|finding| finding.rule.code).collect();
        assert_eq!(codes, [code].into(), "{found:#?}");
        assert!(
            found.iter().any(|finding| finding.property == property),
            "{property} is not named: {found:#?}"
        );
        if let Set(ending, ..) = edit {
            let place = |finding: &Finding| finding.place.ends_with(ending) || code == "gate-threshold";
            assert!(found.iter().all(place), "{ending} is not named: {found:#?}");
        }
    }
}

#[test]
fn every_rule_over_plans_is_broken_by_some_edit() {
    let rows = [rows(), account::rows()].concat();
    let broken: BTreeSet<&str> = rows.iter().map(|(_, code, _)| *code).collect();
    let rules: BTreeSet<&str> =
        rules::ALL.iter().filter(|rule| rule.is_of_plans()).map(|rule| rule.code).collect();
    assert_eq!(broken, rules);
}

#[test]
fn what_is_known_only_after_apply_breaks_no_rule() {
    for (edit, code, property) in rows() {
        let Set(ending, pointer, _) = &edit else { continue };
        let mut plan = sound();
        let resource =
            resources(&mut plan).iter_mut().find(|resource| is_at(resource, ending)).expect("it is there");
        // An unknown value is not among the planned ones.
        put(&mut resource["change"]["after"], pointer, Json::Null);
        mark(resource, pointer, true);
        // Nobody gave a value, which is what these rules ask.
        let asks_for_an_expression = matches!(property, "password");
        let found = judged(&plan, declared());
        assert!(
            asks_for_an_expression || found.iter().all(|finding| finding.rule.code != code),
            "{pointer} of {ending}: {found:#?}"
        );
    }
}

#[test]
fn only_production_promises_what_lasts() {
    for (edit, code, property) in rows() {
        let found = judged(&edited(&edit), Tier::Development);
        let promised = match code {
            "deletion-protection"
            | "standby"
            | "final-snapshot"
            | "nat-per-zone"
            | "deployment-overlap"
            | "backup-second-region"
            | "incident-item"
            | "task-count"
            | "deployment-strategy" => false,
            "backup-lock" => property == "min_retention_days",
            "secret-storage" => property == "kms_key_id",
            // Without a spec a canary of minutes is as good as any, and a threshold as any that can be reached.
            "gate-time" | "gate-threshold" | "gate-minimum-requests" | "drain" => continue,
            _ => true,
        };
        // Who names alarms means them, but nobody has to.
        let promised = promised && !(code == "gate-rollback" && property == "alarms.alarm_names");
        assert_eq!(!found.is_empty(), promised, "{code}, {property}: {found:#?}");
    }
}

#[test]
fn machines_show_no_second_factor() {
    for condition in [
        json!({"StringEquals": {"sts:ExternalId": "shop"}}),
        json!({"ArnEquals": {"aws:PrincipalArn": "arn:aws:iam::111122223333:role/pipeline"}}),
    ] {
        assert_eq!(judged(&edited(&trusting_people(&condition)), Tier::Production), [], "{condition}");
    }
}

#[test]
fn a_password_is_never_told() {
    let plan = edited(&Set(DATABASE, "/password", json!("correct-horse")));
    let told: String = judged(&plan, Tier::Production).iter().map(ToString::to_string).collect();
    assert!(told.contains("password") && !told.contains("correct-horse"), "{told}");
}

#[test]
fn way_back_without_gates_is_as_declared() {
    let mut environment = Preset::PRODUCTION_1.environment("production".parse().expect("a name"));
    environment.deployment.mode = iac_core::environment::Mode::Rollback;
    let mut plan = edited(&Set(
        SERVICE,
        "/deployment_configuration",
        json!([{"strategy": "BLUE_GREEN", "bake_time_in_minutes": "0"}]),
    ));
    let service =
        resources(&mut plan).iter_mut().find(|resource| is_at(resource, SERVICE)).expect("it is there");
    put(&mut service["change"]["after"], "/alarms/0/enable", json!(false));
    put(&mut service["change"]["after"], "/alarms/0/rollback", json!(false));
    assert_eq!(judged(&plan, &environment), []);
}

#[test]
fn every_rule_has_a_code_and_a_text_of_its_own() {
    let codes: Vec<&str> = rules::ALL.iter().map(|rule| rule.code).collect();
    assert!(codes.is_sorted_by(|one, other| one < other), "{codes:?}");
    for rule in rules::ALL {
        assert!(rule.explain.len() > 60, "{} is not explained", rule.code);
        assert_eq!(rules::find(rule.code), Some(rule));
        assert!(
            iac_core::environment::rules::find(rule.code).is_none(),
            "{} is a rule over settings too",
            rule.code
        );
    }
}
