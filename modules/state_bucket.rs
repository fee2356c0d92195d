//! The bucket that an environment keeps its state in, all environments beside it, and the root that makes it.
//!
//! That root can't keep its state in the bucket before it has made it: the first apply keeps it in a file.

use crate::bootstrap::{Bootstrap, Tenant};
use crate::preamble;
use crate::tree::{NOTICE, Source};
use iac_core::aws::{AccountId, EnvironmentName, ObjectKey, OidcProviderArn, SessionSeconds};
use iac_core::environment::{Environment, S3State, State, Validated, ValidatedProject};
use iac_core::operations::{self, Times};
use iac_core::terraform::Root;
use std::collections::{BTreeMap, BTreeSet};

/// Where the state of the bucket's own root is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kept {
    /// In a file beside the root, as long as there is no bucket.
    InFile,
    /// In the bucket itself.
    InBucket,
}

/// The object that the state of the bucket's own root is.
const OWN_KEY: &str = "bootstrap/terraform.tfstate";
/// The file that it is before there is a bucket.
const OWN_FILE: &str = "bootstrap.tfstate";
/// How long an apply may take beside the longest deployment, in seconds: a database that changes its class and gets a
/// standby.
const BESIDE_DEPLOYMENT: u32 = 3600;

/// The bucket that some environments of a project keep their states in.
///
/// ```
/// use iac_core::spec;
/// use iac_modules::{Kept, StateBucket};
/// use iac_core::syntax::{Syntax, to_string};
///
/// let spec = r#"
/// [defaults.state.s3]
/// bucket = "shop-terraform-state"
/// region = "eu-west-1"
/// [environments.dev]
/// preset = "dev@1"
/// "#;
/// let project = spec::load(spec).expect("the spec is right").project;
/// let bucket = StateBucket::of(&project, project.environment("dev").expect("it is in there"))?;
/// let root = bucket.root(Kept::InFile, &"./modules".parse()?);
/// assert!(to_string(&root.into_document(), Syntax::Hcl)?.contains(r#"backend "local" {"#));
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug)]
pub struct StateBucket<'p> {
    /// Where the state of its own root is kept.
    own: S3State,
    /// Who keeps a state in it, by name.
    environments: Vec<&'p Validated<Environment>>,
    allowed_account_ids: BTreeSet<AccountId>,
    oidc_provider_arn: Option<OidcProviderArn>,
}

/// Why there is no bucket to make for an environment.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NoStateBucket {
    /// The environment keeps its state in a file.
    #[error("the state of `{environment}` is not kept in S3, so no bucket has to be made for it")]
    NotInS3 {
        /// The environment.
        environment: EnvironmentName,
    },
    /// Two environments keep their states in the bucket, and can't both be right about it.
    #[error(
        "`{}` and `{}` keep their states in `{bucket}` and differ in `{setting}`: {} and {}",
        said[0].0, said[1].0, said[0].1, said[1].1
    )]
    Differ {
        /// The bucket.
        bucket: String,
        /// The setting.
        setting: &'static str,
        /// Two environments, and what each says.
        said: Box<[(EnvironmentName, String); 2]>,
    },
    /// An environment keeps its state where that of the bucket's own root goes.
    #[error("`{environment}` keeps its state under `{OWN_KEY}`, where that of the bucket's own root goes")]
    KeyTaken {
        /// The environment.
        environment: EnvironmentName,
    },
}

impl NoStateBucket {
    /// What to do about it.
    pub fn hint(&self) -> String {
        match self {
            Self::NotInS3 { .. } => {
                "write `[defaults.state.s3]` with `bucket = \"…\"` and `region = \"…\"` into the spec"
                    .to_owned()
            }
            Self::Differ { setting: ACCOUNTS, .. } => {
                "give each account a bucket of its own: `state.s3.bucket` of its environments".to_owned()
            }
            Self::Differ { setting, .. } => format!("write the same `{setting}` for both"),
            Self::KeyTaken { environment } => {
                format!("name another object: `state.s3.key` of `{environment}`")
            }
        }
    }
}

