//! A row of the tables: what is said of one control, as data.

use iac_core::environment::Environment;

/// What is said of one control.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    /// The number of the control.
    pub(super) id: &'static str,
    /// What it takes.
    pub(super) lines: &'static [Line],
}

/// One thing that a control takes.
#[derive(Debug, Clone, Copy)]
pub(super) enum Line {
    /// Resources or settings may show it.
    Claim(Claim),
    /// No setting makes it hold: it is missing in every environment.
    Limit { claim: &'static str, remedy: &'static str },
    /// It is about resources of a type that no module renders.
    NotUsed { claim: &'static str, kind: &'static str },
    /// It is people's.
    Duty { claim: &'static str, who: &'static str },
}

/// Something that resources or settings may show.
#[derive(Debug, Clone, Copy)]
pub(super) struct Claim {
    pub(super) text: &'static str,
    pub(super) scope: Scope,
    /// What shows it: each of them has to be there, but for those that need not be.
    pub(super) proofs: &'static [Proof],
    /// What the settings have to be.
    pub(super) when: Option<fn(&Environment) -> bool>,
    /// What makes it hold, and the setting that does.
    pub(super) remedy: &'static str,
    pub(super) setting: Option<&'static str>,
}

/// Whose something is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Scope {
    /// The environment's.
    Environment,
    /// The account's, in the Region of the environment.
    Region,
    /// The account's, once for all Regions.
    Account,
}

/// What shows a claim.
#[derive(Debug, Clone, Copy)]
pub(super) struct Proof {
    pub(super) what: Shows,
    /// Whether it may be missing: it is evidence where it is rendered.
    pub(super) optional: bool,
}

/// A resource or a setting.
#[derive(Debug, Clone, Copy)]
pub(super) enum Shows {
    /// A resource, as `module.type.name` or with the key of an instance behind it, and an argument of it.
    Resource(&'static str, Option<(&'static str, Want)>),
    /// The value of a setting.
    Setting(&'static str),
}

/// What an argument has to be.
#[derive(Debug, Clone, Copy)]
pub(super) enum Want {
    Yes,
    No,
    Text(&'static str),
    Number(u64),
    AtLeast(u64),
    /// The value of this setting.
    Setting(&'static str),
}

impl Claim {
    /// A claim of the environment, which `proofs` show.
    pub(super) const fn of(text: &'static str, proofs: &'static [Proof]) -> Self {
        let remedy = "Nothing that shows it is rendered.";
        Self { text, scope: Scope::Environment, proofs, when: None, remedy, setting: None }
    }

    /// The same of the account, in the environment's Region.
    pub(super) const fn in_region(self) -> Self {
        Self { scope: Scope::Region, ..self }
    }

    /// The same of the account, once for all Regions.
    pub(super) const fn in_account(self) -> Self {
        Self { scope: Scope::Account, ..self }
    }

    /// Where it doesn't hold, this has to be done.
    pub(super) const fn or(self, remedy: &'static str) -> Self {
        Self { remedy, ..self }
    }

    /// Where it doesn't hold, this setting makes it, in this way.
    pub(super) const fn by(self, setting: &'static str, remedy: &'static str) -> Self {
        Self { setting: Some(setting), remedy, ..self }
    }

    /// It holds only if the settings are so.
    pub(super) const fn when(self, when: fn(&Environment) -> bool) -> Self {
        Self { when: Some(when), ..self }
    }

    /// The line of a row.
    pub(super) const fn line(self) -> Line {
        Line::Claim(self)
    }
}

/// The resource is there.
pub(super) const fn there(address: &'static str) -> Proof {
    Proof { what: Shows::Resource(address, None), optional: false }
}

/// The resource is there, and an argument of it is so.
pub(super) const fn has(address: &'static str, path: &'static str, want: Want) -> Proof {
    Proof { what: Shows::Resource(address, Some((path, want))), optional: false }
}

/// The setting shows it, by the value that it has.
pub(super) const fn set(path: &'static str) -> Proof {
    Proof { what: Shows::Setting(path), optional: false }
}

impl Proof {
    /// It is evidence where it is rendered, and not missed where it isn't.
    pub(super) const fn if_there(self) -> Self {
        Self { optional: true, ..self }
    }
}

/// Something that no setting makes hold.
pub(super) const fn limit(claim: &'static str, remedy: &'static str) -> Line {
    Line::Limit { claim, remedy }
}

/// Resources of a type that no module renders.
pub(super) const fn not_used(claim: &'static str, kind: &'static str) -> Line {
    Line::NotUsed { claim, kind }
}

/// What people have to do.
pub(super) const fn duty(who: &'static str, claim: &'static str) -> Line {
    Line::Duty { claim, who }
}
