//! The built-in presets.

use crate::aws::EnvironmentName;
use crate::environment::{Environment, Project};
use std::fmt;

/// A built-in description of an environment, pinned by its version: a new default never changes an old preset.
///
/// ```
/// use iac_core::environment::Preset;
///
/// let preset: Preset = "production@1".parse()?;
/// assert_eq!(preset, Preset::PRODUCTION_1);
/// # Ok::<(), iac_core::environment::UnknownPreset>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Preset {
    name: &'static str,
    /// The name of the environment that the preset stands for when there is no spec.
    environment: &'static str,
    text: &'static str,
}

/// A text that names no preset.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a preset, expected {list}", list = Preset::ALL.map(|preset| preset.name).join(", "))]
pub struct UnknownPreset(pub String);

impl Preset {
    /// Cheap, rebuilt when it breaks, promises nothing.
    pub const DEV_1: Self =
        Self { name: "dev@1", environment: "dev", text: include_str!("presets/dev@1.toml") };
    /// Available and durable, over three zones.
    pub const PRODUCTION_1: Self = Self {
        name: "production@1",
        environment: "production",
        text: include_str!("presets/production@1.toml"),
    };
    /// Behaves as production does, at a smaller size.
    pub const STAGING_1: Self =
        Self { name: "staging@1", environment: "staging", text: include_str!("presets/staging@1.toml") };

    /// Every preset, by name.
    pub const ALL: [Self; 3] = [Self::DEV_1, Self::PRODUCTION_1, Self::STAGING_1];

    /// The name with its version, such as `production@1`.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// The settings as the text of a spec: every one of them is written out.
    pub fn text(self) -> &'static str {
        self.text
    }

    /// The environment named `name` with the settings of this preset.
    ///
    /// # Panics
    ///
    /// Never: tests read every preset.
    #[expect(clippy::needless_pass_by_value, reason = "a name is made for the environment that takes it")]
    pub fn environment(self, name: EnvironmentName) -> Environment {
        let named = format!("environment = \"{name}\"\n{}", self.text);
        toml::from_str(&named).expect("tests read every preset")
    }
}

impl std::str::FromStr for Preset {
    type Err = UnknownPreset;

    fn from_str(text: &str) -> Result<Self, UnknownPreset> {
        Self::ALL.into_iter().find(|preset| preset.name == text).ok_or_else(|| UnknownPreset(text.to_owned()))
    }
}

impl fmt::Display for Preset {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}

impl Project {
    /// The project that stands when there is no spec: dev, staging and production.
    ///
    /// # Panics
    ///
    /// Never: tests read every preset.
    pub fn of_presets() -> Self {
        Self::new(
            Preset::ALL
                .map(|preset| preset.environment(preset.environment.parse().expect("presets are named"))),
        )
    }
}
