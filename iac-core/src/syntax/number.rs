use std::fmt;

/// An exact decimal number, written by its digits and never through a float.
///
/// Two numbers are equal if their value is: `1.50` is `1.5`, and `2.0` is `2`.
///
/// # Examples
///
/// ```
/// use iac_core::syntax::Number;
///
/// assert_eq!(Number::from(8080_u16).to_string(), "8080");
/// assert_eq!(Number::decimal("0.10")?.to_string(), "0.1");
/// assert!(Number::decimal("1,5").is_err());
/// # Ok::<(), iac_core::syntax::NotANumber>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Number(Digits);

#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Digits {
    Whole(i128),
    /// Canonical: no needless zero, no plus sign, `e` in lower case.
    Text(Box<str>),
}

/// A text that is no decimal number, or one that Terraform can't hold exactly.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "{0:?} is not an exact decimal number: expected digits as in -12.5 or 1e6, at most {MAX_DIGITS} of them"
)]
pub struct NotANumber(String);

/// Terraform keeps 512 bits of a number, which are 154 decimal digits.
const MAX_DIGITS: usize = 150;
/// Far beyond any setting, and small enough that no reader spends time or memory on it.
const MAX_EXPONENT: u32 = 9999;

impl Number {
    /// Reads a decimal number as JSON writes it: `-12.5`, `1e6`.
    ///
    /// # Errors
    ///
    /// [`NotANumber`] if the text is anything else, or has more digits than Terraform keeps.
    pub fn decimal(text: &str) -> Result<Self, NotANumber> {
        canonical(text).map(Self).ok_or_else(|| NotANumber(text.to_owned()))
    }
}

impl Number {
    /// Writes the digits at the end of `out`.
    pub(super) fn push_to(&self, out: &mut String) {
        match &self.0 {
            Digits::Whole(number) => {
                let mut digits = [0_u8; 40];
                let mut at = digits.len();
                let mut rest = number.unsigned_abs();
                loop {
                    at -= 1;
                    digits[at] = b'0' + u8::try_from(rest % 10).expect("a digit fits into a byte");
                    rest /= 10;
                    if rest == 0 {
                        break;
                    }
                }
                if *number < 0 {
                    out.push('-');
                }
                out.push_str(std::str::from_utf8(&digits[at..]).expect("digits are ASCII"));
            }
            Digits::Text(digits) => out.push_str(digits),
        }
    }
}

/// Leading zeros, a plus sign and a missing digit around the point are refused, as in JSON.
fn canonical(text: &str) -> Option<Digits> {
    let (negative, unsigned) = match text.strip_prefix('-') {
        Some(rest) => (true, rest),
        None => (false, text),
    };
    let (mantissa, exponent) = match unsigned.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (unsigned, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) if all_digits(fraction) => (whole, fraction),
        Some(_) => return None,
        None => (mantissa, ""),
    };
    if !all_digits(whole) || (whole.len() > 1 && whole.starts_with('0')) {
        return None;
    }
    if whole.len() + fraction.len() > MAX_DIGITS {
        return None;
    }
    let exponent = exponent.map_or(Some(0), read_exponent)?;

    let fraction = fraction.trim_end_matches('0');
    if whole == "0" && fraction.is_empty() {
        return Some(Digits::Whole(0));
    }
    let sign = if negative { "-" } else { "" };
    let mut canonical =
        if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") };
    if exponent != 0 {
        canonical = format!("{canonical}e{exponent}");
    } else if let (true, Ok(small)) = (fraction.is_empty(), canonical.parse()) {
        return Some(Digits::Whole(small));
    }
    Some(Digits::Text(canonical.into()))
}

fn read_exponent(text: &str) -> Option<i32> {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(digits) => (-1, digits),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    if !all_digits(digits) {
        return None;
    }
    let size: u32 = digits.parse().ok().filter(|size| *size <= MAX_EXPONENT)?;
    i32::try_from(size).ok().map(|size| sign * size)
}

fn all_digits(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

macro_rules! from_integer {
    ($($integer:ty),*) => {$(
        impl From<$integer> for Number {
            fn from(number: $integer) -> Self {
                Self(Digits::Whole(i128::from(number)))
            }
        }
    )*};
}

from_integer!(u8, u16, u32, u64, i8, i16, i32, i64);

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut digits = String::new();
        self.push_to(&mut digits);
        f.write_str(&digits)
    }
}

#[cfg(test)]
mod tests {
    use super::Number;

    #[test]
    fn canonical_form() {
        for (text, written) in [
            ("0", "0"),
            ("-0.0", "0"),
            ("2.0", "2"),
            ("1.50", "1.5"),
            ("1E+3", "1e3"),
            ("-1.5e-09", "-1.5e-9"),
            ("18446744073709551615", "18446744073709551615"),
            ("1234567890123456789012345678901234567890123", "1234567890123456789012345678901234567890123"),
        ] {
            let number = Number::decimal(text).expect("a number");
            assert_eq!(number.to_string(), written);
            assert_eq!(Number::decimal(written).as_ref(), Ok(&number));
        }
        assert_eq!(Number::decimal("5").expect("a number"), Number::from(5_u8));
    }

    #[test]
    fn refused() {
        let long = "9".repeat(151);
        for text in [
            "", "-", "+1", "01", "1.", ".5", "1e", "1e99999", "NaN", "inf", "0x10", "1_000", "1 ", "٣", &long,
        ] {
            assert!(Number::decimal(text).is_err(), "{text:?}");
        }
    }
}
