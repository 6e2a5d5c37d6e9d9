//! Numbers as Excel sees them: 15 significant decimal digits.
//!
//! Comparison, rounding and text all look at those 15 digits, so that 1.005 is what it says and not the
//! slightly smaller binary number that holds it. Pure arithmetic; knows nothing of formulas.

use std::cmp::Ordering;

/// A number as sign, 15 decimal digits and exponent: `digits × 10^(exponent - 14)`, first digit not 0.
struct Decimal {
    negative: bool,
    digits: u64,
    exponent: i32,
}

impl Decimal {
    /// `None` for zero and what is not finite.
    fn of(x: f64) -> Option<Self> {
        if x == 0.0 || !x.is_finite() {
            return None;
        }
        let text = format!("{:.14e}", x.abs());
        let (mantissa, exponent) = text.split_once('e')?;
        Some(Self {
            negative: x < 0.0,
            digits: mantissa.replace('.', "").parse().ok()?,
            exponent: exponent.parse().ok()?,
        })
    }
}

/// Compares at 15 significant digits.
///
/// Microsoft, "Floating-point arithmetic may give inaccurate results in Excel": 15 digits of precision.
pub(crate) fn compare(a: f64, b: f64) -> Ordering {
    let exact = a.partial_cmp(&b).unwrap_or(Ordering::Equal);
    if exact == Ordering::Equal || (a - b).abs() > a.abs().max(b.abs()) * 1e-13 {
        return exact;
    }
    match (Decimal::of(a), Decimal::of(b)) {
        (Some(x), Some(y))
            if x.negative == y.negative && x.digits == y.digits && x.exponent == y.exponent =>
        {
            Ordering::Equal
        }
        _ => exact,
    }
}

/// What becomes of the digits that go.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rounding {
    /// To the nearest; a half goes away from zero.
    Half,
    /// Towards zero.
    Down,
    /// Away from zero.
    Up,
}

/// Rounds to so many decimals (negative: tens, hundreds). Infinite when the result is too great.
pub(super) fn round(x: f64, decimals: f64, how: Rounding) -> f64 {
    let Some(number) = Decimal::of(x) else {
        return x;
    };
    let decimals = decimals.clamp(-400.0, 400.0) as i32;
    let drop = 14 - number.exponent - decimals;
    if drop <= 0 {
        return x;
    }
    let kept = match 10_u64.checked_pow(drop.unsigned_abs()) {
        Some(unit) => {
            let (whole, rest) = (number.digits / unit, number.digits % unit);
            let up = match how {
                Rounding::Half => rest >= unit.div_ceil(2),
                Rounding::Down => false,
                Rounding::Up => rest > 0,
            };
            whole + u64::from(up)
        }
        None => u64::from(how == Rounding::Up),
    };
    let size: f64 = format!("{kept}e{}", -decimals).parse().unwrap_or(0.0);
    if number.negative { -size } else { size }
}

/// The nearest whole number, as ROUND gives it.
pub(crate) fn rounded(x: f64) -> f64 {
    round(x, 0.0, Rounding::Half)
}

/// The greatest whole number that is not above it.
pub(super) fn floor(x: f64) -> f64 {
    round(
        x,
        0.0,
        if x < 0.0 {
            Rounding::Up
        } else {
            Rounding::Down
        },
    )
}

/// The text that Excel makes of a number beside `&`, with a decimal point.
///
/// `None` where Excel may switch to scientific notation: from 10^15 on, and very small or long fractions.
pub(super) fn text(x: f64) -> Option<String> {
    let Some(number) = Decimal::of(x) else {
        return (x == 0.0).then(|| "0".to_owned());
    };
    if !(-4..=14).contains(&number.exponent) {
        return None;
    }
    let decimals = usize::try_from(14 - number.exponent).ok()?;
    let mut digits = format!("{:0>1$}", number.digits, decimals + 1);
    let fraction = digits.split_off(digits.len() - decimals);
    let fraction = fraction.trim_end_matches('0');
    if fraction.len() > 16 {
        return None;
    }
    let sign = if number.negative { "-" } else { "" };
    let point = if fraction.is_empty() { "" } else { "." };
    Some(format!("{sign}{digits}{point}{fraction}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_are_seen_in_decimal_digits_and_go_away_from_zero() {
        for (x, decimals, wanted) in [
            (2.675, 2.0, 2.68),
            (0.285, 2.0, 0.29),
            (1.005, 2.0, 1.01),
            (-1.005, 2.0, -1.01),
            (1234.5, -2.0, 1200.0),
            (50.0, -2.0, 100.0),
            (49.0, -2.0, 0.0),
            (0.5, 0.0, 1.0),
            (1e300, 2.0, 1e300),
            (5e-324, 2.0, 0.0),
        ] {
            let got = round(x, decimals, Rounding::Half);
            assert!(
                (got - wanted).abs() <= f64::EPSILON * wanted.abs(),
                "{x}: {got}"
            );
        }
    }

    #[test]
    fn a_number_is_compared_at_fifteen_digits() {
        assert_eq!(compare(0.1 + 0.2, 0.3), Ordering::Equal);
        assert_eq!(compare(1.0, 1.000_000_000_000_01), Ordering::Less);
        assert_eq!(compare(0.0, -0.0), Ordering::Equal);
        assert_eq!(compare(0.5 - 0.4 - 0.1, 0.0), Ordering::Less);
    }

    #[test]
    fn a_number_becomes_the_text_that_excel_shows() {
        for (x, wanted) in [
            (0.0, Some("0")),
            (-12.5, Some("-12.5")),
            (1.0 / 3.0, Some("0.333333333333333")),
            (123_456_789_012_345.0, Some("123456789012345")),
            (0.1 + 0.2, Some("0.3")),
            (0.000_123_456_789_012_3, Some("0.0001234567890123")),
            (0.000_123_456_789_012_34, None),
            (1e15, None),
            (1e-9, None),
        ] {
            assert_eq!(text(x).as_deref(), wanted, "{x}");
        }
    }
}
