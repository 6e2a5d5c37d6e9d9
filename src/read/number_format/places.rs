//! Digits of a number at the places that a format has for them.

/// Most decimals of a number.
pub(super) const MOST_PLACES: usize = 15;

/// The whole digits of a number, none for 0, and its decimals. Half is rounded up, as offices do.
pub(super) fn rounded(number: f64, places: usize) -> (String, String) {
    let scale: f64 = std::iter::repeat_n(10.0, places).product();
    let rounded = (number * scale).round() / scale;
    let rounded = if rounded.is_finite() { rounded } else { number };
    let text = format!("{rounded:.places$}");
    let (before, after) = text.split_once('.').unwrap_or((&text, ""));
    let before = if before == "0" { "" } else { before };
    (before.to_owned(), after.to_owned())
}

/// Whole digits at their places, the last at the last one. What has no place stands at the first, and zeros where a
/// place from a `0` on has no digit.
pub(super) fn at_places(digits: &str, places: &[char]) -> Vec<String> {
    let zeros = places.iter().position(|c| *c == '0');
    let mut out = Vec::new();
    let mut rest = digits;
    for (at, _) in places.iter().enumerate() {
        let behind = places.len() - 1 - at;
        let is_forced = zeros.is_some_and(|from| from <= at);
        let (here, after) = rest.split_at(rest.len().saturating_sub(behind));
        rest = after;
        out.push(match here {
            "" if is_forced => "0".to_owned(),
            here => here.to_owned(),
        });
    }
    out
}
