//! The projects that are rendered: the presets, as they are and with what a team adds to them, and the examples.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use iac_core::environment::{Domain, Environment, GitHub, Project, Secret, Slack, State, ValidatedProject};
use iac_core::spec;
use iac_core::syntax::{Syntax, WriteError, to_string};
use iac_modules::{Kept, Layout, NoStateBucket, Source, StateBucket};

use crate::terraform::{self, Sandbox};

/// A project with a name.
#[derive(Clone)]
pub(crate) struct Named {
    pub(crate) name: String,
    pub(crate) project: Arc<ValidatedProject>,
}

/// A project that can't be had.
#[derive(Debug, thiserror::Error)]
#[error("{name} can't be used: {reason}")]
pub struct NotUsable {
    name: String,
    reason: String,
}

/// A root that can't be had.
#[derive(Debug, thiserror::Error)]
pub(crate) enum NotRendered {
    /// A value can't be written.
    #[error("it can't be rendered")]
    Write(#[from] WriteError),
    /// A file can't be written, or Terraform not be run.
    #[error(transparent)]
    Terraform(#[from] terraform::Failure),
    /// There is no bucket for the states.
    #[error(transparent)]
    Bucket(#[from] NoStateBucket),
    /// Terraform doesn't accept the backend.
    #[error("the backend is refused:\n{0}")]
    Backend(String),
}

/// State kept beside the root, whatever it says: there is no bucket.
const LOCAL_STATE: &str = "terraform {\n  backend \"local\" {}\n}\n";
/// The file that Terraform keeps it in.
const LOCAL_STATE_FILE: &str = "terraform.tfstate";
/// What Terraform says of a backend that it could use, if it only were somebody.
pub(crate) const NO_CREDENTIALS: &str = "No valid credential sources found";

/// What a team does to its environments; nothing if what it would need isn't text of the right form.
type Change = fn(&mut Environment) -> Option<()>;

impl Named {
    /// The names of its environments.
    pub(crate) fn environments(&self) -> Vec<String> {
        self.project.environments().map(|environment| environment.environment.to_string()).collect()
    }

    /// Writes the modules and one root into the sandbox, below `below`, and gives the root's folder.
    pub(crate) fn write(
        &self,
        environment: &str,
        syntax: Syntax,
        below: &str,
        sandbox: &Sandbox<'_>,
    ) -> Result<String, NotRendered> {
        let folder = format!("{below}/{environment}");
        let rendered = format!("environments/{environment}/");
        let tree = iac_modules::tree(&self.project, Layout { roots: syntax })?;
        for (path, text) in tree.files() {
            if let Some(file) = path.strip_prefix(&rendered) {
                sandbox.write(&format!("{folder}/{file}"), text)?;
            } else if path.starts_with("modules/") {
                sandbox.write(path, text)?;
            }
        }
        Ok(folder)
    }

    /// Writes the modules, and into `folder` the root that makes the bucket of the first environment's state.
    pub(crate) fn write_bucket(
        &self,
        kept: Kept,
        syntax: Syntax,
        folder: &str,
        sandbox: &Sandbox<'_>,
    ) -> Result<(), NotRendered> {
        for (path, text) in iac_modules::files()?.files() {
            sandbox.write(path, text)?;
        }
        let modules: Source = "../../modules".parse().expect("a path");
        let file = match syntax {
            Syntax::Hcl => "main.tf",
            Syntax::Json => "main.tf.json",
        };
        let first = self.project.environments().next().expect("a project has environments");
        let root = StateBucket::of(&self.project, first)?.root(kept, &modules);
        let text = to_string(&root.into_document(), syntax)?;
        Ok(sandbox.write(&format!("{folder}/{file}"), &text)?)
    }

    /// Has the root in `folder` keep its state beside it, once Terraform has accepted the backend that it names.
    pub(crate) fn keep_state_here(
        &self,
        environment: &str,
        folder: &str,
        sandbox: &Sandbox<'_>,
    ) -> Result<(), NotRendered> {
        if matches!(self.state(environment), Some(State::Local { .. })) {
            return Ok(());
        }
        let said = sandbox.try_run(folder, &["init"])?;
        // Terraform has read the settings of the backend by then, and accepted them.
        if !said.stderr.contains(NO_CREDENTIALS) {
            return Err(NotRendered::Backend(said.stdout + &said.stderr));
        }
        Ok(sandbox.write(&format!("{folder}/state_override.tf"), LOCAL_STATE)?)
    }

    /// The file in which the state then is, below the root.
    pub(crate) fn state_file(&self, environment: &str) -> String {
        match self.state(environment) {
            Some(State::Local { path: Some(path) }) => path.to_string(),
            _ => LOCAL_STATE_FILE.to_owned(),
        }
    }

    fn state(&self, environment: &str) -> Option<State> {
        self.project.environment(environment).map(|environment| environment.state())
    }

    /// The same project after `changes`, which its name then tells as well.
    pub(crate) fn with(&self, suffix: &str, changes: &[Change]) -> Result<Self, NotUsable> {
        let name = format!("{} {suffix}", self.name);
        let refused =
            |reason: &dyn std::fmt::Display| NotUsable { name: name.clone(), reason: reason.to_string() };
        let mut environments: Vec<_> =
            self.project.environments().map(|environment| (**environment).clone()).collect();
        for environment in &mut environments {
            for change in changes {
                change(environment)
                    .ok_or_else(|| refused(&"a literal of this file isn't what it should be"))?;
            }
        }
        let project = Project::new(environments).validate().map_err(|judgement| refused(&judgement))?;
        Ok(Self { name, project: Arc::new(project) })
    }
}

/// The presets as they are: nothing is released yet.
pub(crate) fn presets() -> Named {
    Named { name: "presets".to_owned(), project: Arc::new(spec::presets().project) }
}

/// The presets after the first release.
pub(crate) fn released() -> Result<Named, NotUsable> {
    presets().with("with an image", &[image])
}

/// The presets after the first release, on the internet, with everything that people and a pipeline need.
pub(crate) fn public() -> Result<Named, NotUsable> {
    presets().with("with an image, a domain, people and a secret", &[image, domain, people, secret])
}

/// Three environments that keep their states in one bucket, one of them without a pipeline.
const ONE_BUCKET: &str = r#"
[defaults.naming]
project = "shop"
[defaults.state.s3]
bucket = "shop-terraform-state"
region = "eu-west-1"
kms_key = "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-44cd-86ef-1234567890ab"
[defaults.access]
allowed_account_ids = ["111122223333"]
[environments.dev]
preset = "dev@1"
account.scope = "shared_member"
access.github = { repository = "shop/web" }
[environments.staging]
preset = "staging@1"
account.scope = "shared_member"
[environments.production]
preset = "production@1"
account.scope = "shared_owner"
access.github = { repository = "shop@123456/web@456789", environment = "live" }
access.permissions_boundary_arn = "arn:aws:iam::111122223333:policy/boundary"
"#;

/// Environments that share a bucket for their states.
pub(crate) fn one_bucket() -> Result<Named, NotUsable> {
    released_of("bootstrap", ONE_BUCKET)
}

/// The examples, each as it is written and with an image for every service that has none, so that nothing is left out.
pub(crate) fn examples(workspace: &Path) -> Result<Vec<(Named, Named)>, NotUsable> {
    specs(workspace)?.iter().map(|file| example(file)).collect()
}

/// The files of the examples.
pub(crate) fn specs(workspace: &Path) -> Result<Vec<PathBuf>, NotUsable> {
    let folder = workspace.join("examples/environments");
    let failed =
        |error: std::io::Error| NotUsable { name: folder.display().to_string(), reason: error.to_string() };
    let mut files = vec![];
    for entry in std::fs::read_dir(&folder).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            files.push(path);
        }
    }
    files.sort();
    Ok(files)
}

fn example(file: &Path) -> Result<(Named, Named), NotUsable> {
    let name = file.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let refused = |reason: String| NotUsable { name: name.clone(), reason };
    let text = std::fs::read_to_string(file).map_err(|error| refused(error.to_string()))?;
    let written = written(&name, &text)?;
    let released = written.with("with an image", &[image])?;
    Ok((written, released))
}

/// The project of a spec after the first release.
pub(crate) fn released_of(name: &str, text: &str) -> Result<Named, NotUsable> {
    written(name, text)?.with("with an image", &[image])
}

fn written(name: &str, text: &str) -> Result<Named, NotUsable> {
    let name = name.to_owned();
    match spec::load(text) {
        Ok(loaded) => Ok(Named { name, project: Arc::new(loaded.project) }),
        Err(problems) => {
            let reason = iac_core::diagnostic::render(&name, text, &problems, false);
            Err(NotUsable { name, reason })
        }
    }
}

/// An image that nothing is ever pulled from.
const IMAGE: &str = "111122223333.dkr.ecr.eu-west-1.amazonaws.com/app@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";

/// Releases an image of every service that has none.
fn image(environment: &mut Environment) -> Option<()> {
    for service in environment.services.values_mut() {
        service.image.get_or_insert(IMAGE.parse().ok()?);
    }
    Some(())
}

/// Says who may do what in the environment, and who is told.
fn people(environment: &mut Environment) -> Option<()> {
    environment.access.github = Some(GitHub { repository: "example/shop".parse().ok()?, environment: None });
    environment.access.operators.insert("arn:aws:iam::111122223333:user/ann".parse().ok()?);
    environment.access.auditors.insert("arn:aws:iam::444455556666:root".parse().ok()?);
    for service in environment.services.values_mut() {
        service.queues.insert("arn:aws:sqs:eu-west-1:111122223333:orders".parse().ok()?);
    }
    environment.account.emails.insert("security@example.com".parse().ok()?);
    environment.incident.pager = Some("pager@example.com".parse().ok()?);
    environment.incident.slack =
        Some(Slack { workspace: "T0123ABCD".parse().ok()?, channel: "C0123ABCD".parse().ok()? });
    Some(())
}

/// Gives the environment a name of its own below a domain.
fn domain(environment: &mut Environment) -> Option<()> {
    let name = format!("{}.example.com", environment.environment).parse().ok()?;
    environment.domain =
        Some(Domain { name, zone_id: Some("Z0123456789ABCDEFGHIJ".parse().ok()?), certificate_arn: None });
    Some(())
}

/// Has the environment keep a secret that a function rotates, and each service read it.
fn secret(environment: &mut Environment) -> Option<()> {
    let function = format!("arn:aws:lambda:{}:111122223333:function:rotate-stripe", environment.region);
    let stripe = Secret {
        description: "The account at Stripe".parse().ok()?,
        rotation_function: Some(function.parse().ok()?),
        rotation: 30.try_into().ok()?,
    };
    environment.secrets.insert("stripe".parse().ok()?, stripe);
    for service in environment.services.values_mut() {
        service.secrets.insert("STRIPE_KEY".parse().ok()?, "secret:stripe".parse().ok()?);
    }
    Some(())
}
