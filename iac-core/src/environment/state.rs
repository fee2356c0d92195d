//! Where Terraform keeps the state.

use crate::aws::{BucketName, EnvironmentName, FilePath, KeyArn, ObjectKey, Region};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// Where Terraform keeps the state of a root: no two environments share one.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase", deny_unknown_fields)]
pub enum State {
    /// In a file beside the root: for trying things out, since nobody else sees it.
    Local {
        /// The file, relative to the root; by default `<environment>.tfstate`.
        #[serde(default)]
        path: Option<FilePath>,
    },
    /// In an S3 bucket, locked by a file beside it.
    S3(S3State),
}

/// State in an S3 bucket, locked by a file beside it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct S3State {
    /// The bucket.
    pub bucket: BucketName,
    /// The Region of the bucket.
    pub region: Region,
    /// The key of the object; by default `<environment>/terraform.tfstate`.
    #[serde(default)]
    pub key: Option<ObjectKey>,
    /// The KMS key that encrypts the state; by default the bucket's own.
    #[serde(default)]
    pub kms_key: Option<KeyArn>,
}

impl State {
    /// The file that the state is kept in when a spec says nothing.
    pub(super) fn local(environment: &EnvironmentName) -> Self {
        let path =
            format!("{environment}.tfstate").parse().expect("the name of an environment is a file name");
        Self::Local { path: Some(path) }
    }

    /// The same place, with what the environment's name decides filled in.
    pub(super) fn named(self, environment: &EnvironmentName) -> Self {
        match self {
            Self::Local { path: None } => Self::local(environment),
            Self::S3(state) if state.key.is_none() => {
                let key =
                    format!("{environment}/terraform.tfstate").parse().expect("a name and a slash are a key");
                Self::S3(S3State { key: Some(key), ..state })
            }
            complete => complete,
        }
    }
}
