//! How a value looks in a Vietnamese office document: `7.315`, `98,5`, `06`, `100%`, `28/10/2020`.
//!
//! Numbers are rounded half away from zero on the fifteen digits that Excel keeps, so that the text agrees with
//! what a reader sees in the workbook. Nothing here shows `-0` or `NaN`.

use super::{Day, Lang, Month};

/// What is written for a number that is none (infinite or undefined); readings never hold one.
pub const NOT_A_NUMBER: &str = "—";

/// A whole number with "." between groups of three; fractions are rounded away.
///
/// ```
/// use tonghop::value::format::count;
/// assert_eq!(count(7315.0), "7.315");
/// assert_eq!(count(-1234567.0), "-1.234.567");
/// assert_eq!(count(-0.2), "0");
/// ```
pub fn count(n: f64) -> String {
    decimal(n, 0)
}

/// A number with "." groups and at most `places` digits after the comma.
///
/// ```
/// use tonghop::value::format::decimal;
/// assert_eq!(decimal(98.5, 1), "98,5");
/// assert_eq!(decimal(98.0, 1), "98");
/// assert_eq!(decimal(1234.565, 2), "1.234,57");
/// assert_eq!(decimal(f64::NAN, 2), "—");
/// ```
pub fn decimal(n: f64, places: u8) -> String {
    written(n, 0, places)
}

/// A whole number of at least two digits, as counts below ten are written in reports.
///
/// ```
/// use tonghop::value::format::two_digits;
/// assert_eq!(two_digits(6.0), "06");
/// assert_eq!(two_digits(0.0), "0");
/// assert_eq!(two_digits(7315.0), "7.315");
/// ```
pub fn two_digits(n: f64) -> String {
    let text = count(n);
    if text.len() == 1 && text != "0" && n.is_finite() {
        format!("0{text}")
    } else {
        text
    }
}

/// A fraction as a percentage, with at most `places` digits after the comma and no space before the sign.
///
/// What is not all of it is never written 100%, and what is not nothing never 0%: such a share gets up to two decimals,
/// and what is nearer still stops at the last that is not all or nothing.
///
/// ```
/// use tonghop::value::format::percent;
/// assert_eq!(percent(1.0, 1), "100%");
/// assert_eq!(percent(0.93, 0), "93%");
/// assert_eq!(percent(0.985, 1), "98,5%");
/// assert_eq!(percent(0.285, 0), "29%");
/// assert_eq!(percent(7314.0 / 7315.0, 1), "99,99%");
/// assert_eq!(percent(0.996, 0), "99,6%");
/// assert_eq!(percent(0.00001, 1), "0,01%");
/// ```
pub fn percent(fraction: f64, places: u8) -> String {
    let most = places.max(2);
    let part = fraction > 0.0 && fraction < 1.0;
    let mut rounded = (places..=most).map(|places| written(fraction, 2, places));
    let shown = rounded.find(|text| !part || !matches!(text.as_str(), "0" | "100"));
    let shown = shown.unwrap_or_else(|| {
        let last = 10_f64.powi(-i32::from(most));
        let nearest = if fraction < 0.5 { last } else { 100.0 - last };
        written(nearest, 0, most)
    });
    if shown == NOT_A_NUMBER {
        shown
    } else {
        shown + "%"
    }
}

/// The number as it is, ungrouped, with a comma: what a person typed who typed a number.
///
/// ```
/// use tonghop::value::format::plain;
/// assert_eq!(plain(6.5), "6,5");
/// assert_eq!(plain(7315.0), "7315");
/// assert_eq!(plain(-0.0), "0");
/// ```
pub fn plain(n: f64) -> String {
    if n == 0.0 {
        return "0".to_owned();
    }
    if !n.is_finite() {
        return NOT_A_NUMBER.to_owned();
    }
    let text = if (1e-7..1e21).contains(&n.abs()) {
        n.to_string()
    } else {
        format!("{n:e}")
    };
    text.replace('.', ",")
}

/// So many tenths (`places` 1), hundredths (2)…, with just this many digits after the comma.
///
/// ```
/// use tonghop::value::format::fixed;
/// assert_eq!(fixed(250, 2), "2,50");
/// assert_eq!(fixed(-5, 1), "-0,5");
/// ```
pub fn fixed(n: i64, places: u8) -> String {
    let one = 10_u64.pow(u32::from(places.min(18)));
    let sign = if n < 0 { "-" } else { "" };
    let (whole, part) = (n.unsigned_abs() / one, n.unsigned_abs() % one);
    format!("{sign}{whole},{part:0width$}", width = usize::from(places))
}

