//! Findings that were looked at and accepted.

use super::finding::Finding;
use super::reviewed::Reviewed;
use super::rules::{self, Category};
use crate::aws::{EnvironmentName, Text};
use crate::diagnostic::Diagnostic;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// What a spec says about reviews of plans.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Reviewing {
    /// Findings that were looked at and accepted, each with its place in the text.
    pub waivers: Vec<(Waiver, Range<usize>)>,
    /// Environments that were applied before: a plan that creates all of one has lost its state.
    pub existing: Vec<EnvironmentName>,
    /// Providers that plans may use beside those of the render.
    pub providers: Vec<String>,
}

/// A finding that was looked at and accepted, for a while.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Waiver {
    /// The code of the rule, such as `AV002`.
    pub rule: String,
    /// The environment in whose plan the finding is accepted.
    pub environment: EnvironmentName,
    /// The address of the object; without it, the finding is about the whole plan.
    #[serde(default)]
    pub address: Option<String>,
    /// Why, for whoever reads the spec next.
    pub reason: Text,
    /// The last day on which it counts, in UTC.
    pub expires: Day,
    /// SHA-256 of the plan's JSON, without which a loss of data can't be accepted.
    #[serde(default)]
    pub plan: Option<Digest>,
}

/// A day, written `2026-12-31`.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Day(String);

/// A SHA-256 in hexadecimal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct Digest(String);

/// A text that is no day, or no digest.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not accepted, expected {expected}")]
pub struct NotAccepted {
    text: String,
    expected: &'static str,
}

impl Waiver {
    /// Whether it is about `finding`, in whichever plan.
    fn fits(&self, rule: &str, address: Option<&str>) -> bool {
        self.rule == rule && self.address.as_deref() == address
    }

    /// Why it doesn't count today for the plan with this digest.
    fn void(&self, today: Option<&Day>, sha256: Option<&str>) -> Option<String> {
        if today.is_some_and(|today| *today > self.expires) {
            return Some(format!("it ended on {}", self.expires));
        }
        match &self.plan {
            Some(plan) if sha256 != Some(plan.0.as_str()) => Some("it is for another plan".to_owned()),
            _ => None,
        }
    }
}

impl Reviewing {
    /// What is wrong with the waivers in themselves: each at its place.
    pub fn problems(&self) -> Vec<Diagnostic> {
        let mut problems = Vec::new();
        for (waiver, place) in &self.waivers {
            let Some(rule) = rules::find(&waiver.rule).filter(|rule| rule.code == waiver.rule) else {
                let near = crate::aws::nearest(
                    &waiver.rule.to_ascii_uppercase(),
                    rules::ALL.iter().map(|rule| rule.code),
                );
                let problem = Diagnostic::error(
                    format!("there is no rule `{}` over plans", waiver.rule.escape_debug()),
                    place.clone(),
                );
                problems.push(match near {
                    Some(near) => problem.help(format!("did you mean `{near}`?")),
                    None => problem.help("the codes stand in the findings, such as `AV002`"),
                });
                continue;
            };
            if rule.category == Category::DataLoss && waiver.plan.is_none() {
                problems.push(
                    Diagnostic::error(
                        format!("a loss of data is accepted for one plan only: {} needs `plan`", rule.code),
                        place.clone(),
                    )
                    .help("add `plan = \"…\"` with the SHA-256 that the review shows"),
                );
            }
        }
        problems
    }

    /// Marks the findings in the plan of `environment` that a waiver accepts.
    pub(super) fn apply(
        &self,
        findings: &mut [Finding],
        environment: &str,
        today: Option<&Day>,
        sha256: Option<&str>,
    ) {
        for finding in findings {
            let fits = |waiver: &&Waiver| {
                waiver.environment.as_str() == environment
                    && waiver.fits(finding.rule.code, finding.address.as_deref())
                    && waiver.void(today, sha256).is_none()
            };
            let waiver = self.waivers.iter().map(|(waiver, _)| waiver).find(fits);
            finding.waived = waiver.map(|waiver| format!("{}, until {}", waiver.reason, waiver.expires));
        }
    }

