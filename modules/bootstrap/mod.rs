//! What has to be in an account before anything else: where Terraform keeps its states, and as whom it works. Knows of
//! an environment only its names.

use iac_core::aws::{
    BucketName, EnvironmentName, EnvironmentSubject, KeyArn, ObjectKey, OidcProviderArn, PolicyArn,
    PullRequestSubject, ResourcePrefix, RoleArn, SessionSeconds,
};
use iac_core::terraform::{Arg, Expr, InputType, Module, Outputs};
use std::collections::BTreeMap;

/// The bucket of Terraform's states with its key, GitHub's identity provider, and two roles for each environment of the
/// account: one that plans and reads no data, one that applies and makes no role without a boundary.
///
/// A root with this module is applied by an administrator of the account; no role in here may change it.
///
/// What it can't do:
///
/// - In an account that several environments share, the role that applies may change what others have outside of IAM
///   and of the states: nothing but the account itself separates them there.
/// - A boundary that an environment makes itself limits its roles, and not who applies: that role may widen it. Name
///   one in `boundary_arn` that it can't change.
/// - The state holds what Terraform knows, and both roles read it.
#[derive(Debug, Module)]
#[module(aws("5.100.0", "6.25.0", "6.66.0"), outputs = BootstrapOutputs)]
pub struct Bootstrap {
    /// Bucket of the states, in the Region of the provider.
    pub bucket: Arg<BucketName>,
    /// Environments that keep their state in the bucket, by name.
    pub environments: Arg<BTreeMap<EnvironmentName, Tenant>>,
    /// GitHub's identity provider, where the account has it already; null creates it, if an environment needs it.
    pub oidc_provider_arn: Arg<Option<OidcProviderArn>>,
}

/// An environment of the account: what it is called, where its state is, and who works on it.
#[derive(Debug, Clone, InputType)]
pub struct Tenant {
    /// What the names of everything in it begin with, `<project>-<environment>`.
    pub prefix: ResourcePrefix,
    /// The object that its state is; the file that locks it lies beside it.
    pub state_key: ObjectKey,
    /// Whose tokens apply; without it, nobody's.
    pub subject: Option<EnvironmentSubject>,
    /// Whose tokens plan; without it, nobody's.
    pub pull_request_subject: Option<PullRequestSubject>,
    /// How long a session that applies may last.
    pub session: SessionSeconds,
    /// What limits the roles that it makes; without it, its own policy `<prefix>-boundary`.
    pub boundary_arn: Option<PolicyArn>,
    /// The role that its root assumes to work; without it, none.
    pub role_to_assume: Option<RoleArn>,
    /// Whether its root has the guards of the account in it, such as the password policy.
    pub guards_account: bool,
}

/// What [`Bootstrap`] offers.
#[derive(Debug, Outputs)]
pub struct BootstrapOutputs {
    /// Bucket of the states.
    pub bucket: Expr<BucketName>,
    /// Key that encrypts the states: `state.s3.kms_key` of a spec.
    pub key_arn: Expr<KeyArn>,
    /// GitHub's identity provider; null if no environment has a pipeline.
    pub oidc_provider_arn: Expr<Option<OidcProviderArn>>,
    /// Role that plans each environment with a pipeline.
    pub plan_role_arns: Expr<BTreeMap<EnvironmentName, RoleArn>>,
    /// Role that applies each environment with a pipeline.
    pub terraform_role_arns: Expr<BTreeMap<EnvironmentName, RoleArn>>,
}
