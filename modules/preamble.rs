//! What every root begins with: where its state is kept, and the provider with its guards.

use iac_core::aws::{AccountId, Region, RoleArn};
use iac_core::environment::{Naming, S3State, State};
use iac_core::syntax::{Block, Key, Value};
use iac_core::terraform::{Backend, InputType};
use std::collections::{BTreeMap, BTreeSet};

/// Where a state is kept, which only credentials of `accounts` reach; of none, if that can't be said.
///
/// # Panics
///
/// If the place has no name yet.
pub(crate) fn backend(state: State, accounts: &BTreeSet<AccountId>) -> Backend {
    const NAMED: &str = "`Environment::state` and `StateBucket::of` fill it in";
    match state {
        State::Local { path } => {
            Backend { kind: "local", arguments: vec![("path", path.expect(NAMED).to_value())] }
        }
        State::S3(S3State { bucket, region, key, kms_key }) => {
            let mut arguments = vec![
                ("bucket", bucket.to_value()),
                ("key", key.expect(NAMED).to_value()),
                ("region", region.to_value()),
                ("use_lockfile", Value::from(true)),
            ];
            arguments.extend(guard(accounts));
            // `encrypt` without a key asks S3 for its own, whatever the bucket says; who asks for nothing gets the
            // bucket's. Source: Terraform's documentation of the backend, `encrypt` and `kms_key_id`.
            if let Some(key) = kms_key {
                arguments.extend([("encrypt", Value::from(true)), ("kms_key_id", key.to_value())]);
            }
            Backend { kind: "s3", arguments }
        }
    }
}

/// The configuration of the AWS provider: where it works, in which accounts and as whom, and the tags of everything.
pub(crate) fn provider(
    region: Region,
    accounts: &BTreeSet<AccountId>,
    role: Option<(RoleArn, String)>,
    tags: BTreeMap<String, String>,
) -> Block {
    let provider = Block::new("provider").label("aws").attribute("region", region.as_str());
    let mut provider =
        guard(accounts).into_iter().fold(provider, |block, (name, value)| block.attribute(name, value));
    if let Some((role, session)) = role {
        let role = Block::new("assume_role")
            .attribute("role_arn", role.to_value())
            .attribute("session_name", session);
        provider = provider.block(role);
    }
    let tags = tags.into_iter().map(|(key, value)| (Key::Text(key), Value::from(value))).collect();
    provider.block(Block::new("default_tags").attribute("tags", Value::Object(tags)))
}

/// The tags that names give: of the project, its owner, who pays, and who made it.
pub(crate) fn tags(naming: &Naming) -> BTreeMap<String, String> {
    let Naming { project, owner, cost_centre, tags } = naming;
    let mut all: BTreeMap<String, String> =
        tags.iter().map(|(key, value)| (key.to_string(), value.to_string())).collect();
    all.extend([
        ("ManagedBy".to_owned(), "terraform".to_owned()),
        ("Project".to_owned(), project.to_string()),
    ]);
    all.extend(owner.iter().map(|owner| ("Owner".to_owned(), owner.to_string())));
    all.extend(cost_centre.iter().map(|payer| ("CostCentre".to_owned(), payer.to_string())));
    all
}

fn guard(accounts: &BTreeSet<AccountId>) -> Option<(&'static str, Value)> {
    (!accounts.is_empty()).then(|| ("allowed_account_ids", accounts.to_value()))
}
