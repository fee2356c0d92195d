//! The provider versions whose facts are known.

use std::fmt;

/// A provider version whose facts are known, ordered by provider and then by age.
///
/// # Examples
///
/// ```
/// use iac_schema::Version;
///
/// let version = Version::parse("aws", "6.25.0").expect("a known version");
/// assert_eq!(version, Version::AWS_6_25_0);
/// assert_eq!(version.to_string(), "hashicorp/aws 6.25.0");
/// assert!(Version::AWS_5_100_0 < Version::AWS_6_25_0);
/// assert_eq!(Version::parse("aws", "6.26.0"), None);
/// ```
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Version(u8);

/// What is written once about a version.
struct Known {
    provider: &'static str,
    source: &'static str,
    number: &'static str,
    /// The letter that stands for the version in the provider's facts.
    mark: char,
}

const AWS: &str = "hashicorp/aws";
const RAILWAY: &str = "terraform-community-providers/railway";

const KNOWN: [Known; 4] = [
    Known { provider: "aws", source: AWS, number: "5.100.0", mark: 'a' },
    Known { provider: "aws", source: AWS, number: "6.25.0", mark: 'b' },
    Known { provider: "aws", source: AWS, number: "6.66.0", mark: 'c' },
    Known { provider: "railway", source: RAILWAY, number: "0.6.2", mark: 'a' },
];

impl Version {
    /// The last AWS provider of line 5.
    pub const AWS_5_100_0: Self = Self(0);
    /// The lower bound of what rendered configurations ask for.
    pub const AWS_6_25_0: Self = Self(1);
    /// The newest AWS provider that was checked.
    pub const AWS_6_66_0: Self = Self(2);
    /// The Railway provider.
    pub const RAILWAY_0_6_2: Self = Self(3);

    /// Every known version, in order.
    pub const ALL: &[Self] = &[Self::AWS_5_100_0, Self::AWS_6_25_0, Self::AWS_6_66_0, Self::RAILWAY_0_6_2];
    /// The known versions of the AWS provider, oldest first.
    pub const AWS: &[Self] = &[Self::AWS_5_100_0, Self::AWS_6_25_0, Self::AWS_6_66_0];
    /// The known versions of the Railway provider, oldest first.
    pub const RAILWAY: &[Self] = &[Self::RAILWAY_0_6_2];

    /// Finds the version `number` of the provider with the local name `provider`.
    pub fn parse(provider: &str, number: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|version| version.provider() == provider && version.number() == number)
    }

    /// The provider's usual local name, which is also what its types start with: `aws`.
    pub fn provider(self) -> &'static str {
        self.known().provider
    }

    /// The provider's source address in the public registry: `hashicorp/aws`.
    pub fn source(self) -> &'static str {
        self.known().source
    }

    /// The version number: `6.25.0`.
    pub fn number(self) -> &'static str {
        self.known().number
    }

    /// The letter that stands for this version in its provider's facts: `b`.
    pub fn mark(self) -> char {
        self.known().mark
    }

    fn known(self) -> &'static Known {
        &KNOWN[usize::from(self.0)]
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{} {}", self.source(), self.number())
    }
}

impl fmt::Debug for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "Version({self})")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_is_complete_and_sorted() {
        assert_eq!(Version::ALL.len(), KNOWN.len());
        assert!(Version::ALL.is_sorted());
        assert_eq!([Version::AWS, Version::RAILWAY].concat(), Version::ALL);
        for version in Version::ALL {
            assert_eq!(Version::parse(version.provider(), version.number()), Some(*version));
        }
    }
}
