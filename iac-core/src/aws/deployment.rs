//! How ECS replaces one version of a service by the next.

use crate::terraform::InputType;

/// How a new version of a service takes over the requests; how long and in which shares is said beside it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, InputType)]
#[input(rename_all = "snake_case")]
pub enum DeploymentStrategy {
    /// New tasks take the places of old ones, one after the other.
    Rolling,
    /// New tasks start beside the old ones and take all requests at once; the old ones stay, ready to take them back.
    BlueGreen,
    /// The same, but a share of the requests comes first.
    Canary,
    /// The same, but in equal shares.
    Linear,
}
