//! What can't be judged, and what to run instead.

use crate::review::NotAPlan;

/// Why there is no judgement of a plan.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum NotJudged {
    /// It is no plan.
    #[error(transparent)]
    NotAPlan(#[from] NotAPlan),
    /// A plan that only refreshes.
    #[error("this plan only refreshes the state, so nothing is planned")]
    Refresh,
    /// A plan that ended with an error.
    #[error("this plan ended with an error and is not whole")]
    Errored,
}

impl NotJudged {
    /// What to do instead.
    pub fn hint(&self) -> String {
        match self {
            Self::NotAPlan(other) => other.hint("iac check --plan -"),
            Self::Refresh => "plan without `-refresh-only`".to_owned(),
            Self::Errored => "mend what `terraform plan` complained of, and plan again".to_owned(),
        }
    }
}