    /// The waivers that accept nothing in a reviewed plan: each hides the next finding.
    pub fn unused(&self, reviewed: &Reviewed, today: Option<&Day>) -> Vec<Diagnostic> {
        let environment = reviewed.name.as_str();
        let of_environment =
            self.waivers.iter().filter(|(waiver, _)| waiver.environment.as_str() == environment);
        let problem = |(waiver, place): &(Waiver, Range<usize>)| {
            let found = reviewed.findings.iter().any(|one| waiver.fits(one.rule, one.address.as_deref()));
            let void = waiver.void(today, reviewed.plan_sha256.as_deref());
            let (what, help) = match (found, void) {
                (true, None) => return None,
                (_, Some(why)) => (why, "look at the plan again, and remove the waiver or renew it"),
                (false, None) => ("nothing like it is found".to_owned(), "remove the waiver"),
            };
            let message = format!("{environment}: the waiver of {} accepts nothing: {what}", waiver.rule);
            Some(Diagnostic::error(message, place.clone()).help(help))
        };
        of_environment.filter_map(problem).collect()
    }
}

impl FromStr for Day {
    type Err = NotAccepted;

    fn from_str(text: &str) -> Result<Self, NotAccepted> {
        let expected = "a day such as `2026-12-31`";
        let refused = || NotAccepted { text: text.escape_debug().to_string(), expected };
        let digits = |range: Range<usize>| {
            let digits = text.get(range)?;
            digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<u32>().ok())?
        };
        let parts = (digits(0..4), digits(5..7), digits(8..10));
        let (Some(year), Some(month), Some(day)) = parts else { return Err(refused()) };
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let last = match month {
            2 if leap => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        let dashes = text.len() == 10 && text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
        if dashes && (1..=last).contains(&day) { Ok(Self(text.to_owned())) } else { Err(refused()) }
    }
}

impl FromStr for Digest {
    type Err = NotAccepted;

    fn from_str(text: &str) -> Result<Self, NotAccepted> {
        let is_digit = |byte: u8| matches!(byte, b'0'..=b'9' | b'a'..=b'f');
        if text.len() == 64 && text.bytes().all(is_digit) {
            return Ok(Self(text.to_owned()));
        }
        let expected = "the 64 digits of a SHA-256, in lower case";
        Err(NotAccepted { text: text.escape_debug().to_string(), expected })
    }
}

/// What the serde attributes and the schema need of a text with a grammar.
macro_rules! written {
    ($($name:ident: $pattern:literal;)*) => {$(
        impl TryFrom<String> for $name {
            type Error = NotAccepted;

            fn try_from(text: String) -> Result<Self, NotAccepted> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(value: $name) -> Self {
                value.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut SchemaGenerator) -> Schema {
                json_schema!({ "type": "string", "pattern": $pattern })
            }
        }
    )*};
}

written! {
    Day: "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])$";
    Digest: "^[0-9a-f]{64}$";
}

#[cfg(test)]
mod tests {
    use super::{Day, Digest};

    #[test]
    fn days_are_days_of_the_calendar_and_in_order() {
        for day in ["2026-12-31", "2024-02-29", "2000-02-29", "2026-04-30"] {
            assert!(day.parse::<Day>().is_ok(), "{day}");
        }
        for day in [
            "",
            "2026-2-3",
            "2026-02-29",
            "1900-02-29",
            "2026-13-01",
            "2026-00-01",
            "2026-01-00",
            "2026-04-31",
            "2026/01/01",
            "2026-01-01T",
            "+026-01-01",
        ] {
            assert!(day.parse::<Day>().is_err(), "{day}");
        }
        let day = |text: &str| text.parse::<Day>().expect("a day");
        assert!(day("2026-09-30") < day("2026-10-01"));
    }

    #[test]
    fn digests_are_of_the_right_length() {
        assert!("0123456789abcdef".repeat(4).parse::<Digest>().is_ok());
        assert!("0123456789ABCDEF".repeat(4).parse::<Digest>().is_err());
        assert!("abc".parse::<Digest>().is_err());
    }
}
