//! The tables against the modules, the model and what was really planned.

use crate::compliance::bodies::{OF_ROOTS, called};
use crate::compliance::conditions::{ALWAYS, CONDITIONS, exists};
use crate::compliance::judge::{Judge, parts};
use crate::compliance::row::{Claim, Line, Proof, Shows, Want};
use crate::compliance::{claims, report, rows};
use iac_core::compliance::{Evidence, Framework, Outcome, Part, Report, Status, markdown};
use iac_core::environment::{
    AccountScope, Environment, Lock, Nat, OrNone, Preset, Project, Strategy, describe,
};
use iac_core::review::model::{Origin, without_keys};
use iac_core::spec;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

fn all_claims() -> impl Iterator<Item = (&'static str, Claim)> {
    let rows = Framework::ALL.into_iter().flat_map(rows);
    rows.flat_map(|row| row.lines.iter().map(|line| (row.id, *line))).filter_map(|(id, line)| match line {
        Line::Claim(claim) => Some((id, claim)),
        _ => None,
    })
}

fn resources() -> BTreeMap<&'static str, &'static str> {
    let of = |proof: &Proof| match proof.what {
        Shows::Resource(address, _) => Some(address),
        Shows::Setting(_) => None,
    };
    all_claims()
        .flat_map(|(id, claim)| claim.proofs.iter().filter_map(of).map(move |one| (one, id)))
        .collect()
}

/// The address of `module.type.name` in the root of an environment.
fn whole(environment: &str, short: &'static str) -> String {
    if OF_ROOTS.contains(&parts(short).0) {
        return format!("module.{short}");
    }
    format!("module.{environment}_environment.module.{short}")
}

fn preset(preset: Preset, name: &str) -> Environment {
    let mut environment = preset.environment(name.parse().expect("a name"));
    for service in environment.services.values_mut() {
        let digest = "0123456789abcdef".repeat(4);
        service.image = Some(format!("example.com/app@sha256:{digest}").parse().expect("an image"));
    }
    environment
}

fn presets() -> [Environment; 3] {
    [
        preset(Preset::DEV_1, "dev"),
        preset(Preset::STAGING_1, "staging"),
        preset(Preset::PRODUCTION_1, "production"),
    ]
}

fn judged(environment: &Environment, all: &[&Environment]) -> Report {
    report(&[Judge::new(environment, all)], &Framework::ALL)
}

/// The statuses that a report gives, by control.
fn statuses(report: &Report) -> BTreeMap<String, Status> {
    let name = report.environments()[0].name.clone();
    report.answers(&name).map(|(control, answer)| (control.id.to_owned(), answer.status())).collect()
}

#[test]
fn every_control_has_one_row_in_the_order_of_its_standard() {
    for framework in Framework::ALL {
        let rows: Vec<&str> = rows(framework).iter().map(|row| row.id).collect();
        let controls: Vec<&str> = framework.controls().map(|control| control.id).collect();
        assert_eq!(rows, controls);
    }
}

#[test]
fn a_row_says_something_and_a_claim_needs_something() {
    for row in Framework::ALL.into_iter().flat_map(rows) {
        assert!(!row.lines.is_empty(), "{} says nothing", row.id);
    }
    for (id, claim) in all_claims() {
        assert!(
            claim.proofs.iter().any(|proof| !proof.optional),
            "{id}: nothing has to show “{}”",
            claim.text
        );
    }
}