const ACCOUNTS: &str = "access.allowed_account_ids";

impl<'p> StateBucket<'p> {
    /// The bucket of `environment`, with everybody in `project` who keeps a state in it.
    ///
    /// # Errors
    ///
    /// [`NoStateBucket`] if there is none, or if those who share it don't agree.
    ///
    /// # Panics
    ///
    /// Never: the object of its own state has a name.
    pub fn of(
        project: &'p ValidatedProject,
        environment: &'p Validated<Environment>,
    ) -> Result<Self, NoStateBucket> {
        let in_s3 = |one: &Environment| match one.state() {
            State::S3(state) => Some(state),
            State::Local { .. } => None,
        };
        let Some(S3State { bucket, .. }) = in_s3(environment) else {
            return Err(NoStateBucket::NotInS3 { environment: environment.environment.clone() });
        };
        let tenants: Vec<(&Validated<Environment>, S3State)> = project
            .environments()
            .filter_map(|one| Some((one, in_s3(one)?)))
            .filter(|(_, state)| state.bucket == bucket)
            .collect();
        let own_key: ObjectKey = OWN_KEY.parse().expect("it is a key");
        if let Some((taken, _)) = tenants.iter().find(|(_, state)| state.key.as_ref() == Some(&own_key)) {
            return Err(NoStateBucket::KeyTaken { environment: taken.environment.clone() });
        }
        let agreed = Agreement { bucket: bucket.as_str(), tenants: &tenants };
        let region = agreed.on("state.s3.region", |_, state| Some(state.region))?;
        let own = S3State {
            region: region.expect("whoever keeps a state in S3 names a Region"),
            key: Some(own_key),
            kms_key: agreed.on("state.s3.kms_key", |_, state| state.kms_key.clone())?,
            bucket: bucket.clone(),
        };
        let accounts = agreed.on(ACCOUNTS, |one, _| {
            let ids = &one.access.allowed_account_ids;
            (!ids.is_empty()).then(|| Listed(ids.clone()))
        })?;
        let oidc_provider_arn =
            agreed.on("access.oidc_provider_arn", |one, _| one.access.oidc_provider_arn.clone())?;
        Ok(Self {
            own,
            allowed_account_ids: accounts.map(|Listed(ids)| ids).unwrap_or_default(),
            oidc_provider_arn,
            environments: tenants.into_iter().map(|(one, _)| one).collect(),
        })
    }

    /// The root that makes the bucket and who works with it; it finds its module at `modules`.
    ///
    /// # Panics
    ///
    /// Never: the file of its own state has a name.
    pub fn root(&self, kept: Kept, modules: &Source) -> Root {
        let backend = match kept {
            Kept::InFile => {
                let path = Some(OWN_FILE.parse().expect("it is the path of a file"));
                preamble::backend(State::Local { path }, &self.allowed_account_ids)
            }
            Kept::InBucket => preamble::backend(State::S3(self.own.clone()), &self.allowed_account_ids),
        };
        // Every version that a root may ask for is one that the module is valid for.
        let constraint = self.environments.first().map(|one| one.providers.aws.to_string());
        let constraint = constraint.unwrap_or_default();
        let mut root = Root::new(NOTICE, backend, ("aws", "hashicorp/aws", &constraint));
        // With the credentials at hand, in the right account and in no other.
        root.provider(preamble::provider(self.own.region, &self.allowed_account_ids, None, self.tags()));
        let inputs = Bootstrap {
            bucket: self.own.bucket.clone().into(),
            environments: self
                .environments
                .iter()
                .map(|one| (one.environment.clone(), tenant(one)))
                .collect::<BTreeMap<_, _>>()
                .into(),
            oidc_provider_arn: self.oidc_provider_arn.clone().into(),
        };
        root.call("bootstrap", &modules.of("bootstrap"), &inputs);
        root.outputs_of::<Bootstrap>("bootstrap");
        root
    }

