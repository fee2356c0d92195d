//! The presets and the rules.

use iac_core::environment::{Environment, Preset, Project, Tier, rules};

fn production() -> Environment {
    Preset::PRODUCTION_1.environment("production".parse().expect("a name"))
}

/// The codes of the errors and warnings of a project of these environments.
fn codes(environments: impl IntoIterator<Item = Environment>) -> Vec<&'static str> {
    let judgement = Project::new(environments).judge();
    judgement.errors.iter().chain(&judgement.warnings).map(|violation| violation.rule.code).collect()
}

#[test]
fn presets_have_the_numbers_of_the_contract() {
    let numbers: Vec<_> = Preset::ALL
        .map(|preset| {
            let e = preset.environment("any".parse().expect("a name"));
            let hosts = (e.auto_scaling, e.min_instances.get(), e.max_instances.get(), e.multi_az);
            (preset.name(), e.instance_type.as_str(), e.database_size.as_str(), hosts)
        })
        .into();
    assert_eq!(
        numbers,
        [
            ("dev@1", "t3.micro", "db.t3.micro", (false, 1, 1, false)),
            ("production@1", "t3.medium", "db.t3.large", (true, 2, 10, true)),
            ("staging@1", "t3.small", "db.t3.small", (true, 1, 3, false)),
        ]
    );
}

#[test]
fn presets_keep_every_rule() {
    let judgement = Project::of_presets().judge();
    assert_eq!(judgement.to_string(), "");
}

#[test]
fn a_preset_writes_every_setting_that_it_must() {
    // Settings that only a team can know stay open, and alternatives are given up for the one that is chosen.
    const OPEN: &[&str] = &[
        "access.",
        "account.emails",
        "account.home_region",
        "adopt",
        "artifacts.pull_account_ids",
        "backup.lock",
        "deployment.strategy",
        "domain",
        "encryption",
        "environment",
        "feature_flags",
        "incident.pager",
        "incident.slack",
        "migrations",
        "monitoring.emails",
        "monitoring.tracing",
        "naming.cost_centre",
        "naming.owner",
        "naming.tags",
        "network.existing",
        "services.*.command",
        "services.*.environment",
        "services.*.health_path",
        "services.*.image",
        "secrets",
        "services.*.jobs",
        "services.*.queues",
        "services.*.secrets",
        "state.local",
        "state.s3",
    ];
    for preset in Preset::ALL {
        let text = toml::Value::Table(toml::from_str(preset.text()).expect("a preset is TOML"));
        for setting in iac_core::environment::settings() {
            if OPEN.iter().any(|open| setting.path.starts_with(open)) {
                continue;
            }
            let found = setting.path.split('.').try_fold(&text, |value, key| {
                let table = value.as_table()?;
                if key == "*" { table.values().next() } else { table.get(key) }
            });
            assert!(found.is_some(), "{preset} does not write {}", setting.path);
        }
    }
}

