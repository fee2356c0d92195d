//! Gates: what has to hold while a new version serves.

use crate::syntax::{Key, Number, Value};
use crate::terraform::{InputType, TypeConstraint, Validation};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::str::FromStr;

/// What a gate measures, for each version by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Metric {
    /// The share of requests that the service answers with 500 to 599.
    ErrorRate,
    /// The time in which 95 of 100 requests are answered.
    ResponseTime,
    /// The share of requests that are answered without an error of the service or of the connection to it.
    SuccessRate,
}

impl Metric {
    /// Every metric.
    pub const ALL: [Self; 3] = [Self::ErrorRate, Self::ResponseTime, Self::SuccessRate];

    /// The word in a gate.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::ErrorRate => "error_rate",
            Self::ResponseTime => "response_time",
            Self::SuccessRate => "success_rate",
        }
    }

    /// Which side of the limit is the good one.
    fn operator(self) -> char {
        match self {
            Self::ErrorRate | Self::ResponseTime => '<',
            Self::SuccessRate => '>',
        }
    }

    /// A gate of this metric as one writes it.
    fn example(self) -> &'static str {
        match self {
            Self::ErrorRate => "error_rate < 0.01",
            Self::ResponseTime => "response_time < 500 ms",
            Self::SuccessRate => "success_rate > 0.99",
        }
    }
}

impl fmt::Display for Metric {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One gate: a metric and the limit that it stays on the good side of.
///
/// Rates are shares (`0.01`) or percent (`1 %`), times are milliseconds (`500`, `500 ms`) or seconds (`0.5 s`). A gate
/// that would hold while things get worse, such as `error_rate > 0.01`, is none.
///
/// ```
/// use iac_core::environment::Gate;
///
/// let gate: Gate = "response_time < 0.5s".parse()?;
/// assert_eq!(gate.to_string(), "response_time < 500 ms");
/// assert!("success_rate < 99 %".parse::<Gate>().is_err());
/// # Ok::<(), iac_core::environment::NotAGate>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Gate {
    metric: Metric,
    /// A rate in millionths, a time in milliseconds.
    limit: u32,
}

/// A text that is no gate.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{text}` is not accepted, expected {expected}")]
pub struct NotAGate {
    text: String,
    expected: String,
}

/// A share of one, in millionths.
const WHOLE: u32 = 1_000_000;
/// The longest response time that is a gate, in milliseconds: an application load balancer gives up after a minute.
const LONGEST: u32 = 60_000;

impl Gate {
    /// What it measures.
    pub fn metric(self) -> Metric {
        self.metric
    }

    /// The limit as the number that Terraform gets: a share of one, or milliseconds.
    ///
    /// # Panics
    ///
    /// Never: six digits behind a point are a number.
    pub fn limit(self) -> Number {
        match self.metric {
            Metric::ResponseTime => self.limit.into(),
            Metric::ErrorRate | Metric::SuccessRate => {
                Number::decimal(&format!("0.{:06}", self.limit)).expect("six digits are a number")
            }
        }
    }
}

impl fmt::Display for Gate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let unit = if self.metric == Metric::ResponseTime { " ms" } else { "" };
        write!(f, "{} {} {}{unit}", self.metric, self.metric.operator(), self.limit())
    }
}

impl FromStr for Gate {
    type Err = NotAGate;

    fn from_str(text: &str) -> Result<Self, NotAGate> {
        let refused = |expected: String| NotAGate { text: text.escape_debug().to_string(), expected };
        let any = || {
            let examples = Metric::ALL.map(|metric| format!("`{}`", metric.example()));
            refused(format!("a gate such as {}", examples.join(", ")))
        };
        let at = text.find(['<', '>']).ok_or_else(any)?;
        let (word, rest) = text.split_at(at);
        let metric = Metric::ALL.into_iter().find(|metric| metric.as_str() == word.trim()).ok_or_else(any)?;
        if !rest.starts_with(metric.operator()) {
            return Err(refused(format!(
                "`{}`: a gate holds on the good side, and this one would hold while things get worse",
                metric.example()
            )));
        }
        let limit = rest[1..].trim();
        let number = limit.trim_end_matches(|c: char| c == '%' || c.is_ascii_alphabetic()).trim_end();
        let unit = limit[number.len()..].trim();
        // The exponent moves the point: a rate has six digits behind it, a time in milliseconds none.
        let (exponent, range) = match (metric, unit) {
            (Metric::ResponseTime, "" | "ms") => (0, 1..=LONGEST),
            (Metric::ResponseTime, "s") => (3, 1..=LONGEST),
            (Metric::ErrorRate | Metric::SuccessRate, "") => (6, 1..=WHOLE - 1),
            (Metric::ErrorRate | Metric::SuccessRate, "%") => (4, 1..=WHOLE - 1),
            (Metric::ResponseTime, _) => {
                return Err(refused("milliseconds (`ms`) or seconds (`s`)".to_owned()));
            }
            (Metric::ErrorRate | Metric::SuccessRate, _) => {
                return Err(refused("a share such as `0.01`, or percent such as `1 %`".to_owned()));
            }
        };
        match whole(number, exponent) {
            Some(limit) if range.contains(&limit) => Ok(Self { metric, limit }),
            _ if metric == Metric::ResponseTime => Err(refused("whole milliseconds, 1 to 60000".to_owned())),
            _ => Err(refused("a share between 0 and 1 with at most six digits, such as `0.01`".to_owned())),
        }
    }
}

