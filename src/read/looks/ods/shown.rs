//! What the file says to be shown of a number, held against the number.

/// What is seen of a number that is shown as this text, where that is something else than the number, however rounded.
pub(super) fn seen_of_shown(number: f64, shown: &str) -> Option<String> {
    let shown = shown.trim();
    let is_digit = |c: char| c.is_ascii_digit();
    let Some((from, to)) = shown.find(is_digit).zip(shown.rfind(is_digit)) else {
        // Accountants write a dash for zero.
        let is_dash = number == 0.0 && !shown.is_empty() && !shown.contains(char::is_alphanumeric);
        return (!is_dash).then(|| shown.to_owned());
    };
    let (before, digits, after) = (&shown[..from], &shown[from..=to], &shown[to + 1..]);
    let has_words = [before, after]
        .iter()
        .any(|text| text.contains(char::is_alphanumeric));
    let is_share = before.contains('%') || after.contains('%');
    let meant = if is_share { number * 100.0 } else { number };
    let loses_sign = meant < 0.0 && !before.contains(['-', '(', '\u{2212}', '–']);
    let is_it = readings(digits).any(|(read, places)| {
        let half = 0.5 * 10f64.powi(-places) + meant.abs() * 1e-9;
        (read - meant.abs()).abs() <= half
    });
    // Fractions and powers of ten are numbers in another way of writing.
    if digits.contains(['/', 'E', 'e']) || is_it && !has_words && !loses_sign {
        return None;
    }
    if !is_it {
        return Some(shown.to_owned());
    }
    let plain = crate::value::format::plain(meant.abs());
    Some(format!("{before}{plain}{after}"))
}

/// The numbers that digits with separators may be, each with its decimals.
pub(super) fn readings(digits: &str) -> impl Iterator<Item = (f64, i32)> {
    let only = |text: &str| -> String { text.chars().filter(char::is_ascii_digit).collect() };
    let whole = only(digits).parse().ok().map(|n: f64| (n, 0));
    let parted = digits.rsplit_once(['.', ',']).and_then(|(before, after)| {
        let places = i32::try_from(after.len()).ok()?;
        let number = format!("{}.{}", only(before), only(after));
        Some((number.parse().ok()?, places))
    });
    whole.into_iter().chain(parted)
}

#[cfg(test)]
mod tests {
    use super::seen_of_shown;

    #[test]
    fn what_is_shown_is_held_against_what_is_stored() {
        for (number, shown, seen) in [
            (18_000.0, "18", Some("18")),
            (412.0, "412 nghìn", Some("412 nghìn")),
            (8_500.0, "8.500 máy", Some("8500 máy")),
            (17.0, "", Some("")),
            (0.0, "", Some("")),
            (-5.0, "5", Some("5")),
            (3.0, "đã nộp", Some("đã nộp")),
            (8_500.0, "8.500", None),
            (8_500.0, "8,500.00", None),
            (0.985, "98,5%", None),
            (0.985, "99 %", None),
            (6.4, "6", None),
            (-5.0, "(5)", None),
            (0.0, "-", None),
            (0.0, "- ₫", None),
            (123_456.0, "1,23E+05", None),
            (0.5, "1/2", None),
            (7.0, "007", None),
            (1_250_000.0, "1 250 000", None),
        ] {
            assert_eq!(
                seen_of_shown(number, shown).as_deref(),
                seen,
                "{number} {shown}"
            );
        }
    }
}
