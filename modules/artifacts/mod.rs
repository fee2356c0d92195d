//! Where the images of an environment's services are kept. Knows nothing of what runs.

use iac_core::aws::{
    AccountId, ImageCount, KeyArn, RepositoryArn, RepositoryUrl, ResourcePrefix, ServiceName,
};
use iac_core::terraform::{Arg, Expr, Module, Outputs};
use std::collections::{BTreeMap, BTreeSet};

/// A registry of images for each service: a tag means the same image for ever, and each image is scanned.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = ArtifactsOutputs)]
pub struct Artifacts {
    /// Start of every name in here, `<project>-<environment>`.
    pub prefix: Arg<ResourcePrefix>,
    /// Services that get a repository, `<prefix>/<service>`.
    pub services: Arg<BTreeSet<ServiceName>>,
    /// Newest images of each service that are kept, 1 to 1000; a rollback needs one that still exists.
    pub keep: Arg<ImageCount>,
    /// Other accounts that may pull images, such as that of the next environment; may be empty.
    pub pull_account_ids: Arg<BTreeSet<AccountId>>,
    /// Whether a repository refuses deletion while it holds images.
    pub deletion_protection: Arg<bool>,
    /// Key that encrypts the images.
    pub key_arn: Arg<KeyArn>,
}

/// What [`Artifacts`] offers.
#[derive(Debug, Outputs)]
pub struct ArtifactsOutputs {
    /// Where the image of each service is pushed to, without a tag.
    pub repository_urls: Expr<BTreeMap<ServiceName, RepositoryUrl>>,
    /// The repository of each service, for policies.
    pub repository_arns: Expr<BTreeMap<ServiceName, RepositoryArn>>,
}
