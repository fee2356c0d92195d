//! Which versions of a provider a configuration asks for.

use iac_schema::Version;
use std::fmt;

/// The range of provider versions that a module body is valid for.
///
/// The lower bound is always a checked version; the upper one is the end of the highest checked major.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lines {
    /// Where the provider comes from, such as `hashicorp/aws`.
    pub source: &'static str,
    lowest: &'static str,
    highest: &'static str,
}

impl Lines {
    /// The range over `versions` of `provider`, which the derive has checked to exist.
    ///
    /// # Panics
    ///
    /// If a version is not one whose facts are known.
    pub fn of(provider: &str, versions: &[&'static str]) -> Self {
        let known =
            |number: &&'static str| Version::parse(provider, number).expect("the derive knows the version");
        let mut all: Vec<_> = versions.iter().map(known).collect();
        all.sort_unstable();
        let (first, last) =
            (all.first().expect("a module declares a version"), all.last().expect("as above"));
        Self { source: first.source(), lowest: first.number(), highest: last.number() }
    }

    /// The constraint as Terraform reads it, such as `>= 5.100.0, < 7.0.0`.
    ///
    /// # Panics
    ///
    /// Never: versions are numbers.
    pub fn constraint(&self) -> String {
        let major: u32 =
            self.highest.split('.').next().and_then(|m| m.parse().ok()).expect("versions are numbers");
        format!(">= {}, < {}.0.0", self.lowest, major + 1)
    }
}

/// A constraint on the version of a provider: `~> MAJOR.MINOR`, or one exact version.
///
/// ```
/// use iac_core::terraform::ProviderConstraint;
///
/// let constraint: ProviderConstraint = "~> 6.25".parse()?;
/// assert_eq!(constraint.lower_bound(), "6.25.0");
/// assert!(">= 6".parse::<ProviderConstraint>().is_err());
/// # Ok::<(), iac_core::terraform::NotAConstraint>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProviderConstraint {
    text: String,
    lower_bound: String,
}

/// A text that is not a provider constraint.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is not a provider constraint, expected `~> MAJOR.MINOR` such as `~> 6.25`, or one version such as `6.66.0`"
)]
pub struct NotAConstraint(String);

impl ProviderConstraint {
    /// The grammar, in the dialect that Rust, JSON Schema and Terraform share.
    pub const PATTERN: &'static str = r"^(~> [0-9]{1,4}\.[0-9]{1,4}|[0-9]{1,4}\.[0-9]{1,4}\.[0-9]{1,4})$";

    /// The lowest version that the constraint allows, with three numbers.
    pub fn lower_bound(&self) -> &str {
        &self.lower_bound
    }

    /// The constraint as Terraform reads it.
    pub fn as_str(&self) -> &str {
        &self.text
    }
}

impl std::str::FromStr for ProviderConstraint {
    type Err = NotAConstraint;

    fn from_str(text: &str) -> Result<Self, NotAConstraint> {
        let number =
            |part: &str| !part.is_empty() && part.len() <= 4 && part.bytes().all(|b| b.is_ascii_digit());
        let (version, parts) = text.strip_prefix("~> ").map_or((text, 3), |version| (version, 2));
        let numbers: Vec<_> = version.split('.').collect();
        if numbers.len() != parts || !numbers.iter().all(|part| number(part)) {
            return Err(NotAConstraint(text.to_owned()));
        }
        let lower_bound = if parts == 2 { format!("{version}.0") } else { version.to_owned() };
        Ok(Self { text: text.to_owned(), lower_bound })
    }
}

impl fmt::Display for ProviderConstraint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}