/// A typo in the tables, or a resource that was renamed: of every module that is called, each address is right.
#[test]
fn every_proof_is_in_the_body_that_it_names() {
    let [_, _, production] = presets();
    let rendered = crate::rendered(&production);
    let mut wrong = Vec::new();
    for (id, claim) in all_claims() {
        for proof in claim.proofs {
            let Shows::Resource(address, attribute) = proof.what else { continue };
            let (module, kind, name, key) = parts(address);
            let Some(module) = called().get(module) else {
                wrong.push(format!("{id}: no module {module} is called, for {address}"));
                continue;
            };
            let Some(resource) = module.resource(kind, name) else {
                wrong.push(format!("{id}: {address} is in no body"));
                continue;
            };
            if key.is_some_and(|key| !module.knows_key(key)) {
                wrong.push(format!("{id}: no instance has the key of {address}"));
            }
            let whole = without_keys(&whole("production", address));
            let holds = match attribute {
                None => true,
                Some((path, Want::Setting(setting))) => {
                    rendered.resources[&whole].attributes.get(path) == Some(&Origin::Is(setting.to_owned()))
                }
                Some((path, want)) => resource.constants(path).iter().any(|value| want.is(value)),
            };
            if !holds {
                wrong.push(format!("{id}: {address} has not {attribute:?}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// What `count` or `for_each` may leave out is evidence only under a condition.
#[test]
fn what_may_be_left_out_has_its_condition() {
    let starts: BTreeSet<&str> =
        CONDITIONS.iter().map(|(start, _)| *start).chain(ALWAYS.iter().copied()).collect();
    let mut missing = BTreeSet::new();
    for address in resources().keys() {
        let (name, kind, label, _) = parts(address);
        let Some(module) = called().get(name) else { continue };
        if module.repeated && !starts.contains(name) {
            missing.insert(name.to_owned());
        }
        let plain = format!("{name}.{kind}.{label}");
        let repeated = module.resource(kind, label).is_some_and(|resource| resource.repeated());
        if repeated && !starts.contains(plain.as_str()) && !starts.contains(name) {
            missing.insert(plain);
        }
    }
    assert!(missing.is_empty(), "no condition says when these are rendered: {missing:#?}");
    for start in starts {
        let used = resources().keys().any(|address| address.starts_with(start));
        assert!(used, "nothing needs the condition of {start}");
    }
}

#[test]
fn every_setting_that_is_named_is_one() {
    for (_, claim) in all_claims() {
        let of = |proof: &Proof| match proof.what {
            Shows::Setting(path) | Shows::Resource(_, Some((_, Want::Setting(path)))) => Some(path),
            Shows::Resource(..) => None,
        };
        for path in claim.proofs.iter().filter_map(of).chain(claim.setting) {
            assert!(!describe(path).is_empty(), "{path}");
        }
    }
}

fn workspace() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

/// The addresses that Terraform planned for the presets, which conformance keeps up to date.
#[test]
fn conditions_are_those_of_plans() {
    for environment in presets() {
        let file = workspace().join("snapshots/addresses").join(format!("{}.txt", environment.environment));
        let planned = std::fs::read_to_string(&file).expect("conformance keeps it");
        let exact: BTreeSet<&str> = planned.lines().collect();
        let plain: BTreeSet<String> = planned.lines().map(without_keys).collect();
        let name = environment.environment.as_str();
        for (short, id) in resources() {
            if !called().contains_key(parts(short).0) {
                continue;
            }
            let whole = whole(name, short);
            let is_planned = exact.contains(whole.as_str()) || plain.contains(&whole);
            assert_eq!(exists(&environment, short), is_planned, "{id}: {whole}");
        }
    }
}

#[test]
fn nothing_is_met_without_evidence() {
    for environment in presets() {
        let report = judged(&environment, &[&environment]);
        for (control, answer) in report.answers(environment.environment.as_str()) {
            let evidence = answer.parts().iter().flat_map(Part::evidence).count();
            let missing = answer.parts().iter().any(|part| matches!(part.outcome(), Outcome::Missing { .. }));
            assert!(
                answer.status() != Status::Met || (evidence > 0 && !missing),
                "{} is met, shown by {evidence}",
                control.id
            );
        }
    }
}

#[test]
fn what_people_do_is_not_ours() {
    let [_, _, production] = presets();
    let statuses = statuses(&judged(&production, &[&production]));
    for id in ["1.1", "1.4", "1.5", "1.10", "2.1.2", "CC1.1", "CC3.2", "CC5.3", "CC6.4", "CC9.2"] {
        assert_eq!(statuses[id], Status::NotOurs, "{id}");
    }
    for id in ["1.19", "2.4.1", "5.5"] {
        assert_eq!(statuses[id], Status::NotUsed, "{id}");
    }
}

/// What makes production weaker, and the controls that show it: each has a gap more, and isn't met.
type Weaker = (&'static str, fn(&mut Environment), &'static [&'static str]);

const WEAKER: &[Weaker] = &[
    ("no standby", |one| one.multi_az = false, &["A1.2", "CC9.1"]),
    ("short logs", |one| one.log_retention = 90.try_into().expect("a number of days"), &["CC2.1", "CC7.3"]),
    ("deletion", |one| one.deletion_protection = false, &["A1.2", "CC8.1"]),
    ("no lock", |one| one.backup.lock = Lock::None, &["A1.2", "CC7.5"]),
    ("one Region", |one| one.backup.copy_region = OrNone::NONE, &["A1.2", "CC9.1"]),
    ("one way out", |one| one.network.nat = Nat::Single, &["A1.2"]),
    ("one host", |one| one.min_instances = 1.try_into().expect("a number"), &["A1.2"]),
    ("no scaling", |one| one.auto_scaling = false, &["A1.1"]),
    ("task by task", |one| one.deployment.strategy = Strategy::Rolling, &["CC8.1"]),
    (
        "no gates",
        |one| one.deployment.gates = Vec::new().try_into().expect("no gate is none twice"),
        &["CC8.1"],
    ),
    (
        "a key of somebody else",
        |one| {
            let arn = "arn:aws:kms:eu-west-1:111122223333:key/0a1b2c3d-1111-2222-3333-444455556666";
            one.encryption.key_arn = Some(arn.parse().expect("an ARN"));
        },
        &["3.6", "CC6.1", "C1.1"],
    ),
    (
        "a network of somebody else",
        |one| {
            let subnets =
                || ["subnet-1", "subnet-2"].map(|id| id.replace('-', "-0000000").parse().expect("an id"));
            one.network.existing = Some(iac_core::environment::ExistingNetwork {
                vpc_id: "vpc-00000001".parse().expect("an id"),
                public_subnet_ids: subnets().to_vec(),
                private_subnet_ids: subnets().to_vec(),
                database_subnet_ids: subnets().to_vec(),
            });
        },
        &["3.7", "5.1", "5.4", "CC2.1", "CC6.1", "CC7.2", "A1.2"],
    ),
    ("nobody hears", |one| one.monitoring.emails.clear(), &["CC7.3"]),
    ("no domain", |one| one.domain = None, &["CC6.6", "CC6.7"]),
    ("no audit of backups", |one| one.backup.audit = false, &["CC4.1"]),
];

/// Production with all that the modules of an environment offer.
fn strong() -> Environment {
    let text = r#"
        [environments.production]
        preset = "production@1"
        backup.audit = true
        monitoring.emails = ["on-call@example.com"]
        domain = { name = "shop.example.com", zone_id = "Z0123456789ABCDEFGHIJ" }
        services.app.path = "/*"
        services.app.image = "example.com/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef"
    "#;
    let loaded = spec::load(text).unwrap_or_else(|problems| panic!("{problems:#?}"));
    (**loaded.project.environment("production").expect("it is there")).clone()
}

/// What holds and what doesn't, by control and claim.
fn missing(report: &Report) -> BTreeSet<(String, String)> {
    let name = report.environments()[0].name.clone();
    let all = report.answers(&name).flat_map(|(control, answer)| {
        let is_missing = |part: &&Part| matches!(part.outcome(), Outcome::Missing { .. });
        let parts = answer.parts().iter().filter(is_missing);
        parts.map(|part| (control.id.to_owned(), part.claim().to_owned())).collect::<Vec<_>>()
    });
    all.collect()
}

#[test]
fn a_weaker_production_has_gaps() {
    let strong = strong();
    let before = missing(&judged(&strong, &[&strong]));
    for (name, weaken, expected) in WEAKER {
        let mut weaker = strong.clone();
        weaken(&mut weaker);
        let report = judged(&weaker, &[&weaker]);
        let after = missing(&report);
        let statuses = statuses(&report);
        for id in *expected {
            assert!(
                matches!(statuses[*id], Status::Partly | Status::Gap),
                "{name}: {id} is {}",
                statuses[*id]
            );
            assert!(
                after.difference(&before).any(|(control, _)| control == *id),
                "{name}: {id} misses nothing new"
            );
        }
        let told: BTreeSet<&str> = after.difference(&before).map(|(control, _)| control.as_str()).collect();
        let expected: BTreeSet<&str> = expected.iter().copied().collect();
        let untold: Vec<_> = told.difference(&expected).collect();
        assert!(untold.is_empty(), "{name} shows in {untold:?} too");
    }
}

/// No setting leaves the firewall out: a body that does is what takes it away.
#[test]
fn without_a_firewall_the_boundary_has_a_gap() {
    let strong = strong();
    let mut rendered = crate::rendered(&strong);
    rendered.resources.retain(|address, _| !address.contains("aws_wafv2_web_acl"));
    let all = [&strong];
    let report = report(&[Judge::of(&strong, &all, rendered)], &Framework::ALL);
    let missing = missing(&report);
    let firewall = ("CC6.6".to_owned(), claims::FIREWALL.text.to_owned());
    assert!(missing.contains(&firewall), "{missing:#?}");
    assert!(
        missing.iter().any(|(control, claim)| control == "CC2.1" && claim == claims::REQUESTS_LOGGED.text)
    );
}

/// Each resource in turn: without it, no report names it, and what needs it isn't met.
#[test]
fn what_is_not_rendered_is_never_evidence() {
    let strong = strong();
    let all = [&strong];
    let all_of_it = crate::rendered(&strong);
    let used: BTreeSet<String> = resources()
        .keys()
        .map(|short| without_keys(&whole("production", short)))
        .filter(|address| all_of_it.resources.contains_key(address))
        .collect();
    assert!(used.len() > 50, "{used:#?}");
    for gone in used {
        let mut rendered = all_of_it.clone();
        rendered.resources.remove(&gone);
        let report = report(&[Judge::of(&strong, &all, rendered)], &Framework::ALL);
        let parts = report.answers("production").flat_map(|(_, answer)| answer.parts());
        for evidence in parts.flat_map(Part::evidence) {
            let Evidence::Resource { address, .. } = evidence else { continue };
            assert_ne!(without_keys(address), gone);
        }
    }
}

#[test]
fn a_type_that_is_said_not_to_be_used_is_not_overlooked() {
    let strong = strong();
    let mut rendered = crate::rendered(&strong);
    let address = "module.production_environment.module.storage.aws_efs_file_system.this";
    rendered.resources.insert(address.to_owned(), iac_core::review::model::RenderedResource::default());
    let all = [&strong];
    let report = report(&[Judge::of(&strong, &all, rendered)], &[Framework::Cis]);
    assert_eq!(statuses(&report)["2.4.1"], Status::Gap);
}

#[test]
fn the_guards_of_a_shared_account_are_elsewhere() {
    let [dev, staging, production] = &mut presets();
    production.account.scope = AccountScope::SharedOwner;
    staging.account.scope = AccountScope::SharedMember;
    dev.account.scope = AccountScope::SharedMember;
    let elsewhere = |report: &Report, id: &str| -> Vec<String> {
        let name = report.environments()[0].name.clone();
        let (_, answer) = report.answers(&name).find(|(control, _)| control.id == id).expect("it is there");
        let found = answer.parts().iter().find_map(|part| match part.outcome() {
            Outcome::Elsewhere { environments } => Some(environments.clone()),
            _ => None,
        });
        found.unwrap_or_else(|| panic!("{id} of {name} is here: {:#?}", answer.parts()))
    };
    let report = judged(staging, &[dev, staging, production]);
    let all = statuses(&report);
    for id in ["1.8", "3.1", "3.5", "4.3", "4.16"] {
        assert_eq!(all[id], Status::Elsewhere, "{id}");
        assert_eq!(elsewhere(&report, id), ["production"]);
    }
    assert_eq!(all["5.6"], Status::Elsewhere, "its own hosts show it, the defaults are the account's");
    assert_eq!(all["2.3.1"], Status::Met, "the database is its own");

    // Who is in another account, or in another Region, has other guards.
    production.access.allowed_account_ids.insert("111122223333".parse().expect("an id"));
    staging.access.allowed_account_ids.insert("444455556666".parse().expect("an id"));
    assert_eq!(elsewhere(&judged(staging, &[dev, staging, production]), "3.1"), [""; 0]);
    staging.access.allowed_account_ids = production.access.allowed_account_ids.clone();
    staging.region = "eu-central-1".parse().expect("a Region");
    assert_eq!(elsewhere(&judged(staging, &[dev, staging, production]), "4.16"), [""; 0]);
    staging.account.home_region = Some(production.region);
    assert_eq!(elsewhere(&judged(staging, &[dev, staging, production]), "3.1"), ["production"]);

    // Who owns the account in a second Region keeps what is once in the account in the first.
    staging.account.scope = AccountScope::SharedOwner;
    let report = judged(staging, &[dev, staging, production]);
    assert_eq!(elsewhere(&report, "3.1"), ["production"]);
    assert_ne!(statuses(&report)["4.16"], Status::Elsewhere);
}

/// A rule that lets something in and isn't looked at could be any.
#[test]
fn the_tables_know_every_rule_that_lets_something_in() {
    let looked_at: BTreeSet<String> = claims::INGRESS
        .proofs
        .iter()
        .filter_map(|proof| match proof.what {
            Shows::Resource(address, _) => Some(address.to_owned()),
            Shows::Setting(_) => None,
        })
        .collect();
    for (name, module) in called() {
        for (kind, label) in module.resources() {
            let address = format!("{name}.{kind}.{label}");
            assert!(
                kind != "aws_vpc_security_group_ingress_rule" || looked_at.contains(&address),
                "{address} is not among the rules of 5.2"
            );
            assert!(kind != "aws_security_group_rule", "{address}: the tables look at other rules only");
        }
        let lines = || module.text().lines().map(str::trim).filter(|line| !line.starts_with('#'));
        for forbidden in
            ["cidr_ipv6", "ipv6_cidr_blocks", "assign_ipv6", "AdministratorAccess", "AWSCloudShellFullAccess"]
        {
            assert!(
                !lines().any(|line| line.contains(forbidden)),
                "{name} has {forbidden}: look at 1.16, 1.22 and 5.3"
            );
        }
        let everything = lines().filter(|line| {
            let line: String = line.chars().filter(|sign| !sign.is_whitespace()).collect();
            line.contains("Action=\"*\"") || line.contains("Action=[\"*\"]")
        });
        assert_eq!(everything.count(), 0, "{name} allows every action: look at 1.16");
    }
}

fn settings() -> insta::Settings {
    let mut settings = insta::Settings::clone_current();
    settings.set_snapshot_path(workspace().join("snapshots/report"));
    settings.set_prepend_module_to_snapshot(false);
    settings.set_omit_expression(true);
    settings
}

/// The reports that users would get of the presets, and of one in an account that it doesn't own.
#[test]
fn reports() {
    let project = Project::of_presets().validate().expect("presets keep the rules");
    let of = |names: &[&str]| {
        let environments: Vec<_> = names.iter().filter_map(|name| project.environment(name)).collect();
        crate::compliance(&project, &environments, &Framework::ALL)
    };
    settings().bind(|| {
        insta::assert_snapshot!("production.md", markdown(&of(&["production"])));
        insta::assert_snapshot!("production.json", of(&["production"]).json());
        insta::assert_snapshot!("staging.md", markdown(&of(&["staging"])));
        insta::assert_snapshot!("several.md", markdown(&of(&["dev", "staging", "production"])));
    });

    let [_, mut staging, mut production] = presets();
    production.account.scope = AccountScope::SharedOwner;
    staging.account.scope = AccountScope::SharedMember;
    let report = judged(&staging, &[&staging, &production]);
    settings().bind(|| insta::assert_snapshot!("member.md", markdown(&report)));
}
