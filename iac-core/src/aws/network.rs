//! Places and address ranges.

use crate::aws::text::text;
use crate::aws::{NotAccepted, Region};
use ipnet::Ipv4Net;
use std::fmt;

text! {
    /// An availability zone, such as `eu-west-1a`; zones are named in the spec, so that a new one never renumbers.
    Zone: "an availability zone such as `eu-west-1a`", r"^[a-z]{2}(-[a-z]+){1,2}-[1-9][a-f]$";
    /// An IPv4 address range in CIDR notation, of a network that may be anybody's.
    AddressRange: "an IPv4 range such as `10.0.0.0/8`", r"^[0-9]{1,3}(\.[0-9]{1,3}){3}/([0-9]|[12][0-9]|3[0-2])$";
}

impl Zone {
    /// Whether the zone lies in `region`.
    pub fn is_in(&self, region: Region) -> bool {
        self.as_str().len() == region.as_str().len() + 1 && self.as_str().starts_with(region.as_str())
    }
}

/// The availability zones of a network: two to four, none of them twice.
///
/// A load balancer takes subnets of at least two zones, and the address range has room for four of each tier. The order
/// gives addresses, so a new zone goes to the end.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, serde::Deserialize, schemars::JsonSchema)]
#[serde(try_from = "Vec<Zone>", into = "Vec<Zone>")]
#[schemars(inline)]
pub struct Zones(#[schemars(length(min = 2, max = 4))] Vec<Zone>);

impl Zones {
    const COUNT: std::ops::RangeInclusive<usize> = 2..=4;

    /// The zones, in order.
    pub fn iter(&self) -> impl Iterator<Item = &Zone> {
        self.0.iter()
    }
}

impl TryFrom<Vec<Zone>> for Zones {
    type Error = NotAccepted;

    fn try_from(zones: Vec<Zone>) -> Result<Self, NotAccepted> {
        let different: std::collections::BTreeSet<_> = zones.iter().collect();
        if Self::COUNT.contains(&zones.len()) && different.len() == zones.len() {
            Ok(Self(zones))
        } else {
            let (min, max) = Self::COUNT.into_inner();
            let names: Vec<_> = zones.iter().map(Zone::as_str).collect();
            Err(NotAccepted::new(names.join(", "), format!("{min} to {max} different zones")))
        }
    }
}

impl From<Zones> for Vec<Zone> {
    fn from(zones: Zones) -> Self {
        zones.0
    }
}

impl crate::terraform::InputType for Zones {
    fn constraint() -> crate::terraform::TypeConstraint {
        Vec::<Zone>::constraint()
    }

    fn validations(reference: &str) -> Vec<crate::terraform::Validation> {
        let (min, max) = Self::COUNT.into_inner();
        let mut rules = Vec::<Zone>::validations(reference);
        rules.push(crate::terraform::Validation {
            condition: format!(
                "length({reference}) >= {min} && length({reference}) <= {max} && length(distinct({reference})) == length({reference})"
            ),
            message: crate::aws::text::sentence(reference, &format!("{min} to {max} different zones")),
        });
        rules
    }

    fn to_value(&self) -> crate::syntax::Value {
        self.0.to_value()
    }
}

/// The private IPv4 address range of a network, `/16` to `/24`.
///
/// AWS takes `/16` to `/28` for a VPC; three tiers over up to four zones take sixteen subnets, and a subnet is `/28`
/// at the smallest, hence `/24`.
///
/// ```
/// use iac_core::aws::Cidr;
///
/// let cidr: Cidr = "10.20.0.0/16".parse()?;
/// assert!(cidr.overlaps("10.20.128.0/17".parse()?));
/// assert_eq!(
///     "10.20.1.0/16".parse::<Cidr>().unwrap_err().to_string(),
///     "`10.20.1.0/16` is not accepted, expected a private IPv4 range /16 to /24 (the network of this address is 10.20.0.0/16)",
/// );
/// # Ok::<(), iac_core::aws::NotAccepted>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Cidr(Ipv4Net);

impl Cidr {
    /// The shape; that no host bits are set can't be said in it.
    pub const PATTERN: &'static str =
        r"^(10|172\.(1[6-9]|2[0-9]|3[01])|192\.168)(\.[0-9]{1,3}){1,3}/(1[6-9]|2[0-4])$";
    const PREFIXES: std::ops::RangeInclusive<u8> = 16..=24;

    /// Whether the two ranges share an address.
    pub fn overlaps(self, other: Self) -> bool {
        self.0.contains(&other.0) || other.0.contains(&self.0)
    }
}

impl std::str::FromStr for Cidr {
    type Err = NotAccepted;

    fn from_str(text: &str) -> Result<Self, NotAccepted> {
        let (min, max) = Self::PREFIXES.into_inner();
        let expected = format!("a private IPv4 range /{min} to /{max}");
        let net: Ipv4Net =
            text.parse().map_err(|_| NotAccepted::new(text, format!("{expected} such as 10.20.0.0/16")))?;
        if net.to_string() != text || !net.addr().is_private() || !Self::PREFIXES.contains(&net.prefix_len())
        {
            return Err(NotAccepted::new(text, format!("{expected} such as 10.20.0.0/16")));
        }
        if net.trunc() != net {
            return Err(NotAccepted::new(
                text,
                format!("{expected} (the network of this address is {})", net.trunc()),
            ));
        }
        Ok(Self(net))
    }
}

impl TryFrom<String> for Cidr {
    type Error = NotAccepted;

    fn try_from(text: String) -> Result<Self, NotAccepted> {
        text.parse()
    }
}

impl From<Cidr> for String {
    fn from(cidr: Cidr) -> Self {
        cidr.to_string()
    }
}

impl fmt::Display for Cidr {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl schemars::JsonSchema for Cidr {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Cidr".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "string", "pattern": Self::PATTERN })
    }
}

impl crate::terraform::InputType for Cidr {
    fn constraint() -> crate::terraform::TypeConstraint {
        crate::terraform::TypeConstraint::String
    }

    fn validations(reference: &str) -> Vec<crate::terraform::Validation> {
        let (min, max) = Self::PREFIXES.into_inner();
        vec![crate::terraform::Validation {
            condition: format!(
                "can(regex(\"{}\", {reference})) && try(cidrhost({reference}, 0) == split(\"/\", {reference})[0], false)",
                Self::PATTERN.replace('\\', "\\\\"),
            ),
            message: crate::aws::text::sentence(
                reference,
                &format!("a private IPv4 range /{min} to /{max} without host bits, such as 10.20.0.0/16"),
            ),
        }]
    }

    fn to_value(&self) -> crate::syntax::Value {
        crate::syntax::Value::from(self.to_string())
    }
}