    /// The page that says how the bucket is made and states move into it, in Markdown.
    pub fn steps(&self) -> String {
        let sessions = self.environments.iter().map(|one| session(one).get()).collect::<Vec<_>>();
        operations::bootstrap(&self.own, &self.environments, &sessions)
    }

    /// What all environments say of themselves holds for what they share.
    fn tags(&self) -> BTreeMap<String, String> {
        let all: Vec<_> = self.environments.iter().map(|one| preamble::tags(&one.naming)).collect();
        let mut common = all.first().cloned().unwrap_or_default();
        common.retain(|key, value| all.iter().all(|tags| tags.get(key) == Some(value)));
        common
    }
}

/// Those who share a bucket, as long as they don't contradict each other.
struct Agreement<'a> {
    bucket: &'a str,
    tenants: &'a [(&'a Validated<Environment>, S3State)],
}

impl Agreement<'_> {
    /// What those say who say anything of `setting`.
    fn on<T: PartialEq + std::fmt::Display>(
        &self,
        setting: &'static str,
        says: impl Fn(&Environment, &S3State) -> Option<T>,
    ) -> Result<Option<T>, NoStateBucket> {
        let mut agreed: Option<(&EnvironmentName, T)> = None;
        for (environment, state) in self.tenants {
            let name = &environment.environment;
            match (says(environment, state), &agreed) {
                (Some(value), None) => agreed = Some((name, value)),
                (Some(value), Some((first, known))) if value != *known => {
                    return Err(NoStateBucket::Differ {
                        bucket: self.bucket.to_owned(),
                        setting,
                        said: Box::new([
                            ((*first).clone(), known.to_string()),
                            (name.clone(), value.to_string()),
                        ]),
                    });
                }
                _ => {}
            }
        }
        Ok(agreed.map(|(_, value)| value))
    }
}

/// Several, with commas between them.
#[derive(PartialEq)]
struct Listed<T>(BTreeSet<T>);

impl<T: std::fmt::Display> std::fmt::Display for Listed<T> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let all: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&all.join(", "))
    }
}

/// What the bucket's root has to know of an environment.
fn tenant(environment: &Environment) -> Tenant {
    let access = &environment.access;
    let github = access.github.as_ref();
    let subjects =
        github.map(|github| (github.subject(&environment.environment), github.pull_request_subject()));
    let (subject, pull_request_subject) = subjects.unzip();
    let state_key = match environment.state() {
        State::S3(state) => state.key,
        State::Local { .. } => None,
    };
    Tenant {
        prefix: environment.prefix().expect("a rule refuses a prefix that is too long"),
        state_key: state_key.expect("who keeps a state in a bucket has a key, which state() fills in"),
        subject,
        pull_request_subject,
        session: session(environment),
        boundary_arn: access.permissions_boundary_arn.clone(),
        role_to_assume: access.role_to_assume.clone(),
        guards_account: environment.account.scope.owns(),
    }
}

/// How long a session has to last: as long as the longest deployment, and what else an apply may do.
fn session(environment: &Environment) -> SessionSeconds {
    let seconds = Times::of(environment).timeout.saturating_add(BESIDE_DEPLOYMENT);
    SessionSeconds::try_from(i64::from(seconds.min(SessionSeconds::MAX)))
        .expect("an hour at least, twelve at most")
}

#[cfg(test)]
mod tests {
    use super::*;
    use iac_core::spec;
    use iac_core::syntax::{Syntax, to_string};
    use std::path::Path;

    fn project(text: &str) -> ValidatedProject {
        spec::load(text).unwrap_or_else(|problems| panic!("{problems:#?}")).project
    }

