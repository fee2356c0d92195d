//! The bucket of the states: its root lives as those of environments do, in both syntaxes, and nothing destroys it.

use iac_core::environment::Environment;
use iac_core::syntax;
use iac_modules::Kept;
use serde_json::Value as Json;

use crate::conformance::bucket::{self, Bucket};
use crate::conformance::case::{Case, Problem, Tools};
use crate::conformance::root::{NEWEST, created};
use crate::equality::{Plan, Syntax, differences};
use crate::project::{NO_CREDENTIALS, Named, NotUsable, one_bucket};

/// The folder of the root.
const FOLDER: &str = "accounts/shop-terraform-state";

/// The first apply, which keeps the state in a file, and the backend that comes after it.
pub(super) fn cases() -> Result<Vec<Case>, NotUsable> {
    let named = one_bucket()?;
    let (first, then) = (named.clone(), named);
    Ok(vec![
        Case::new("bootstrap: life, both syntaxes", move |tools| live(&first, tools)),
        Case::new("bootstrap: its own bucket is a backend", move |tools| accepted(&then, tools)),
    ])
}

/// The root's move into the bucket that it made, which takes a server.
pub(super) fn in_bucket_cases() -> Result<Vec<Case>, NotUsable> {
    let elsewhere = one_bucket()?;
    let here = elsewhere.with("of the account at hand", &[at_hand])?;
    Ok(vec![Case::new("bootstrap moves its own state into its own bucket", move |tools| {
        moved(&elsewhere, &here, tools)
    })])
}

/// The account that the server is in.
const AT_HAND: &str = "123456789012";

fn at_hand(environment: &mut Environment) -> Option<()> {
    environment.access.allowed_account_ids = [AT_HAND.parse().ok()?].into();
    Some(())
}

/// Plans, compares with what the other syntax plans, applies and plans again.
fn live(named: &Named, tools: &Tools) -> Result<(), Problem> {
    let sandbox = tools.sandbox(NEWEST)?;
    named.write_bucket(Kept::InFile, syntax::Syntax::Hcl, FOLDER, &sandbox)?;
    sandbox.run("", &["fmt", "-check", "-diff", "-recursive"])?;
    sandbox.run(FOLDER, &["init"])?;
    sandbox.run(FOLDER, &["validate"])?;
    let plan = sandbox.plan(FOLDER, &[])?;
    let made = created(&plan)?;
    for wanted in ["terraform[\"production\"]", "plan[\"dev\"]", "aws_s3_bucket.state"] {
        if !made.iter().any(|change| change.ends_with(wanted)) {
            return Err(Problem::Found(format!("{wanted} is not made: {made:?}")));
        }
    }
    if made.iter().any(|change| change.contains("staging")) {
        return Err(Problem::Found(format!("staging has no pipeline: {made:?}")));
    }
    let converted = "converted/bucket";
    named.write_bucket(Kept::InFile, syntax::Syntax::Json, converted, &sandbox)?;
    sandbox.run(converted, &["init"])?;
    let other = sandbox.plan(converted, &[])?;
    let differences = differences(
        Plan { json: &plan, syntax: Syntax::Native },
        Plan { json: &other, syntax: Syntax::Json },
    );
    if let Some(first) = differences.first() {
        return Err(Problem::Found(format!("JSON is planned differently:\n{first}")));
    }
    sandbox.apply(FOLDER)?;
    let again = sandbox.try_run(FOLDER, &["plan", "-detailed-exitcode"])?;
    if again.code != 0 {
        let said = again.stdout + &again.stderr;
        return Err(Problem::Found(format!("what was applied is not what is planned:\n{said}")));
    }
    let destroyed = sandbox.try_run(FOLDER, &["plan", "-destroy"])?;
    if destroyed.code == 0 || !destroyed.stderr.contains("prevent_destroy") {
        return Err(Problem::Found("prevent_destroy: nothing stands in the way of destroying it".to_owned()));
    }
    Ok(())
}

/// Terraform takes the backend, and only wants credentials.
fn accepted(named: &Named, tools: &Tools) -> Result<(), Problem> {
    let sandbox = tools.sandbox(NEWEST)?;
    named.write_bucket(Kept::InBucket, syntax::Syntax::Hcl, FOLDER, &sandbox)?;
    let said = sandbox.try_run(FOLDER, &["init"])?;
    if said.stderr.contains(NO_CREDENTIALS) {
        return Ok(());
    }
    Err(Problem::Found(format!("the backend is refused:\n{}{}", said.stdout, said.stderr)))
}

/// Applies with the state in a file, and moves it as the page says; in no other account than the one that is allowed.
fn moved(elsewhere: &Named, here: &Named, tools: &Tools) -> Result<(), Problem> {
    let mut sandbox = tools.sandbox(NEWEST)?;
    here.write_bucket(Kept::InFile, syntax::Syntax::Hcl, FOLDER, &sandbox)?;
    sandbox.run(FOLDER, &["init"])?;
    sandbox.plan(FOLDER, &[])?;
    sandbox.apply(FOLDER)?;
    let file = sandbox.path().join(FOLDER).join("bootstrap.tfstate");
    let state = std::fs::read_to_string(&file);
    let before =
        parsed(&state.map_err(|error| Problem::Found(format!("there is no state to move: {error}")))?)?;

    let bucket = bucket::s3("shop-terraform-state", "eu-west-1")?;
    bucket.serve(&mut sandbox);
    let migrate = ["init", "-migrate-state", "-force-copy", Bucket::INIT];
    elsewhere.write_bucket(Kept::InBucket, syntax::Syntax::Hcl, FOLDER, &sandbox)?;
    let refused = sandbox.try_run(FOLDER, &migrate)?;
    if refused.code == 0 || !refused.stderr.contains(AT_HAND) || !bucket.keys()?.is_empty() {
        let said = refused.stdout + &refused.stderr;
        return Err(Problem::Found(format!("allowed_account_ids: another account is taken:\n{said}")));
    }
    here.write_bucket(Kept::InBucket, syntax::Syntax::Hcl, FOLDER, &sandbox)?;
    sandbox.run(FOLDER, &migrate)?;

    let key = "bootstrap/terraform.tfstate";
    let object = bucket.object(key)?;
    let object = object.ok_or_else(|| Problem::Found(format!("there is no {key}")))?;
    let by = object.headers.get("x-amz-server-side-encryption-aws-kms-key-id").cloned().unwrap_or_default();
    if !by.starts_with("arn:aws:kms:eu-west-1:111122223333:key/") {
        return Err(Problem::Found(format!("kms_key_id: the state is encrypted with `{by}`")));
    }
    let after = parsed(&object.body)?;
    if before["resources"] != after["resources"] || before["outputs"] != after["outputs"] {
        return Err(Problem::Found("the state did not move as it was".to_owned()));
    }
    // Each lock is a version, and so is its end.
    let lock = format!("{key}.tflock");
    if bucket.versions(&lock)? < 2 || bucket.keys()? != [key] {
        return Err(Problem::Found(format!("no {lock} came and went: {:?}", bucket.keys()?)));
    }
    std::fs::remove_file(&file).map_err(|error| Problem::Found(format!("{}: {error}", file.display())))?;
    let again = sandbox.try_run(FOLDER, &["plan", "-detailed-exitcode"])?;
    if again.code != 0 {
        let said = again.stdout + &again.stderr;
        return Err(Problem::Found(format!("after the move, something changes:\n{said}")));
    }
    Ok(())
}

fn parsed(text: &str) -> Result<Json, Problem> {
    serde_json::from_str(text).map_err(|error| Problem::Found(format!("no state: {error}")))
}
