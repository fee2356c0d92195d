//! Reviews of real plans: what Terraform plans for our own environments, and what `iac review` says of it.
//!
//! What is said is kept in `snapshots/review/real/`, so that a change of rules or of wording shows on plans that
//! somebody will really have. The one of drift is a plan after somebody changed things by hand.

use std::collections::BTreeSet;

use iac_core::environment::{AccountScope, Environment, Lock, Tier};
use iac_core::review::finding::Severity;
use iac_core::review::output::{Limits, Origin, markdown};
use iac_core::review::{self, Gate, Incomplete, Source};
use iac_core::syntax::Syntax;
use iac_schema::Version;
use serde_json::Value as Json;

use crate::conformance::Failure;
use crate::conformance::case::{Case, Problem, Tools};
use crate::conformance::planted;
use crate::project::{self, Named};
use crate::stub;
use crate::terraform::Sandbox;

/// The environment whose plans are reviewed.
const ENVIRONMENT: &str = "production";

/// One life of production, with a review of each of its plans.
pub(super) fn cases() -> Result<Vec<Case>, Failure> {
    let first = project::released()?;
    let calm = first.with("and more hosts", &[calm])?;
    let dangerous = first.with("and less of everything", &[dangerous])?;
    let member = first.with("in a shared account", &[member])?;
    let renamed = member.with("under another name", &[renamed])?;
    Ok(vec![Case::new("reviews of real plans", move |tools| {
        let mut sandbox = tools.sandbox(Version::AWS_6_66_0)?;
        let folder = write(&first, &sandbox)?;
        sandbox.run(&folder, &["init"])?;
        reviewed("create", &sandbox.plan(&folder, &[])?, tools)?;
        sandbox.apply(&folder)?;
        drifted(&folder, &mut sandbox, tools)?;
        for (name, project) in [("calm", &calm), ("dangerous", &dangerous)] {
            write(project, &sandbox)?;
            reviewed(name, &sandbox.plan(&folder, &[])?, tools)?;
        }
        // No secret gets into the state by a second apply, nor into any review.
        write(&calm, &sandbox)?;
        planted::reviewed(&sandbox.plan(&folder, &[])?.to_string(), tools)?;
        sandbox.apply(&folder)?;
        planted::none_below(sandbox.path())?;
        // Terraform destroys no audit log, whatever is asked: another root takes the guards of the account first.
        sandbox.run(&folder, &["state", "rm", "module.account_baseline"])?;
        write(&renamed, &sandbox)?;
        reviewed("renamed", &sandbox.plan(&folder, &[])?, tools)?;
        write(&member, &sandbox)?;
        reviewed("destroy", &sandbox.plan(&folder, &["-destroy"])?, tools)
    })])
}

fn write(project: &Named, sandbox: &Sandbox<'_>) -> Result<String, Problem> {
    Ok(project.write(ENVIRONMENT, Syntax::Hcl, "environments", sandbox)?)
}

/// What somebody did in the console, in a hurry.
const BY_HAND: &str = r#"[
  { "type": "aws_db_instance", "then": { "set": { "multi_az": false, "backup_retention_period": 1 } } },
  { "type": "aws_vpc_security_group_ingress_rule", "where": { "from_port": 5432 }, "then": "gone" },
  {
    "type": "aws_s3_bucket_public_access_block",
    "then": { "set": {
      "block_public_acls": false,
      "block_public_policy": false,
      "ignore_public_acls": false,
      "restrict_public_buckets": false
    } }
  },
  { "type": "aws_vpc", "then": { "set": { "tags.Name": "do not touch", "tags_all.Name": "do not touch" } } }
]"#;

/// Reviews the plan that only looks, and the one that would put everything back.
fn drifted(folder: &str, sandbox: &mut Sandbox<'_>, tools: &Tools) -> Result<(), Problem> {
    sandbox.write("world.json", BY_HAND)?;
    sandbox.set(stub::WORLD, sandbox.path().join("world.json"));
    let plan = sandbox.plan(folder, &["-refresh-only"])?;
    let drifted = plan["resource_drift"].as_array().into_iter().flatten();
    let types: BTreeSet<_> = drifted.filter_map(|row| row["type"].as_str()).collect();
    if types.len() != 4 {
        return Err(Problem::Found(format!("{types:?} drifted, and 4 types were changed")));
    }
    reviewed("drift", &plan, tools)?;
    reviewed("drift-mended", &sandbox.plan(folder, &[])?, tools)?;
    sandbox.unset(stub::WORLD);
    Ok(())
}

/// A change that harms nobody.
fn calm(environment: &mut Environment) -> Option<()> {
    if environment.tier != Tier::Production {
        return Some(());
    }
    environment.max_instances = 12.try_into().ok()?;
    environment.monitoring.emails.insert("on-call@example.com".parse().ok()?);
    Some(())
}

/// A change that takes away what protects data and users; as staging, since production would refuse it.
fn dangerous(environment: &mut Environment) -> Option<()> {
    if environment.tier != Tier::Production {
        return Some(());
    }
    environment.tier = Tier::Staging;
    environment.multi_az = false;
    environment.deletion_protection = false;
    environment.database.backup_retention = 3.try_into().ok()?;
    environment.backup.lock = Lock::None;
    environment.log_retention = 30.try_into().ok()?;
    Some(())
}

/// An account whose guards are somebody else's.
#[expect(clippy::unnecessary_wraps, reason = "it is one of several changes")]
fn member(environment: &mut Environment) -> Option<()> {
    environment.account.scope = AccountScope::SharedMember;
    Some(())
}

/// A change that looks like one word, and means another environment.
fn renamed(environment: &mut Environment) -> Option<()> {
    environment.naming.project = "store".parse().ok()?;
    Some(())
}

/// Compares the comment on `plan` with the one that is kept as `name`.
fn reviewed(name: &str, plan: &Json, tools: &Tools) -> Result<(), Problem> {
    let mut plan = plan.clone();
    // The only thing in a plan of the stub that differs from run to run.
    if let Some(plan) = plan.as_object_mut() {
        plan.remove("timestamp");
    }
    let text = plan.to_string();
    planted::none_in(name, &text)?;
    let refused = |problem: &dyn std::fmt::Display| Problem::Found(format!("{name}: {problem}"));
    let source = Source {
        name: ENVIRONMENT.to_owned(),
        plan: review::parse(&text).map_err(|problem| refused(&problem))?,
        sha256: None,
        tier: Tier::Production,
        model: None,
        reviewing: None,
    };
    let gate = Gate {
        fail_on: Some(Severity::Critical),
        ask_on: Some(Severity::High),
        incomplete: Incomplete::Stops,
        now: None,
    };
    let (review, secrets) = review::review(&[source], &gate).map_err(|failed| refused(&failed.problem))?;
    let comment = markdown(&review, &Origin::default(), Limits::default());
    secrets.check(&comment).map_err(|leak| refused(&leak))?;
    tools.kept(&format!("review/real/{name}.md"), &comment)
}
