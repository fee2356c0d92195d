//! The move of a state from a file to a bucket: nothing is lost, it is encrypted and locked, and each environment sees
//! its own.

use iac_core::environment::{Environment, S3State, State};
use iac_core::syntax::Syntax;
use serde_json::Value as Json;

use crate::conformance::bucket::{self, Bucket};
use crate::conformance::case::{Case, Problem};
use crate::conformance::planted;
use crate::conformance::root::{self, NEWEST};
use crate::project::{self, NotUsable};
use crate::terraform::Sandbox;

const BUCKET: &str = "shop-terraform-state";
const REGION: &str = "eu-west-1";

/// Terraform looks at the version of the identifier, which AWS makes at random.
const KEY: &str = "arn:aws:kms:eu-west-1:111122223333:key/0f8fad5b-d9cb-469f-a165-70867728950e";

/// What Terraform calls its lock of `key`.
fn lock_of(key: &str) -> String {
    format!("{key}.tflock")
}

/// A lock as somebody else's Terraform leaves it while it works.
const LOCK: &str = r#"{"ID":"5f9c4b6e-0d7c-4b57-9a63-1d8c0e4f2a11","Operation":"OperationTypeApply","Info":"","Who":"somebody@else","Version":"1.11.4","Created":"2026-11-01T08:00:00Z","Path":""}"#;

/// One case, as it takes a server.
pub(super) fn cases() -> Result<Vec<Case>, NotUsable> {
    let here = project::released()?;
    let there = here.with("and state in S3", &[in_bucket])?;
    Ok(vec![Case::new("state moves from a file to S3 / production, and dev beside it", move |tools| {
        let mut sandbox = tools.sandbox(NEWEST)?;
        let folder = here.write("production", Syntax::Hcl, "environments", &sandbox)?;
        sandbox.run(&folder, &["init"])?;
        root::created(&sandbox.plan(&folder, &[])?)?;
        sandbox.apply(&folder)?;

        let bucket = bucket::s3(BUCKET, REGION)?;
        bucket.serve(&mut sandbox);
        there.write("production", Syntax::Hcl, "environments", &sandbox)?;
        moved(&folder, &here.state_file("production"), &bucket, &sandbox)?;
        locked(&folder, &bucket, &sandbox)?;
        let other = there.write("dev", Syntax::Hcl, "environments", &sandbox)?;
        beside(&folder, &other, &bucket, &sandbox)?;
        // Terraform notes how a root was initialised, and must not note by whose key.
        planted::none_below(sandbox.path())
    })])
}

/// Keeps the state of production under a key of ours, and the others' under the bucket's.
fn in_bucket(environment: &mut Environment) -> Option<()> {
    let production = environment.environment.as_str() == "production";
    environment.state = Some(State::S3(S3State {
        bucket: BUCKET.parse().ok()?,
        region: REGION.parse().ok()?,
        key: None,
        kms_key: if production { Some(KEY.parse().ok()?) } else { None },
    }));
    Some(())
}