/// `28/10/2020`.
///
/// ```
/// use tonghop::value::format::day;
/// assert_eq!(day(jiff::civil::date(2020, 1, 5)), "05/01/2020");
/// ```
pub fn day(day: Day) -> String {
    format!("{:02}/{:02}/{:04}", day.day(), day.month(), day.year())
}

/// A day in the words of a document's date line.
///
/// Decree 30/2020, Appendix I, II.4: days below 10 and months 1 and 2 take a leading zero.
///
/// ```
/// use tonghop::value::format::long_day;
/// assert_eq!(long_day(jiff::civil::date(2020, 10, 28)), "ngày 28 tháng 10 năm 2020");
/// assert_eq!(long_day(jiff::civil::date(2020, 2, 5)), "ngày 05 tháng 02 năm 2020");
/// assert_eq!(long_day(jiff::civil::date(2020, 3, 5)), "ngày 05 tháng 3 năm 2020");
/// ```
pub fn long_day(day: Day) -> String {
    let (day, month, year) = (day.day(), month_number(day.month()), day.year());
    format!("ngày {day:02} tháng {month} năm {year}")
}

/// `tháng 7 năm 2019`.
///
/// ```
/// use tonghop::value::{Month, format::month};
/// assert_eq!(month(Month { year: 2019, month: 7 }), "tháng 7 năm 2019");
/// ```
pub fn month(month: Month) -> String {
    format!("tháng {} năm {}", month_number(month.month), month.year)
}

/// "Có" or "Không", the words of the drop-downs.
pub fn yes_no(yes: bool) -> String {
    if yes { "Có" } else { "Không" }.to_owned()
}

/// A number written the Vietnamese way, with the point and the comma of a language.
///
/// ```
/// use tonghop::value::{Lang, format::in_language};
/// assert_eq!(in_language("1.234,5".to_owned(), Lang::En), "1,234.5");
/// assert_eq!(in_language("1.234,5".to_owned(), Lang::Vi), "1.234,5");
/// ```
pub fn in_language(number: String, lang: Lang) -> String {
    if lang == Lang::Vi {
        return number;
    }
    let other = |c| match c {
        '.' => ',',
        ',' => '.',
        c => c,
    };
    number.chars().map(other).collect()
}

/// `28 October 2020`.
///
/// ```
/// use tonghop::value::format::english_day;
/// assert_eq!(english_day(jiff::civil::date(2020, 1, 5)), "5 January 2020");
/// ```
pub fn english_day(day: Day) -> String {
    day.strftime("%-d %B %Y").to_string()
}

/// A day in a narrow column: `28/10/2020`, in English `28 Oct 2020`.
///
/// ```
/// use tonghop::value::{Lang, format::short_day};
/// assert_eq!(short_day(jiff::civil::date(2020, 1, 5), Lang::En), "5 Jan 2020");
/// ```
pub fn short_day(of: Day, lang: Lang) -> String {
    match lang {
        Lang::Vi => day(of),
        Lang::En => of.strftime("%-d %b %Y").to_string(),
    }
}

/// `July 2019`.
///
/// ```
/// use tonghop::value::{Month, format::english_month};
/// assert_eq!(english_month(Month { year: 2019, month: 7 }), "July 2019");
/// ```
pub fn english_month(month: Month) -> String {
    let first = Day::new(month.year, month.month, 1);
    first.map_or_else(
        |_| format!("{}/{}", month.month, month.year),
        |day| day.strftime("%B %Y").to_string(),
    )
}

fn month_number(month: i8) -> String {
    if month < 3 {
        format!("{month:02}")
    } else {
        month.to_string()
    }
}

/// The number × 10^`shift`, rounded to at most `places` decimals, grouped.
fn written(n: f64, shift: i32, places: u8) -> String {
    let Some((whole, fraction)) = rounded(n.abs(), shift, places) else {
        return NOT_A_NUMBER.to_owned();
    };
    let is_zero = whole == "0" && fraction.is_empty();
    let mut out = String::with_capacity(whole.len() * 4 / 3 + fraction.len() + 2);
    if n < 0.0 && !is_zero {
        out.push('-');
    }
    out.push_str(&grouped(&whole));
    if !fraction.is_empty() {
        out.push(',');
        out.push_str(&fraction);
    }
    out
}

/// Digits with a point between groups of three.
pub(super) fn grouped(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() * 4 / 3 + 1);
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            out.push('.');
        }
        out.push(digit);
    }
    out
}

