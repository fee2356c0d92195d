//! Version constraints, such as `~> 6.25`.

use crate::Version;

/// The known versions of `candidates` that `constraint` allows; none if it can't be read.
pub(super) fn allowed(constraint: &str, candidates: &[Version]) -> Vec<Version> {
    let Some(conditions) = constraint.split(',').map(Condition::parse).collect::<Option<Vec<_>>>() else {
        return Vec::new();
    };
    let allows = |version: &&Version| {
        numbers(version.number()).is_some_and(|number| conditions.iter().all(|one| one.allows(&number)))
    };
    candidates.iter().filter(allows).copied().collect()
}

struct Condition<'a> {
    operator: &'a str,
    numbers: Vec<u32>,
}

impl<'a> Condition<'a> {
    fn parse(text: &'a str) -> Option<Self> {
        let text = text.trim();
        let start = text.find(|c: char| c.is_ascii_digit())?;
        let (operator, number) = text.split_at(start);
        Some(Self { operator: operator.trim(), numbers: numbers(number)? })
    }

    fn allows(&self, version: &[u32]) -> bool {
        let bound = padded(&self.numbers);
        let version = padded(version);
        match self.operator {
            "" | "=" => version == bound,
            "!=" => version != bound,
            ">" => version > bound,
            ">=" => version >= bound,
            "<" => version < bound,
            "<=" => version <= bound,
            "~>" => {
                // The last number that is written may grow, those before it may not.
                let fixed = self.numbers.len().saturating_sub(1).max(1).min(version.len());
                version >= bound && version[..fixed] == bound[..fixed]
            }
            _ => false,
        }
    }
}

fn numbers(text: &str) -> Option<Vec<u32>> {
    text.trim().split('.').map(|part| part.parse().ok()).collect()
}

fn padded(numbers: &[u32]) -> [u32; 3] {
    std::array::from_fn(|position| numbers.get(position).copied().unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::allowed;
    use crate::Version;

    #[test]
    fn constraints_choose_versions() {
        let cases: [(&str, &[&str]); 9] = [
            ("~> 6.25", &["6.25.0", "6.66.0"]),
            ("~> 6.25.0", &["6.25.0"]),
            ("~> 5.0", &["5.100.0"]),
            (">= 6.21, < 7.0", &["6.25.0", "6.66.0"]),
            (">= 5.99", &["5.100.0", "6.25.0", "6.66.0"]),
            ("6.66.0", &["6.66.0"]),
            ("!= 6.25", &["5.100.0", "6.66.0"]),
            ("~> 4.0", &[]),
            ("latest", &[]),
        ];
        for (constraint, expected) in cases {
            let numbers: Vec<&str> =
                allowed(constraint, Version::AWS).iter().map(|version| version.number()).collect();
            assert_eq!(numbers, expected, "{constraint}");
        }
    }
}
