//! What happens when users are hit.

use crate::aws::{EmailAddress, SlackChannelId, SlackWorkspaceId};
use crate::terraform::InputType;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What happens when users are hit: who is woken, where it is written down.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Incident {
    /// Whether an incident becomes an item in AWS Systems Manager OpsCenter, with the runbook beside it.
    pub ops_items: bool,
    /// The mail address of a pager service, which wakes whoever is on call; without it, nobody is woken.
    #[serde(default)]
    pub pager: Option<EmailAddress>,
    /// The channel of Slack that alarms are told in; without it, none.
    #[serde(default)]
    pub slack: Option<Slack>,
}

/// A channel of Slack; somebody has to let AWS into the workspace once, in the console of Amazon Q Developer in chat applications.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema, InputType)]
#[serde(deny_unknown_fields)]
pub struct Slack {
    /// The id of the workspace, such as `T0123ABCD`.
    pub workspace: SlackWorkspaceId,
    /// The id of the channel, such as `C0123ABCD`.
    pub channel: SlackChannelId,
}
