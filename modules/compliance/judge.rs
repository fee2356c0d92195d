//! Whether the claims of the tables hold for an environment.

use crate::compliance::bodies::{OF_ROOTS, called};
use crate::compliance::conditions::exists;
use crate::compliance::owner::{Owner, owner};
use crate::compliance::row::{Claim, Line, Proof, Shows, Want};
use iac_core::compliance::{Attribute, Evidence, Part, Setting};
use iac_core::environment::Environment;
use iac_core::review::model::{Origin, Rendered, without_keys};
use serde_json::Value;

/// An environment with all that decides whether a claim holds for it.
pub(super) struct Judge<'e> {
    environment: &'e Environment,
    /// Every environment of the spec.
    all: &'e [&'e Environment],
    rendered: Rendered,
    /// The settings, as JSON.
    settings: Value,
}

impl<'e> Judge<'e> {
    pub(super) fn new(environment: &'e Environment, all: &'e [&'e Environment]) -> Self {
        Self::of(environment, all, crate::rendered(environment))
    }

    /// The judge of an environment for which this is rendered.
    pub(super) fn of(environment: &'e Environment, all: &'e [&'e Environment], rendered: Rendered) -> Self {
        let settings = serde_json::to_value(environment).expect("settings are JSON");
        Self { environment, all, rendered, settings }
    }

    pub(super) fn environment(&self) -> &'e Environment {
        self.environment
    }

    /// What comes of `line`.
    pub(super) fn part(&self, line: Line) -> Part {
        match line {
            Line::Claim(claim) => self.claim(&claim),
            Line::Limit { claim, remedy } => Part::missing(claim, remedy, None),
            Line::NotUsed { claim, kind } => match self.first_of(kind) {
                None => Part::not_used(claim, kind),
                // A module that begins to use it begins to need a claim.
                Some(_) => Part::missing(
                    claim,
                    "It is rendered now, and nothing shows that it is as it should be.",
                    None,
                ),
            },
            Line::Duty { claim, who } => Part::duty(claim, who),
        }
    }

    fn claim(&self, claim: &Claim) -> Part {
        if let Owner::Elsewhere(environments) = owner(self.environment, self.all, claim.scope) {
            return Part::elsewhere(claim.text, environments);
        }
        let mut evidence = Vec::new();
        let mut holds = claim.when.is_none_or(|when| when(self.environment));
        for proof in claim.proofs {
            match self.proof(proof) {
                Proved::Shown(shown) => evidence.push(shown),
                Proved::Absent => holds &= proof.optional,
                Proved::Wrong => holds = false,
            }
        }
        let shown = if holds { Part::shown(claim.text, evidence) } else { None };
        shown.unwrap_or_else(|| self.missing(claim))
    }

    /// That `claim` doesn't hold, and what would make it: no setting can, where no module that shows it is called.
    fn missing(&self, claim: &Claim) -> Part {
        let is_uncalled = |proof: &&Proof| match proof.what {
            Shows::Resource(short, _) => !proof.optional && !called().contains_key(parts(short).0),
            Shows::Setting(_) => false,
        };
        match claim.proofs.iter().find(is_uncalled) {
            Some(_) => Part::missing(claim.text, "No module that shows it is rendered.", None),
            None => Part::missing(claim.text, claim.remedy, claim.setting.map(|path| self.setting(path))),
        }
    }

    /// What `proof` is worth here.
    fn proof(&self, proof: &Proof) -> Proved {
        let (short, attribute) = match proof.what {
            Shows::Setting(path) => return Proved::Shown(Evidence::Setting(self.setting(path))),
            Shows::Resource(short, attribute) => (short, attribute),
        };
        let address = self.address(short);
        let Some(rendered) = self.rendered.resources.get(&without_keys(&address)) else {
            return Proved::Absent;
        };
        if !exists(self.environment, short) {
            return Proved::Absent;
        }
        let (module, kind, name, key) = parts(short);
        let module = called().get(module).expect("what is rendered is of a module that is called");
        if key.is_some_and(|key| !module.knows_key(key)) {
            return Proved::Absent;
        }
        let Some((path, want)) = attribute else {
            return Proved::Shown(Evidence::Resource { address, attribute: None });
        };
        let proved = if let Want::Setting(setting) = want {
            let is = rendered.attributes.get(path) == Some(&Origin::Is(setting.to_owned()));
            is.then(|| (self.setting(setting).value, Some(setting.to_owned())))
        } else {
            let constants =
                module.resource(kind, name).map(|resource| resource.constants(path)).unwrap_or_default();
            constants.into_iter().find(|value| want.is(value)).map(|value| (value, None))
        };
        let Some((value, setting)) = proved else { return Proved::Wrong };
        let attribute = Some(Attribute { path: path.to_owned(), value, setting });
        Proved::Shown(Evidence::Resource { address, attribute })
    }

    /// The whole address of `module.type.name`.
    fn address(&self, short: &'static str) -> String {
        if OF_ROOTS.contains(&parts(short).0) {
            return format!("module.{short}");
        }
        let name = self.environment.environment.as_str().replace('-', "_");
        format!("module.{name}_environment.module.{short}")
    }

    fn first_of(&self, kind: &str) -> Option<&String> {
        self.rendered.resources.keys().find(|address| address.split('.').any(|part| part == kind))
    }

    /// A setting with its value; null, if it isn't set.
    fn setting(&self, path: &str) -> Setting {
        let value = path.split('.').try_fold(&self.settings, |value, key| value.get(key));
        Setting { path: path.to_owned(), value: value.cloned().unwrap_or(Value::Null) }
    }
}

/// What a proof is worth in an environment.
enum Proved {
    /// It shows the claim.
    Shown(Evidence),
    /// It isn't rendered.
    Absent,
    /// It is rendered, and not as it should be.
    Wrong,
}

/// Module, type, name and key of an address such as `module.type.name["key"]`.
pub(super) fn parts(short: &'static str) -> (&'static str, &'static str, &'static str, Option<&'static str>) {
    let (address, key) = match short.split_once('[') {
        Some((address, key)) => (address, Some(key.trim_end_matches(']').trim_matches('"'))),
        None => (short, None),
    };
    let mut steps = address.split('.');
    let mut step = || steps.next().expect("the tables have addresses of three parts");
    (step(), step(), step(), key)
}

impl Want {
    /// Whether a constant is so.
    pub(super) fn is(self, value: &Value) -> bool {
        match self {
            Self::Yes => *value == Value::Bool(true),
            Self::No => *value == Value::Bool(false),
            Self::Text(text) => value.as_str() == Some(text),
            Self::Number(number) => value.as_u64() == Some(number),
            Self::AtLeast(least) => value.as_u64().is_some_and(|number| number >= least),
            Self::Setting(_) => false,
        }
    }
}