/// Each rule is broken by one change to production, and by nothing less.
#[test]
fn each_rule_speaks_up() {
    type Change = fn(&mut Environment);
    let one: [(&str, Change); 14] = [
        ("auto-scaling-off", |e| e.auto_scaling = false),
        ("backup-window", |e| e.database.backup_window = "03:00-04:00".parse().expect("a window")),
        ("existing-network", |e| {
            let subnet: iac_core::aws::SubnetId = "subnet-01234567".parse().expect("an id");
            e.network.existing = Some(iac_core::environment::ExistingNetwork {
                vpc_id: "vpc-01234567".parse().expect("an id"),
                public_subnet_ids: vec![subnet.clone(), "subnet-11234567".parse().expect("an id")],
                private_subnet_ids: vec![subnet.clone(), subnet.clone()],
                database_subnet_ids: vec![subnet, "subnet-21234567".parse().expect("an id")],
            });
        }),
        ("min-above-max", |e| e.min_instances = 11.try_into().expect("a count")),
        ("no-way-out", |e| {
            e.network.nat = iac_core::environment::Nat::None;
            e.network.endpoints.clear();
        }),
        ("path-twice", |e| {
            e.min_instances = 4.try_into().expect("a count");
            let app = e.services.values().next().expect("a service").clone();
            e.services.insert("web".parse().expect("a name"), app);
        }),
        ("prefix", |e| e.naming.project = "a-project-of-twenty1".parse().expect("a name")),
        ("production-availability", |e| e.multi_az = false),
        ("production-durability", |e| {
            e.database.backup_retention = 6.try_into().expect("days");
            e.backup.point_in_time = false;
        }),
        ("provider-line", |e| e.providers.aws = "~> 5.0".parse().expect("a constraint")),
        ("secret-in-plain-text", |e| {
            let app = e.services.values_mut().next().expect("a service");
            app.environment.insert(
                "DATABASE_URL".parse().expect("a name"),
                "postgres://app:hunter2@db/app".parse().expect("text"),
            );
        }),
        ("single-nat", |e| e.network.nat = iac_core::environment::Nat::Single),
        ("storage-ceiling", |e| e.database.max_storage = 109.try_into().expect("GiB")),
        ("tags", |e| {
            e.naming.tags.insert("project".parse().expect("a key"), "x".parse().expect("a value"));
        }),
    ];
    for (code, change) in one {
        let mut environment = production();
        change(&mut environment);
        assert_eq!(codes([environment]), [code], "after the change for {code}");
    }
    let mut small = production();
    small.instance_type = "t3.micro".parse().expect("a type");
    assert_eq!(codes([small]), ["tasks-fit"]);
    let mut elsewhere = production();
    elsewhere.region = "eu-west-2".parse().expect("a region");
    assert_eq!(codes([elsewhere]), ["zones", "zones", "zones"]);
    let mut same = production();
    same.environment = "copy".parse().expect("a name");
    same.state = Some(production().state());
    assert_eq!(codes([production(), same]), ["cidr-overlap", "shared-state"]);
    let mut large = Preset::DEV_1.environment("dev".parse().expect("a name"));
    large.instance_type = "t3.large".parse().expect("a type");
    assert_eq!(codes([large, production()]), ["size-ladder"]);
    let waived = Project {
        waivers: vec![
            toml::from_str("rule = 'single-nat'\nenvironment = 'production'\nreason = 'x'")
                .expect("a waiver"),
        ],
        ..Project::new([production()])
    };
    assert_eq!(waived.judge().errors[0].rule.code, "unused-waiver");
}