/// `number` times ten to the power of `exponent`, if that is a whole number; nothing goes through a float.
fn whole(number: &str, exponent: usize) -> Option<u32> {
    let (before, behind) = number.split_once('.').unwrap_or((number, ""));
    let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let behind = behind.trim_end_matches('0');
    if before.is_empty() || before.len() > 9 || !digits(before) || !digits(behind) || behind.len() > exponent
    {
        return None;
    }
    format!("{before}{behind:0<exponent$}").parse().ok()
}

/// The gates of a deployment, at most one of each metric.
///
/// ```
/// use iac_core::environment::Gates;
///
/// let gates = Gates::try_from(vec!["error_rate < 1 %".to_owned()]).unwrap();
/// assert_eq!(gates.iter().count(), 1);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(try_from = "Vec<String>", into = "Vec<String>")]
pub struct Gates(BTreeMap<Metric, Gate>);

impl Gates {
    /// The gates, by metric.
    pub fn iter(&self) -> impl Iterator<Item = Gate> + '_ {
        self.0.values().copied()
    }

    /// The gate of `metric`.
    pub fn of(&self, metric: Metric) -> Option<Gate> {
        self.0.get(&metric).copied()
    }
}

impl TryFrom<Vec<String>> for Gates {
    type Error = NotAGate;

    fn try_from(texts: Vec<String>) -> Result<Self, NotAGate> {
        let mut gates = BTreeMap::new();
        for text in texts {
            let gate: Gate = text.parse()?;
            if gates.insert(gate.metric, gate).is_some() {
                return Err(NotAGate { text, expected: format!("one gate of `{}`, not two", gate.metric) });
            }
        }
        Ok(Self(gates))
    }
}

impl From<Gates> for Vec<String> {
    fn from(gates: Gates) -> Self {
        gates.iter().map(|gate| gate.to_string()).collect()
    }
}

impl JsonSchema for Gates {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        "Gates".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "array",
            "uniqueItems": true,
            "items": { "type": "string", "pattern": "^((error_rate *<|success_rate *>) *[0-9.]+ *%?|response_time *< *[0-9.]+ *(ms|s)?)$" },
        })
    }
}

/// In Terraform a map from the metric to its limit: rates as shares of one, times in milliseconds.
impl InputType for Gates {
    fn constraint() -> TypeConstraint {
        TypeConstraint::Map(Box::new(TypeConstraint::Number))
    }

    fn validations(reference: &str) -> Vec<Validation> {
        let words = Metric::ALL.map(|metric| format!("\"{metric}\"")).join(", ");
        let name = reference.strip_prefix("var.").unwrap_or(reference);
        vec![
            Validation {
                condition: format!(
                    "alltrue([for metric in keys({reference}) : contains([{words}], metric)])"
                ),
                message: format!("{name} may have the keys {}.", Metric::ALL.map(Metric::as_str).join(", ")),
            },
            Validation {
                condition: format!(
                    "alltrue([for metric, limit in {reference} : limit > 0 && limit < (metric == \"response_time\" ? {} : 1)])",
                    LONGEST + 1
                ),
                message: format!(
                    "{name} has rates between 0 and 1, and a response time of 1 to {LONGEST} milliseconds."
                ),
            },
        ]
    }

    fn to_value(&self) -> Value {
        let entries = self.iter().map(|gate| (Key::from(gate.metric.as_str()), Value::from(gate.limit())));
        Value::Object(entries.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_limit_in_other_units_is_the_same_gate() {
        for (text, shown, limit) in [
            ("error_rate < 0.01", "error_rate < 0.01", "0.01"),
            ("error_rate<1%", "error_rate < 0.01", "0.01"),
            ("error_rate < 0.5 %", "error_rate < 0.005", "0.005"),
            ("success_rate > 99.95 %", "success_rate > 0.9995", "0.9995"),
            ("success_rate > 0.990", "success_rate > 0.99", "0.99"),
            ("response_time < 500", "response_time < 500 ms", "500"),
            ("response_time < 1.25 s", "response_time < 1250 ms", "1250"),
        ] {
            let gate: Gate = text.parse().unwrap_or_else(|error| panic!("{error}"));
            assert_eq!(
                (gate.to_string(), gate.limit().to_string()),
                (shown.to_owned(), limit.to_owned()),
                "{text}"
            );
            assert_eq!(gate.to_string().parse(), Ok(gate), "{text} is read back");
        }
    }

    #[test]
    fn what_is_no_gate_is_refused_with_what_would_be() {
        for (text, expected) in [
            ("error_rate > 0.01", "while things get worse"),
            ("response_time > 500", "while things get worse"),
            ("success_rate < 0.99", "while things get worse"),
            ("error_rate <= 0.01", "between 0 and 1"),
            ("error_rate < 0", "between 0 and 1"),
            ("error_rate < 100 %", "between 0 and 1"),
            ("error_rate < 0.0000001", "at most six digits"),
            ("error_rate < 1 ms", "percent"),
            ("response_time < 5 m", "milliseconds"),
            ("response_time < 0.0001 s", "whole milliseconds"),
            ("response_time < 99999999999", "1 to 60000"),
            ("response_time < -1", "1 to 60000"),
            ("latency < 500", "a gate such as"),
            ("error_rate", "a gate such as"),
            ("", "a gate such as"),
        ] {
            let error = text.parse::<Gate>().expect_err(text).to_string();
            assert!(error.contains(expected), "{text}: {error}");
        }
        let twice = vec!["error_rate < 0.01".to_owned(), "error_rate < 2 %".to_owned()];
        assert!(Gates::try_from(twice).is_err_and(|error| error.to_string().contains("one gate")));
    }
}