/// Moves the state as a team would, and takes the file away.
fn moved(folder: &str, file: &str, bucket: &Bucket, sandbox: &Sandbox<'_>) -> Result<(), Problem> {
    let file = sandbox.path().join(folder).join(file);
    let read = || std::fs::read_to_string(&file);
    let before = read().map_err(|error| Problem::Found(format!("there is no state to move: {error}")))?;
    let said = sandbox.try_run(folder, &["plan"])?;
    if said.code == 0 || !said.stderr.contains("-migrate-state") {
        return Err(Problem::Found(format!("nobody is asked what becomes of the state:\n{}", said.stderr)));
    }
    sandbox.run(folder, &["init", "-migrate-state", "-force-copy", Bucket::INIT])?;
    let key = "production/terraform.tfstate";
    let Some(object) = bucket.object(key)? else {
        return Err(Problem::Found(format!("there is no {key} but {:?}", bucket.keys()?)));
    };
    encrypted(&object.headers, Some("aws:kms"), Some(KEY))?;
    let parsed = |text: &str| {
        serde_json::from_str::<Json>(text).map_err(|error| Problem::Found(format!("no state: {error}")))
    };
    let (before, after) = (parsed(&before)?, parsed(&object.body)?);
    // The lineage is another one: Terraform begins one with the first state in a bucket.
    for part in ["resources", "outputs"] {
        if before[part] != after[part] || before[part].is_null() {
            let (before, after) = (&before[part], &after[part]);
            return Err(Problem::Found(format!(
                "the {part} of the state did not move as they were: {before}\nand now {after}"
            )));
        }
    }
    // Terraform leaves the file where it was; whoever still used it would see a world without resources now.
    std::fs::remove_file(&file).map_err(|error| Problem::Found(format!("{}: {error}", file.display())))?;
    unchanged(folder, sandbox)?;
    if file.exists() {
        return Err(Problem::Found(format!("{} is written although the state has moved", file.display())));
    }
    Ok(())
}

/// Insists on a plan without changes.
fn unchanged(folder: &str, sandbox: &Sandbox<'_>) -> Result<(), Problem> {
    let said = sandbox.try_run(folder, &["plan", "-detailed-exitcode"])?;
    match said.code {
        0 => Ok(()),
        _ => Err(Problem::Found(format!("the plan isn't empty:\n{}{}", said.stdout, said.stderr))),
    }
}

fn encrypted(
    headers: &std::collections::BTreeMap<String, String>,
    how: Option<&str>,
    key: Option<&str>,
) -> Result<(), Problem> {
    let header = |name: &str| headers.get(name).map(String::as_str);
    let encryption = "x-amz-server-side-encryption";
    let found = (header(encryption), header(&format!("{encryption}-aws-kms-key-id")));
    if found == (how, key) {
        return Ok(());
    }
    Err(Problem::Found(format!("the state is encrypted as {found:?}, expected {how:?} and {key:?}")))
}

/// Terraform locks, and stops at the lock of somebody else.
fn locked(folder: &str, bucket: &Bucket, sandbox: &Sandbox<'_>) -> Result<(), Problem> {
    let lock = lock_of("production/terraform.tfstate");
    // Each lock is a version, and so is its end.
    if bucket.versions(&lock)? < 2 || bucket.object(&lock)?.is_some() {
        return Err(Problem::Found(format!("no {lock} came and went while the state was moved")));
    }
    bucket.put(&lock, LOCK)?;
    let said = sandbox.try_run(folder, &["plan", "-lock-timeout=0s"])?;
    if said.code == 0
        || !["Error acquiring the state lock", "somebody@else"].iter().all(|part| said.stderr.contains(part))
    {
        return Err(Problem::Found(format!("the lock of somebody else is not seen:\n{}", said.stderr)));
    }
    bucket.delete(&lock)
}

/// Another environment with its state in the same bucket creates everything, and the first one doesn't notice.
fn beside(first: &str, other: &str, bucket: &Bucket, sandbox: &Sandbox<'_>) -> Result<(), Problem> {
    let key = "production/terraform.tfstate";
    let versions = bucket.versions(key)?;
    sandbox.run(other, &["init", Bucket::INIT])?;
    root::created(&sandbox.plan(other, &[])?)?;
    sandbox.apply(other)?;
    let object = bucket.object("dev/terraform.tfstate")?;
    let keys = bucket.keys()?;
    if keys != ["dev/terraform.tfstate", key] {
        return Err(Problem::Found(format!("there are other objects than the two states: {keys:?}")));
    }
    // Without a key of the spec, Terraform asks for none: the bucket's own counts.
    encrypted(&object.map(|object| object.headers).unwrap_or_default(), None, None)?;
    if bucket.versions(key)? != versions {
        return Err(Problem::Found("the state of production was written".to_owned()));
    }
    unchanged(first, sandbox)
}
