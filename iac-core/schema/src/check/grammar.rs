//! The blocks of Terraform's own language: what may stand in them.

/// What may stand in a block.
#[derive(Debug)]
pub(super) struct Grammar {
    /// Arguments whose expressions are checked.
    pub(super) arguments: &'static [&'static str],
    /// Arguments that are no expressions: types, addresses, names of providers.
    pub(super) words: &'static [&'static str],
    pub(super) required: &'static [&'static str],
    pub(super) blocks: &'static [(&'static str, &'static Self)],
    /// Whether anything else may stand here too.
    pub(super) open: bool,
}

const EMPTY: Grammar = Grammar { arguments: &[], words: &[], required: &[], blocks: &[], open: false };

/// Whatever stands here, with expressions.
pub(super) const OPEN: Grammar = Grammar { open: true, ..EMPTY };

const CONDITION: Grammar = Grammar {
    arguments: &["condition", "error_message"],
    required: &["condition", "error_message"],
    ..EMPTY
};

pub(super) const VARIABLE: Grammar = Grammar {
    arguments: &["const", "default", "deprecated", "description", "ephemeral", "nullable", "sensitive"],
    words: &["type"],
    blocks: &[("validation", &CONDITION)],
    ..EMPTY
};

pub(super) const OUTPUT: Grammar = Grammar {
    arguments: &["depends_on", "deprecated", "description", "ephemeral", "sensitive", "value"],
    words: &["type"],
    required: &["value"],
    blocks: &[("precondition", &CONDITION)],
    ..EMPTY
};

pub(super) const LIFECYCLE: Grammar = Grammar {
    arguments: &["create_before_destroy", "destroy", "prevent_destroy", "replace_triggered_by"],
    words: &["ignore_changes"],
    blocks: &[("action_trigger", &OPEN), ("postcondition", &CONDITION), ("precondition", &CONDITION)],
    ..EMPTY
};

pub(super) const CHECK: Grammar = Grammar { blocks: &[("assert", &CONDITION)], ..EMPTY };

pub(super) const MOVED: Grammar = Grammar { words: &["from", "to"], required: &["from", "to"], ..EMPTY };

pub(super) const IMPORT: Grammar = Grammar {
    arguments: &["for_each", "id", "identity"],
    words: &["provider", "to"],
    required: &["to"],
    ..EMPTY
};

pub(super) const REMOVED: Grammar = Grammar {
    words: &["from"],
    required: &["from"],
    blocks: &[("connection", &OPEN), ("lifecycle", &LIFECYCLE), ("provisioner", &OPEN)],
    ..EMPTY
};

/// The blocks of the `terraform` block are read by Terraform before there is anything to refer to.
pub(super) const TERRAFORM: Grammar = Grammar {
    arguments: &["experiments", "language", "required_version"],
    blocks: &[
        ("backend", &OPEN),
        ("cloud", &OPEN),
        ("provider_meta", &OPEN),
        ("required_providers", &OPEN),
        ("state_store", &OPEN),
    ],
    ..EMPTY
};

/// What every module call takes, beside the inputs of the module.
pub(super) const CALL: &[&str] = &["count", "depends_on", "for_each", "providers", "source", "version"];

/// The blocks that may stand at the top of a file.
pub(super) const ROOT: &[&str] = &[
    "action",
    "check",
    "data",
    "ephemeral",
    "import",
    "list",
    "locals",
    "module",
    "moved",
    "output",
    "provider",
    "removed",
    "resource",
    "terraform",
    "variable",
];
