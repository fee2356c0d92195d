use std::io;

/// Why a document was not written. Nothing of it has been given out then, except after [`WriteError::Io`].
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum WriteError {
    /// A text that no syntax carries unchanged.
    #[error("{place}: {reason}")]
    Text {
        /// Where it stands, such as `resource.aws_vpc.this.tags["Name"]`.
        place: String,
        /// What is wrong with it.
        reason: &'static str,
    },
    /// Something that may be there only once.
    #[error("{place}: {name:?} is there twice")]
    Duplicate {
        /// The body or object that holds both.
        place: String,
        /// The name or key.
        name: String,
    },
    /// A value that can't stand at this place.
    #[error("{place}: expected {expected}")]
    Misplaced {
        /// Where it stands.
        place: String,
        /// What can stand there.
        expected: &'static str,
    },
    /// Blocks of one type, some of them `dynamic`, in an order that JSON can't express.
    #[error(
        "{place}: `{kind}` blocks and `dynamic` ones are mixed; write all of one sort before the other's, \
         or use only one"
    )]
    Order {
        /// The body that holds them.
        place: String,
        /// Their type.
        kind: String,
    },
    /// Blocks, lists and objects inside each other beyond what readers accept.
    #[error("{place}: nested more than {limit} levels deep")]
    TooDeep {
        /// Where the limit is passed.
        place: String,
        /// The limit.
        limit: usize,
    },
    /// The finished text, read again, has other live `${` or `%{` than the tree: a bug of this crate.
    #[error("escaping failed, a bug in iac: at byte {offset} the text has {found:?}, the tree {meant:?}")]
    Escaping {
        /// Where in the text.
        offset: usize,
        /// What is live there in the text.
        found: String,
        /// What the tree has at that point.
        meant: String,
    },
    /// The receiver refused the text.
    #[error("the text could not be written")]
    Io(#[from] io::Error),
}

/// An error on its way up from where it was found; each level adds its own step to the place.
#[derive(Debug)]
pub(super) struct Fault(Box<Found>);

#[derive(Debug)]
struct Found {
    steps: Vec<String>,
    kind: FaultKind,
}

#[derive(Debug)]
pub(super) enum FaultKind {
    Text(&'static str),
    Duplicate(String),
    Misplaced(&'static str),
    Order(String),
    TooDeep,
}

impl Fault {
    /// Adds the step that leads here from one level further out.
    pub(super) fn under(mut self, step: impl FnOnce() -> String) -> Self {
        self.0.steps.push(step());
        self
    }
}

impl From<FaultKind> for Fault {
    fn from(kind: FaultKind) -> Self {
        Self(Box::new(Found { steps: Vec::new(), kind }))
    }
}

/// How many levels of blocks, lists and objects there may be; the parsers of others stop at 64.
pub(super) const MAX_DEPTH: usize = 60;

impl From<Fault> for WriteError {
    fn from(fault: Fault) -> Self {
        let Found { steps, kind } = *fault.0;
        let place = place(&steps);
        match kind {
            FaultKind::Text(reason) => Self::Text { place, reason },
            FaultKind::Duplicate(name) => Self::Duplicate { place, name },
            FaultKind::Misplaced(expected) => Self::Misplaced { place, expected },
            FaultKind::Order(kind) => Self::Order { place, kind },
            FaultKind::TooDeep => Self::TooDeep { place, limit: MAX_DEPTH },
        }
    }
}

fn place(steps: &[String]) -> String {
    let mut place = String::new();
    for step in steps.iter().rev() {
        if !place.is_empty() && !step.starts_with('[') {
            place.push('.');
        }
        place.push_str(step);
    }
    if place.is_empty() { "document".to_owned() } else { place }
}
