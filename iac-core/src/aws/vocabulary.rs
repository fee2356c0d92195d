//! Words of which AWS accepts only certain ones.

use crate::aws::NotAccepted;

/// The word of `all` nearest to `text`, if one is near.
pub fn nearest<'a>(text: &str, all: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    all.into_iter()
        .map(|word| (strsim::damerau_levenshtein(text, word), word))
        .filter(|(distance, word)| *distance <= 1 + word.chars().count() / 4)
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// `expected`, and the nearest word.
pub(crate) fn not_a_word(text: &str, expected: &str, all: &[&'static str]) -> NotAccepted {
    let listed = if all.len() <= 24 { format!(" ({})", all.join(", ")) } else { String::new() };
    match nearest(text, all.iter().copied()) {
        Some(near) => NotAccepted::new(text, format!("{expected}{listed}; did you mean `{near}`?")),
        None => NotAccepted::new(text, format!("{expected}{listed}")),
    }
}

/// Defines types whose values are the words of one list.
macro_rules! vocabulary {
    ($($(#[$meta:meta])* $name:ident: $expected:literal, $all:expr;)*) => {$(
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(&'static str);

        impl $name {
            /// Every accepted word.
            pub const ALL: &'static [&'static str] = $all;

            /// The word.
            pub fn as_str(&self) -> &'static str {
                self.0
            }
        }
        $crate::aws::vocabulary::vocabulary_traits!($name, $expected);
        impl std::str::FromStr for $name {
            type Err = NotAccepted;
            fn from_str(text: &str) -> Result<Self, NotAccepted> {
                match Self::ALL.iter().find(|word| **word == text) {
                    Some(word) => Ok(Self(word)),
                    None => Err($crate::aws::vocabulary::not_a_word(text, $expected, Self::ALL)),
                }
            }
        }
    )*};
}

/// What every type with a list of words shares: `ALL`, `as_str` and `FromStr` are its own.
macro_rules! vocabulary_traits {
    ($name:ident, $expected:literal) => {
        // By hand, since the derive would borrow the word from the text that is read.
        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, out: S) -> Result<S::Ok, S::Error> {
                out.serialize_str(self.as_str())
            }
        }
        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                <String as serde::Deserialize>::deserialize(from)?.parse().map_err(serde::de::Error::custom)
            }
        }
        impl AsRef<str> for $name {
            fn as_ref(&self) -> &str {
                self.as_str()
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(self.as_str())
            }
        }
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "string", "enum": Self::ALL })
            }
        }
        impl $crate::terraform::InputType for $name {
            fn constraint() -> $crate::terraform::TypeConstraint {
                $crate::terraform::TypeConstraint::String
            }
            fn validations(reference: &str) -> Vec<$crate::terraform::Validation> {
                let words: Vec<_> = Self::ALL.iter().map(|word| format!("\"{word}\"")).collect();
                vec![$crate::terraform::Validation {
                    condition: format!("contains([{}], {reference})", words.join(", ")),
                    message: $crate::aws::text::sentence(reference, &format!("{}: {}", $expected, Self::ALL.join(", "))),
                }]
            }
            fn to_value(&self) -> $crate::syntax::Value {
                $crate::syntax::Value::from(self.as_str())
            }
        }
    };
}
pub(crate) use vocabulary_traits;

vocabulary! {
    /// A Region of AWS's commercial partition.
    ///
    /// Source: AWS General Reference, Regions and zones (as of 2026); `aws-cn` and `aws-us-gov` are other partitions.
    Region: "a Region of AWS", &[
        "af-south-1", "ap-east-1", "ap-east-2", "ap-northeast-1", "ap-northeast-2", "ap-northeast-3", "ap-south-1",
        "ap-south-2", "ap-southeast-1", "ap-southeast-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5",
        "ap-southeast-6", "ap-southeast-7", "ca-central-1", "ca-west-1", "eu-central-1", "eu-central-2", "eu-north-1",
        "eu-south-1", "eu-south-2", "eu-west-1", "eu-west-2", "eu-west-3", "il-central-1", "me-central-1",
        "me-south-1", "mx-central-1", "sa-east-1", "us-east-1", "us-east-2", "us-west-1", "us-west-2",
    ];
    /// What happens when a burstable host has used up its CPU credits.
    CpuCredits: "a credit mode", &["standard", "unlimited"];
    /// The major version of PostgreSQL; RDS applies minor versions by itself in the maintenance window.
    PostgresVersion: "a major version of PostgreSQL on RDS", &["14", "15", "16", "17", "18"];
    /// An AWS service that tasks reach through an interface endpoint instead of a NAT gateway.
    Endpoint: "a service with an interface endpoint", &[
        "ecr.api", "ecr.dkr", "ecs", "ecs-agent", "ecs-telemetry", "kms", "logs", "monitoring", "secretsmanager", "sns", "sqs",
        "ssm", "ssmmessages", "sts",
    ];
}

/// How many days logs are kept; CloudWatch Logs takes only certain numbers.
///
/// Source: CloudWatch Logs API reference, `PutRetentionPolicy`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct LogRetention(u16);

/// Between two samples of a database's operating system, in seconds.
///
/// Source: RDS API reference, `CreateDBInstance.MonitoringInterval`; 0 would switch it off.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct MonitoringInterval(u16);

/// How long the load of a database is kept query by query, in days: 7 are free, 465 are what the advanced mode of
/// Database Insights asks for.
///
/// Source: RDS User Guide, Database Insights.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct InsightsRetention(u16);

/// What one measurement of an alarm covers, in seconds; the metrics of AWS's services have a value a minute.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "i64", into = "i64")]
pub struct Period(u16);

/// What types share whose values are the numbers of one list.
macro_rules! listed_number {
    ($name:ident, $unit:literal, $all:expr) => {
        impl $name {
            /// Every accepted number.
            pub const ALL: &'static [u16] = &$all;

            /// The number.
            pub fn get(self) -> u16 {
                self.0
            }

            fn listed() -> String {
                Self::ALL.iter().map(u16::to_string).collect::<Vec<_>>().join(", ")
            }
        }
        impl TryFrom<i64> for $name {
            type Error = NotAccepted;
            fn try_from(number: i64) -> Result<Self, NotAccepted> {
                Self::ALL.iter().find(|listed| i64::from(**listed) == number).map(|listed| Self(*listed)).ok_or_else(|| {
                    NotAccepted::new(number.to_string(), format!("a number of {}: {}", $unit, Self::listed()))
                })
            }
        }
        impl From<$name> for i64 {
            fn from(value: $name) -> Self {
                value.0.into()
            }
        }
        impl schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }
            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }
            fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
                schemars::json_schema!({ "type": "integer", "enum": Self::ALL })
            }
        }
        impl crate::terraform::InputType for $name {
            fn constraint() -> crate::terraform::TypeConstraint {
                crate::terraform::TypeConstraint::Number
            }
            fn validations(reference: &str) -> Vec<crate::terraform::Validation> {
                vec![crate::terraform::Validation {
                    condition: format!("contains([{}], {reference})", Self::listed()),
                    message: crate::aws::text::sentence(reference, &format!("a number of {}: {}", $unit, Self::listed())),
                }]
            }
            fn to_value(&self) -> crate::syntax::Value {
                crate::syntax::Value::from(self.0)
            }
        }
    };
}

listed_number!(
    LogRetention,
    "days",
    [1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653]
);
listed_number!(MonitoringInterval, "seconds", [1, 5, 10, 15, 30, 60]);
listed_number!(InsightsRetention, "days", [7, 465]);
listed_number!(Period, "seconds", [60, 120, 180, 240, 300]);
