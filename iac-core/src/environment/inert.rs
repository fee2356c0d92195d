//! What an environment leaves undone because a setting is missing.

use crate::environment::{Environment, State};

/// Something that isn't created or guarded, because a setting has not been given yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Inert {
    /// The setting that is missing, by its path.
    pub setting: String,
    /// What that means.
    pub consequence: String,
}

impl Environment {
    /// What isn't created or guarded because a setting has not been given yet.
    pub fn inert(&self) -> Vec<Inert> {
        let mut inert = Vec::new();
        let mut add = |setting: String, consequence: &str| {
            inert.push(Inert { setting, consequence: consequence.to_owned() });
        };
        for (name, service) in &self.services {
            if !service.is_released() {
                add(
                    format!("services.{name}.image"),
                    "no image before the first release: the service and its autoscaling are not created",
                );
            }
        }
        if self.domain.is_none() {
            add(
                "domain".to_owned(),
                "no domain: the load balancer is internal and serves plain HTTP inside the VPC",
            );
        }
        if self.access.allowed_account_ids.is_empty() {
            add("access.allowed_account_ids".to_owned(), "Terraform does not check which account it changes");
        }
        if self.access.github.is_none() {
            add(
                "access.github".to_owned(),
                "no pipeline may deliver: only who has credentials of the account",
            );
        }
        if self.account.scope.owns() && self.account.emails.is_empty() {
            add("account.emails".to_owned(), "what the guards of the account find is told nobody by mail");
        }
        if self.incident.pager.is_none() && self.incident.slack.is_none() {
            add("incident.pager".to_owned(), "an incident wakes nobody: it is told like any other alarm");
        }
        if matches!(self.state(), State::Local { .. }) {
            add(
                "state".to_owned(),
                "the state is a file beside the root: nobody else sees it, and nothing locks it",
            );
        }
        inert
    }
}
