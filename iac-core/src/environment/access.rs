//! Which accounts a root may change and as whom, and who may do what in the environment.

use crate::aws::{
    AccountId, EnvironmentName, EnvironmentSubject, GitHubEnvironment, GitHubRepository, OidcProviderArn,
    PolicyArn, PrincipalArn, PullRequestSubject, RoleArn,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Which accounts a root may change and as whom, and who may do what in the environment.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Access {
    /// The AWS accounts, in quotes; Terraform refuses to run against any other. Empty: no guard.
    #[serde(default)]
    pub allowed_account_ids: BTreeSet<AccountId>,
    /// The role that Terraform assumes; without it, the credentials at hand are used.
    #[serde(default)]
    pub role_to_assume: Option<RoleArn>,
    /// The repository whose workflows deliver into the environment; without it, no pipeline may.
    #[serde(default)]
    pub github: Option<GitHub>,
    /// The OpenID Connect provider of GitHub in IAM, where somebody else made it; without it, the one that
    /// `iac bootstrap` makes.
    #[serde(default)]
    pub oidc_provider_arn: Option<OidcProviderArn>,
    /// Who may act in an incident, with a second factor; empty for nobody.
    #[serde(default)]
    pub operators: BTreeSet<PrincipalArn>,
    /// Who may look at how everything is set up, with a second factor, and change nothing; empty for nobody.
    #[serde(default)]
    pub auditors: BTreeSet<PrincipalArn>,
    /// The policy that limits what roles of the environment may ever do, where somebody else made it; without it, the
    /// environment's own.
    #[serde(default)]
    pub permissions_boundary_arn: Option<PolicyArn>,
}

/// A repository on GitHub whose workflows deliver into the environment.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct GitHub {
    /// The repository as the subject of its tokens names it: `shop/web`, or `shop@123456/web@456789` where GitHub
    /// writes the ids.
    pub repository: GitHubRepository,
    /// The environment on GitHub that a job has to run in, with its reviewers; without it, the one of the same name.
    #[serde(default)]
    pub environment: Option<GitHubEnvironment>,
}

impl GitHub {
    /// The subject of the tokens that jobs of the environment on GitHub get; `environment` is this environment's name.
    ///
    /// ```
    /// use iac_core::environment::GitHub;
    ///
    /// let github = GitHub { repository: "shop@123456/web@456789".parse()?, environment: None };
    /// let subject = github.subject(&"production".parse()?);
    /// assert_eq!(subject.as_str(), "repo:shop@123456/web@456789:environment:production");
    /// assert_eq!(github.pull_request_subject().as_str(), "repo:shop@123456/web@456789:pull_request");
    /// # Ok::<(), iac_core::aws::NotAccepted>(())
    /// ```
    ///
    /// # Panics
    ///
    /// Never: a repository and an environment make a subject.
    pub fn subject(&self, environment: &EnvironmentName) -> EnvironmentSubject {
        let environment = self.environment.as_ref().map_or(environment.as_str(), GitHubEnvironment::as_str);
        let subject = format!("repo:{}:environment:{environment}", self.repository);
        subject.parse().expect("a repository and an environment make a subject")
    }

    /// The subject of the tokens that jobs get which a pull request starts.
    ///
    /// # Panics
    ///
    /// Never: every repository has pull requests.
    pub fn pull_request_subject(&self) -> PullRequestSubject {
        format!("repo:{}:pull_request", self.repository).parse().expect("every repository has pull requests")
    }
}