/// Each rule is broken by few lines of a spec over production, and by nothing less.
#[test]
fn each_rule_speaks_up_in_a_spec() {
    const JOB: &str = "[environments.live.services.app.jobs.report]\ncommand = [\"report\"]\n";
    const MIGRATIONS: &str = "[environments.live.migrations]\nservice = \"app\"\nmigrate = [\"up\"]\n";
    let key = "arn:aws:kms:eu-west-2:111122223333:key/abc";
    let rows: [(&str, &[&str], &str); 26] = [
        ("adopt", &["adopt.database"], "adopt.database = \"orders\""),
        (
            "adopt",
            &["adopt.vpc"],
            "adopt.vpc = \"vpc-00000001\"\n[environments.live.network.existing]\nvpc_id = \"vpc-00000001\"\n\
             public_subnet_ids = [\"subnet-00000001\", \"subnet-00000002\"]\n\
             private_subnet_ids = [\"subnet-00000003\", \"subnet-00000004\"]\n\
             database_subnet_ids = [\"subnet-00000005\", \"subnet-00000006\"]",
        ),
        ("lock-bounds", &["backup.daily_retention"], "backup.daily_retention = 6"),
        ("lock-bounds", &["backup.monthly_retention"], "backup.monthly_retention = 401"),
        (
            "lock-bounds",
            &["backup.lock.governance.min_retention"],
            "backup.lock.governance.min_retention = 401",
        ),
        (
            "lock-bounds",
            &["database.backup_retention"],
            "backup.lock.compliance = { min_retention = 30, max_retention = 400, grace = 3 }\n\
             database.backup_retention = 29",
        ),
        ("blue-green-update", &["database.blue_green_update"], "database.blue_green_update = true"),
        ("copy-region", &["backup.copy_region"], "backup.copy_region = \"none\""),
        ("copy-region", &["backup.copy_region"], "backup.copy_region = \"eu-west-1\""),
        ("domain", &["domain"], "domain.name = \"shop.example.com\""),
        ("fargate-size", &["services.app.jobs.report.cpu"], &format!("{JOB}cpu = 300")),
        ("fargate-size", &["services.app.jobs.report.memory"], &format!("{JOB}memory = 513")),
        ("fargate-size", &["migrations.memory"], &format!("{MIGRATIONS}cpu = 8192\nmemory = 17408")),
        (
            "gates",
            &["deployment.gates"],
            "deployment.gates = [\"error_rate < 0.01\", \"response_time < 500\"]",
        ),
        ("gates", &["deployment.gates"], "tier = \"staging\"\ndeployment.gates = []"),
        ("health-timeout", &["health_check.timeout"], "health_check = { interval = 6, timeout = 6 }"),
        (
            "linear-step",
            &["deployment.strategy.linear.percent"],
            "tier = \"development\"\nlimits.deployment = 7200\ndeployment.strategy.linear = { percent = 2, observation = 7, bake = 5 }",
        ),
        ("migrations", &["migrations.service"], &MIGRATIONS.replace("\"app\"", "\"ap\"")),
        ("migrations", &["migrations.migrate"], &MIGRATIONS.replace("[\"up\"]", "[]")),
        (
            "migrations",
            &["migrations.check_schedule"],
            &format!("{MIGRATIONS}check_schedule = \"rate(1 day)\""),
        ),
        (
            "room-for-two",
            &["deployment.strategy"],
            "tier = \"staging\"\nauto_scaling = false\nmax_instances = 2\nservices.app.replicas = 3",
        ),
        ("same-region", &["encryption.key_arn"], &format!("encryption.key_arn = \"{key}\"")),
        (
            "same-region",
            &["domain.certificate_arn", "state.s3.kms_key"],
            &format!(
                "domain = {{ name = \"a.example.com\", certificate_arn = \"arn:aws:acm:us-east-1:111122223333:certificate/a\" }}\n\
                 state.s3 = {{ bucket = \"shop-state\", region = \"eu-central-1\", kms_key = \"{key}\" }}"
            ),
        ),
        (
            "schedule",
            &["services.app.jobs.report.schedule"],
            &format!("{JOB}schedule = \"cron(0 6 1 * 1 *)\""),
        ),
        ("schedule", &["backup.restore_test"], "backup.restore_test = \"rate(7 days)\""),
        (
            "unknown-secret",
            &["services.app.secrets.STRIPE_KEY"],
            "services.app.secrets.STRIPE_KEY = \"secret:stripe\"",
        ),
    ];
    for (code, settings, change) in rows {
        let text = format!("[environments.live]\npreset = \"production@1\"\n{change}\n");
        let problems = iac_core::spec::load(&text).expect_err(change);
        let codes: Vec<_> = problems.iter().map(|problem| problem.code.unwrap_or(&problem.message)).collect();
        assert_eq!(codes, vec![code; settings.len()], "{change}: {problems:#?}");
        for setting in settings {
            let last = setting.rsplit('.').next().unwrap_or(setting);
            let at = |problem: &iac_core::diagnostic::Diagnostic| {
                problem.span.as_ref().map_or(0, |span| span.start)
            };
            let lines = problems.iter().map(|problem| text[..at(problem)].matches('\n').count());
            let mut shown = lines.map(|line| text.lines().nth(line).unwrap_or_default());
            assert!(
                shown.any(|line| line.contains(last)) || !change.contains(last),
                "{change}: not at {setting}: {problems:#?}"
            );
        }
    }
}