/// Digits before and after the comma, without zeros at either end; `None` when it is not a number.
pub(super) fn rounded(n: f64, shift: i32, places: u8) -> Option<(String, String)> {
    if !n.is_finite() {
        return None;
    }
    // A whole number is exact as it stands; its digits may be more than fifteen.
    let (mut digits, point) = if n.fract() == 0.0 {
        let text = format!("{n:.0}");
        let point = i32::try_from(text.len()).ok()?;
        (text.into_bytes(), point + shift)
    } else {
        let text = format!("{n:.14e}");
        let (mantissa, exponent) = text.split_once('e')?;
        let exponent: i32 = exponent.parse().ok()?;
        (mantissa.replace('.', "").into_bytes(), exponent + 1 + shift)
    };
    // `digits` with the point after the first `point` of them; keep `keep` of them, round half up.
    let mut point = point;
    if point < 0 {
        let zeros = usize::try_from(-point).ok()?.min(400);
        digits.splice(0..0, std::iter::repeat_n(b'0', zeros));
        point = 0;
    }
    let keep = usize::try_from(point).ok()? + usize::from(places);
    if digits.len() < keep {
        digits.resize(keep, b'0');
    }
    let up = digits.get(keep).is_some_and(|d| *d >= b'5');
    digits.truncate(keep);
    let mut point = usize::try_from(point).ok()?;
    if up && carry(&mut digits) {
        digits.insert(0, b'1');
        point += 1;
    }
    let fraction = digits.split_off(point.min(digits.len()));
    let whole = String::from_utf8(digits).ok()?;
    let fraction = String::from_utf8(fraction).ok()?;
    let whole = whole.trim_start_matches('0');
    Some((
        if whole.is_empty() { "0" } else { whole }.to_owned(),
        fraction.trim_end_matches('0').to_owned(),
    ))
}

/// Adds one to the last digit; `true` when it runs over the first.
fn carry(digits: &mut [u8]) -> bool {
    for digit in digits.iter_mut().rev() {
        if *digit < b'9' {
            *digit += 1;
            return false;
        }
        *digit = b'0';
    }
    true
}

/// A Roman number in capitals.
pub fn roman(mut n: usize) -> String {
    const DIGITS: [(usize, &str); 9] = [
        (100, "C"),
        (90, "XC"),
        (50, "L"),
        (40, "XL"),
        (10, "X"),
        (9, "IX"),
        (5, "V"),
        (4, "IV"),
        (1, "I"),
    ];
    let mut out = String::new();
    for (value, digits) in DIGITS {
        while n >= value {
            out.push_str(digits);
            n -= value;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounding_carries_and_small_numbers_vanish() {
        assert_eq!(decimal(999.95, 1), "1.000");
        assert_eq!(decimal(0.6, 0), "1");
        assert_eq!(decimal(0.04, 1), "0");
        assert_eq!(decimal(-0.04, 1), "0");
        assert_eq!(decimal(0.05, 1), "0,1");
        assert_eq!(decimal(1.005, 2), "1,01");
        assert_eq!(decimal(1e-300, 6), "0");
        assert_eq!(percent(0.0005, 1), "0,1%");
        assert_eq!(percent(13.0 / 14.0, 1), "92,9%");
        assert_eq!(percent(f64::INFINITY, 1), "—");
        assert_eq!(count(9_007_199_254_740_991.0), "9.007.199.254.740.991");
    }

    proptest::proptest! {
        #[test]
        fn any_number_can_be_written(n in proptest::num::f64::ANY, places in 0u8..7) {
            let text = decimal(n, places);
            proptest::prop_assert!(!text.is_empty() && text != "-0" && !text.contains("NaN"));
            proptest::prop_assert!(plain(n) != "-0" && percent(n, places) != "-0%");
        }
    }

    proptest::proptest! {
        #[test]
        fn only_all_is_100_percent_and_only_nothing_is_0_percent(
            of in 1_u32..2_000_000,
            part in 0_u32..2_000_000,
            places in 0_u8..3,
        ) {
            let part = if part % 3 == 0 { of.saturating_sub(part % 7) } else { part.min(of) };
            let text = percent(f64::from(part) / f64::from(of), places);
            proptest::prop_assert_eq!(text == "100%", part == of, "{} of {}: {}", part, of, text);
            proptest::prop_assert_eq!(text == "0%", part == 0, "{} of {}: {}", part, of, text);
        }
    }

    #[test]
    fn roman_numbers_subtract() {
        let shown: Vec<String> = [1, 4, 9, 14, 40].into_iter().map(roman).collect();
        assert_eq!(shown, ["I", "IV", "IX", "XIV", "XL"]);
    }
}