    fn bucket<'p>(project: &'p ValidatedProject, name: &str) -> Result<StateBucket<'p>, NoStateBucket> {
        StateBucket::of(project, project.environment(name).expect("the spec has it"))
    }

    fn snapshot(name: &str, text: &str) {
        let mut settings = insta::Settings::clone_current();
        settings.set_snapshot_path(Path::new(env!("CARGO_MANIFEST_DIR")).join("../snapshots/bootstrap"));
        settings.set_prepend_module_to_snapshot(false);
        settings.set_omit_expression(true);
        settings.bind(|| insta::assert_snapshot!(name, text));
    }

    /// The example `shop`, with pipelines.
    #[test]
    fn an_example_with_pipelines() {
        let text = format!(
            "{}\n[defaults.access.github]\nrepository = \"shop/web\"\n",
            include_str!("../examples/environments/shop.toml")
        );
        let project = project(&text);
        let bucket = bucket(&project, "dev").expect("they agree");
        let modules = "../../modules".parse().expect("a path");
        for (kept, syntax, file) in [
            (Kept::InFile, Syntax::Hcl, "local.tf"),
            (Kept::InBucket, Syntax::Hcl, "main.tf"),
            (Kept::InBucket, Syntax::Json, "main.tf.json"),
        ] {
            let root = bucket.root(kept, &modules).into_document();
            snapshot(file, &to_string(&root, syntax).expect("it can be written"));
        }
        snapshot("BOOTSTRAP.md", &bucket.steps());
    }

    /// A project of two that keep their states in one bucket, with more lines for each.
    fn shared(dev: &str, live: &str) -> ValidatedProject {
        let state = "state.s3.bucket = \"shop-state\"\nstate.s3.region = \"eu-west-1\"";
        project(&format!(
            "[environments.dev]\npreset = \"dev@1\"\n{state}\n{dev}\n[environments.live]\npreset = \"production@1\"\n{state}\n{live}\n"
        ))
    }

    #[test]
    fn it_is_the_same_root_whoever_is_named() {
        let account = "access.allowed_account_ids = [\"111122223333\"]";
        let project = shared(
            "naming.tags = { Team = \"checkout\", Stage = \"try\" }",
            &format!("{account}\nnaming.tags = {{ Team = \"checkout\" }}"),
        );
        let text = |name: &str| {
            let bucket = bucket(&project, name).expect("only one of them names an account");
            let root = bucket.root(Kept::InBucket, &"./modules".parse().expect("a path"));
            to_string(&root.into_document(), Syntax::Hcl).expect("it can be written")
        };
        assert_eq!(text("dev"), text("live"));
        let guards = text("dev").lines().filter(|line| line.contains("allowed_account_ids")).count();
        assert_eq!(guards, 2, "the provider and the backend work with the same credentials");
        assert!(text("dev").contains("Team"), "tags that all of them have");
        assert!(!text("dev").contains("Stage"), "and no others");
    }

    #[test]
    fn those_who_share_a_bucket_agree_on_it() {
        let key = |id: &str| format!("state.s3.kms_key = \"arn:aws:kms:eu-west-1:111122223333:key/{id}\"");
        let differ = shared(&key("1"), &key("2"));
        let error = bucket(&differ, "dev").expect_err("two keys");
        assert_eq!(
            error.to_string(),
            "`dev` and `live` keep their states in `shop-state` and differ in `state.s3.kms_key`: arn:aws:kms:eu-west-1:111122223333:key/1 and arn:aws:kms:eu-west-1:111122223333:key/2"
        );
        assert_eq!(error.hint(), "write the same `state.s3.kms_key` for both");
    }

    #[test]
    fn nobody_else_has_the_object_of_its_own_state() {
        let taken = shared("state.s3.key = \"bootstrap/terraform.tfstate\"", "");
        let error = bucket(&taken, "live").expect_err("dev has it");
        assert_eq!(error.hint(), "name another object: `state.s3.key` of `dev`");
    }

    #[test]
    fn a_session_lasts_as_long_as_iam_lets_it() {
        let project = shared("", "");
        for environment in project.environments() {
            let seconds = session(environment).get();
            assert!(seconds >= Times::of(environment).timeout + BESIDE_DEPLOYMENT, "{seconds}");
        }
    }
}
