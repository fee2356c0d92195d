//! What Terraform is going to do to one object.

use std::fmt;

/// What is going to happen to one object.
///
/// The table is closed: a combination that no release of Terraform or OpenTofu is known to write is
/// [`Unknown`](Self::Unknown), and blocks instead of being guessed.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Action {
    /// Nothing.
    NoOp,
    /// It is created.
    Create,
    /// A data source is read while applying.
    Read,
    /// It is changed in place.
    Update,
    /// It is destroyed.
    Delete,
    /// It is destroyed and another one is created.
    Replace {
        /// Which of the two comes first.
        order: Order,
    },
    /// Terraform stops managing it; the object stays.
    Forget,
    /// Terraform stops managing it, the object stays, and another one is created.
    ForgetCreate,
    /// An ephemeral resource is opened while applying.
    Open,
    /// A combination that isn't known: the words of the plan, joined by `+`.
    Unknown(String),
}

/// What a replacement does first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Order {
    /// The new object is there before the old one goes.
    CreateFirst,
    /// The old object goes before the new one is there.
    DeleteFirst,
}

impl Action {
    /// The action that a plan writes as `words`.
    pub fn from_words<'w>(words: impl IntoIterator<Item = &'w str>) -> Self {
        let words: Vec<&str> = words.into_iter().collect();
        match words.as_slice() {
            ["no-op"] => Self::NoOp,
            ["create"] => Self::Create,
            ["read"] => Self::Read,
            ["update"] => Self::Update,
            ["delete"] => Self::Delete,
            ["delete", "create"] => Self::Replace { order: Order::DeleteFirst },
            ["create", "delete"] => Self::Replace { order: Order::CreateFirst },
            ["forget"] => Self::Forget,
            // Terraform and OpenTofu write the two words in different orders.
            ["create", "forget"] | ["forget", "create"] => Self::ForgetCreate,
            ["open"] => Self::Open,
            other => Self::Unknown(other.join("+")),
        }
    }

    /// Whether the object that is there now is destroyed.
    pub fn destroys(&self) -> bool {
        matches!(self, Self::Delete | Self::Replace { .. })
    }

    /// Whether a new object comes to be.
    pub fn creates(&self) -> bool {
        matches!(self, Self::Create | Self::Replace { .. } | Self::ForgetCreate)
    }

    /// Whether it is a replacement, in either order.
    pub fn replaces(&self) -> bool {
        matches!(self, Self::Replace { .. })
    }

    /// Whether Terraform stops managing an object that stays.
    pub fn forgets(&self) -> bool {
        matches!(self, Self::Forget | Self::ForgetCreate)
    }
}

impl fmt::Display for Action {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoOp => "no-op",
            Self::Create => "create",
            Self::Read => "read",
            Self::Update => "update",
            Self::Delete => "delete",
            Self::Replace { order: Order::DeleteFirst } => "replace",
            Self::Replace { order: Order::CreateFirst } => "replace (create first)",
            Self::Forget => "forget",
            Self::ForgetCreate => "forget and create",
            Self::Open => "open",
            Self::Unknown(words) => return write!(f, "unknown ({words})"),
        })
    }
}
