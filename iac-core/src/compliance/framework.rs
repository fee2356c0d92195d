//! The standards, and where their controls are written down.

use crate::compliance::{cis, soc2};
use std::fmt;

/// A standard that an environment is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Framework {
    /// The CIS AWS Foundations Benchmark.
    Cis,
    /// SOC 2: the Trust Services Criteria of the AICPA.
    Soc2,
}

/// A chapter of a standard.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Section {
    /// What the standard numbers it with, such as `CC6`.
    pub id: &'static str,
    /// What it is about.
    pub title: &'static str,
    /// Its controls, in the order of the standard.
    pub controls: &'static [Control],
}

/// What a standard asks for: a recommendation of CIS, or a criterion of SOC 2.
///
/// The number is the standard's; the title is not: it says in our words what is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Control {
    /// The number in the standard, such as `5.6` or `CC6.1`.
    pub id: &'static str,
    /// What is asked, in our words.
    pub title: &'static str,
}

impl Framework {
    /// Every standard, in the order of a report.
    pub const ALL: [Self; 2] = [Self::Cis, Self::Soc2];

    /// The word for it on a command line and in JSON.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Cis => "cis",
            Self::Soc2 => "soc2",
        }
    }

    /// Its name.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Cis => "CIS AWS Foundations Benchmark",
            Self::Soc2 => "SOC 2",
        }
    }

    /// The edition that is compared with.
    pub const fn version(self) -> &'static str {
        match self {
            Self::Cis => "v3.0.0",
            Self::Soc2 => {
                "Trust Services Criteria 2017, with revised points of focus 2022: security, availability, confidentiality"
            }
        }
    }

    /// Who publishes it.
    pub const fn publisher(self) -> &'static str {
        match self {
            Self::Cis => "Center for Internet Security",
            Self::Soc2 => "AICPA",
        }
    }

    /// Where it can be read.
    pub const fn source(self) -> &'static str {
        match self {
            Self::Cis => "https://www.cisecurity.org/benchmark/amazon_web_services",
            Self::Soc2 => {
                "https://www.aicpa-cima.com/resources/download/2017-trust-services-criteria-with-revised-points-of-focus-2022"
            }
        }
    }

    /// What a status means for it that its word alone doesn't say.
    pub const fn reading(self) -> &'static str {
        match self {
            Self::Cis => {
                "CIS judges whole accounts: what others made in the account is not in this report, and Security Hub looks at it."
            }
            Self::Soc2 => {
                "A criterion is met by people who do something: here it is met as far as infrastructure can meet it, and what is left to people is written beside it."
            }
        }
    }

    /// Its chapters.
    pub const fn sections(self) -> &'static [Section] {
        match self {
            Self::Cis => cis::SECTIONS,
            Self::Soc2 => soc2::SECTIONS,
        }
    }

    /// Its controls, in its own order.
    pub fn controls(self) -> impl Iterator<Item = &'static Control> {
        self.sections().iter().flat_map(|section| section.controls)
    }
}

impl fmt::Display for Framework {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {}", self.name(), self.version())
    }
}

#[cfg(test)]
mod tests {
    use super::Framework;
    use std::collections::BTreeSet;

    fn ids(framework: Framework) -> Vec<&'static str> {
        framework.controls().map(|control| control.id).collect()
    }

    /// The numbers of the benchmark: 22, 9, 9, 16 and 6 recommendations, 62 in all.
    #[test]
    fn every_recommendation_of_cis_is_there_once_and_in_order() {
        let run = |section: u8, last: u8| (1..=last).map(move |number| format!("{section}.{number}"));
        let storage = ["2.1.1", "2.1.2", "2.1.3", "2.1.4", "2.2.1", "2.3.1", "2.3.2", "2.3.3", "2.4.1"];
        let expected: Vec<String> = run(1, 22)
            .chain(storage.map(ToOwned::to_owned))
            .chain(run(3, 9))
            .chain(run(4, 16))
            .chain(run(5, 6))
            .collect();
        assert_eq!(expected.len(), 62);
        assert_eq!(ids(Framework::Cis), expected);
    }

    /// 33 common criteria, three of availability and two of confidentiality.
    #[test]
    fn every_criterion_of_soc_2_is_there_once_and_in_order() {
        let lengths = [
            ("CC1", 5),
            ("CC2", 3),
            ("CC3", 4),
            ("CC4", 2),
            ("CC5", 3),
            ("CC6", 8),
            ("CC7", 5),
            ("CC8", 1),
            ("CC9", 2),
            ("A1", 3),
            ("C1", 2),
        ];
        let expected: Vec<String> = lengths
            .iter()
            .flat_map(|(series, last)| (1..=*last).map(move |number| format!("{series}.{number}")))
            .collect();
        assert_eq!(expected.len(), 38);
        assert_eq!(ids(Framework::Soc2), expected);
    }

    #[test]
    fn a_control_stands_in_its_section_and_has_a_title_of_one_line() {
        for framework in Framework::ALL {
            let mut titles = BTreeSet::new();
            for section in framework.sections() {
                for control in section.controls {
                    let inside =
                        control.id.strip_prefix(section.id).is_some_and(|rest| rest.starts_with('.'));
                    assert!(inside, "{} is not in {}", control.id, section.id);
                    assert!(titles.insert(control.title), "{} has the title of another", control.id);
                    assert!(
                        !control.title.is_empty() && control.title.len() <= 110,
                        "{}: the title is no line of a table",
                        control.id
                    );
                }
            }
        }
    }
}
