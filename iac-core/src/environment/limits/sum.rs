//! Durations that say what they are made of.

use std::fmt;

/// A duration in seconds as the sum of its parts: the text and the number come from the same terms.
///
/// ```
/// use iac_core::environment::limits::Sum;
///
/// let health = Sum::default().times(2, "interval", 10).plus("timeout", 5);
/// assert_eq!(health.to_string(), "2 × interval 10 + timeout 5 = 25 s");
/// assert_eq!(health.seconds(), 25);
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Sum(Vec<Term>);

/// A part of a duration.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Term {
    /// How often it counts.
    pub times: u32,
    /// What takes the time.
    pub name: &'static str,
    /// How long it takes once, in seconds.
    pub seconds: u32,
}

impl Sum {
    /// A duration of one part.
    pub fn of(name: &'static str, seconds: u32) -> Self {
        Self::default().plus(name, seconds)
    }

    /// The same, and one part more.
    #[must_use]
    pub fn plus(self, name: &'static str, seconds: u32) -> Self {
        self.times(1, name, seconds)
    }

    /// The same, and a part that counts `times` times; one that never counts is left out.
    #[must_use]
    pub fn times(mut self, times: u32, name: &'static str, seconds: u32) -> Self {
        if times > 0 {
            self.0.push(Term { times, name, seconds });
        }
        self
    }

    /// The parts.
    pub fn terms(&self) -> &[Term] {
        &self.0
    }

    /// The whole, in seconds.
    pub fn seconds(&self) -> u32 {
        self.0.iter().map(|term| term.times * term.seconds).sum()
    }
}

impl fmt::Display for Sum {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, Term { times, name, seconds }) in self.0.iter().enumerate() {
            let plus = if index == 0 { "" } else { " + " };
            match times {
                1 => write!(f, "{plus}{name} {seconds}")?,
                _ => write!(f, "{plus}{times} × {name} {seconds}")?,
            }
        }
        match self.0.as_slice() {
            [] => f.write_str("0 s"),
            [Term { times: 1, .. }] => f.write_str(" s"),
            _ => write!(f, " = {} s", self.seconds()),
        }
    }
}