/// What is said of a spec, a line for each problem.
fn said(text: &str) -> String {
    let problems = iac_core::spec::load(text).map_or_else(|problems| problems, |loaded| loaded.warnings);
    let line = |problem: &iac_core::diagnostic::Diagnostic| {
        let place = problem.span.as_ref().map_or(0, |span| span.start);
        let place = text[place..].lines().next().unwrap_or_default();
        let (code, help) = (problem.code.unwrap_or("-"), problem.help.as_deref().unwrap_or("-"));
        format!("{code} at `{place}`: {} (help: {help})", problem.message)
    };
    problems.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[test]
fn a_secret_is_there_and_used_or_said_to_be_neither() {
    const KEPT: &str = "[environments.live]\npreset = \"production@1\"\n[environments.live.secrets.stripe]\ndescription = \"pays\"\n";
    insta::assert_snapshot!(said(KEPT), @"unused-secret at `stripe]`: live: no service reads `stripe` (help: name it as `secret:stripe` under `services.<service>.secrets`, remove it, or waive the warning with who reads it)");
    insta::assert_snapshot!(said(&format!(
        "{KEPT}[environments.live.services.app.secrets]\nSTRIPE_KEY = \"secret:stripe\"\nTOKEN = \"/shop/token\"\n"
    )), @"");
    insta::assert_snapshot!(said(&format!(
        "{KEPT}[environments.live.services.app.secrets]\nSTRIPE_KEY = \"secret:strip\"\nMAIL_KEY = \"secret:mail\"\n"
    )), @r#"
    unused-secret at `stripe]`: live: no service reads `stripe` (help: name it as `secret:stripe` under `services.<service>.secrets`, remove it, or waive the warning with who reads it)
    unknown-secret at `"secret:strip"`: live: the environment keeps no secret `strip` (help: did you mean `secret:stripe`? If not, add `[environments.live.secrets.strip]` with a `description`)
    unknown-secret at `"secret:mail"`: live: the environment keeps no secret `mail` (help: add `[environments.live.secrets.mail]` with a `description`)
    "#);
}

/// Environments with a preset, each with lines of its own; addresses and zones are no matter here.
fn environments<const N: usize>(environments: [(&str, &str); N]) -> String {
    let text = environments.iter().enumerate().map(|(index, (name, lines))| {
        let zone = |letter| {
            let region = lines.lines().find_map(|line| line.strip_prefix("region = \""));
            format!("\"{}{letter}\"", region.unwrap_or("eu-west-1").trim_end_matches('"'))
        };
        format!(
            "[environments.{name}]\npreset = \"dev@1\"\nnetwork.cidr = \"10.{index}.0.0/16\"\nnetwork.zones = [{}, {}]\n{lines}\n",
            zone('a'),
            zone('b')
        )
    });
    text.collect()
}

const ONE: &str = "access.allowed_account_ids = [\"111122223333\"]\n";
const OTHER: &str = "access.allowed_account_ids = [\"444455556666\"]\n";

#[test]
fn an_account_has_one_owner_in_a_region() {
    let owner = "account.scope = \"shared_owner\"\n";
    let member = "account.scope = \"shared_member\"\n";
    // Of its own, or not said to be shared.
    insta::assert_snapshot!(said(&environments([("dev", ""), ("live", "")])), @"");
    insta::assert_snapshot!(said(&environments([("dev", ONE), ("live", OTHER)])), @"");
    insta::assert_snapshot!(said(&environments([("dev", member), ("live", owner)])), @"");
    insta::assert_snapshot!(
        said(&environments([("dev", &format!("{ONE}{member}")), ("live", &format!("{ONE}{owner}"))])), @""
    );
    // Two owners: of an account that is named, of one that isn't, and of two accounts.
    insta::assert_snapshot!(
        said(&environments([("dev", &format!("{ONE}{owner}")), ("live", &format!("{ONE}{owner}"))])), @r#"account-owner at `"shared_owner"`: live: environment `dev` is the `shared_owner` in eu-west-1 already, of account 111122223333 (help: let this one be `shared_member`, or name in `access.allowed_account_ids` the one account that each lives in)"#
    );
    insta::assert_snapshot!(said(&environments([("dev", owner), ("live", owner)])), @r#"account-owner at `"shared_owner"`: live: environment `dev` is the `shared_owner` in eu-west-1 already, of an account that neither names (help: let this one be `shared_member`, or name in `access.allowed_account_ids` the one account that each lives in)"#);
    insta::assert_snapshot!(
        said(&environments([("dev", &format!("{ONE}{owner}")), ("live", &format!("{OTHER}{owner}"))])), @""
    );
    // Dedicated, and shared all the same.
    insta::assert_snapshot!(said(&environments([("dev", ONE), ("live", ONE)])), @"account-owner at `live]`: live: it is `dedicated`, and environment `dev` may live in account 111122223333 too (help: name in `access.allowed_account_ids` the one account that each lives in; of a shared one, let one be `shared_owner` and the others `shared_member`)");
    insta::assert_snapshot!(said(&environments([("dev", ONE), ("live", &format!("{ONE}{member}"))])), @r#"account-owner at `"shared_member"`: live: environment `dev`, which is `dedicated`, may live in account 111122223333 too (help: name in `access.allowed_account_ids` the one account that each lives in; of a shared one, let one be `shared_owner` and the others `shared_member`)"#);
}

#[test]
fn an_account_has_one_home_region_and_an_owner_there() {
    let owner = |lines: &str| format!("{ONE}account.scope = \"shared_owner\"\n{lines}");
    let (west, central) = (owner(""), owner("region = \"eu-central-1\"\n"));
    let at_home = format!("{central}account.home_region = \"eu-west-1\"\n");
    insta::assert_snapshot!(said(&environments([("live", &west), ("spare", &at_home)])), @"");
    insta::assert_snapshot!(said(&environments([("live", &west), ("spare", &central)])), @r#"account-owner at `account.scope = "shared_owner"`: spare: the home Region of account 111122223333 is eu-central-1 here, and eu-west-1 for environment `live` (help: write the same in both, such as `account.home_region = "eu-west-1"`)"#);
    insta::assert_snapshot!(said(&environments([("spare", &at_home)])), @r#"account-owner at `"eu-west-1"`: spare: no owner of the account lives in eu-west-1, so nobody keeps what exists once for all Regions, such as the trail (help: write `account.home_region = "eu-central-1"`, or let an environment in eu-west-1 be `shared_owner`)"#);
    insta::assert_snapshot!(said(&environments([("live", "account.home_region = \"eu-central-1\"\n")])), @r#"account-owner at `"eu-central-1"`: live: no owner of the account lives in eu-central-1, so nobody keeps what exists once for all Regions, such as the trail (help: write `account.home_region = "eu-west-1"`, or let an environment in eu-central-1 be `shared_owner`)"#);
}

#[test]
fn an_account_that_nobody_guards_is_told() {
    let member = "account.scope = \"shared_member\"\n";
    insta::assert_snapshot!(said(&environments([("dev", member)])), @r#"account-unowned at `"shared_member"`: dev: no environment of the spec guards its account in eu-west-1 (help: let one of its environments be `shared_owner`, or waive the warning with who guards the account)"#);
    let elsewhere = format!("{ONE}{member}region = \"eu-central-1\"\n");
    let owner = format!("{ONE}account.scope = \"shared_owner\"\n");
    insta::assert_snapshot!(said(&environments([("live", &owner), ("spare", &elsewhere)])), @r#"account-unowned at `"shared_member"`: spare: no environment of the spec guards account 111122223333 in eu-central-1 (help: let one of its environments be `shared_owner`, or waive the warning with who guards the account)"#);
    let waived = format!(
        "{}[[waivers]]\nrule = \"account-unowned\"\nenvironment = \"dev\"\nreason = \"the platform team\"\n",
        environments([("dev", member)])
    );
    insta::assert_snapshot!(said(&waived), @"");
}

#[test]
fn fargate_takes_the_sizes_of_its_table() {
    for (cpu, memory, fits) in [
        (256, 512, true),
        (256, 2048, true),
        (256, 3072, false),
        (4096, 30720, true),
        (8192, 20480, true),
        (8192, 17408, false),
        (16384, 122_880, true),
    ] {
        let mut environment = production();
        let job = format!("command = ['x']\ncpu = {cpu}\nmemory = {memory}");
        let job = toml::from_str(&job).expect("a job");
        let app = environment.services.values_mut().next().expect("a service");
        app.jobs.insert("report".parse().expect("a name"), job);
        assert_eq!(codes([environment]).is_empty(), fits, "{cpu} {memory}");
    }
}

#[test]
fn every_rule_is_explained() {
    let codes: Vec<_> = rules::ALL.iter().map(|rule| rule.code).collect();
    assert!(codes.is_sorted(), "{codes:?}");
    for rule in rules::ALL {
        assert!(rule.explain.len() > 80, "{} says too little", rule.code);
        assert_eq!(rules::find(rule.code), Some(rule));
    }
}

#[test]
fn a_tier_and_not_a_name_decides() {
    let mut blueberry = production();
    blueberry.environment = "blueberry".parse().expect("a name");
    blueberry.multi_az = false;
    assert_eq!(codes([blueberry.clone()]), ["production-availability"]);
    blueberry.tier = Tier::Staging;
    assert_eq!(codes([blueberry]), [] as [&str; 0]);
}

#[test]
fn the_hint_of_tasks_fit_is_true() {
    let mut dev = Preset::DEV_1.environment("dev".parse().expect("a name"));
    dev.services.values_mut().next().expect("a service").replicas = 2.try_into().expect("a count");
    let judgement = Project::new([dev.clone()]).judge();
    let help = &judgement.errors[0].help;
    assert_eq!(
        help,
        "`instance_type = \"t3.small\"` or `min_instances = 2` would make them fit, or fewer `replicas` or smaller tasks"
    );
    dev.instance_type = "t3.small".parse().expect("a type");
    assert_eq!(codes([dev]), [] as [&str; 0]);
}
