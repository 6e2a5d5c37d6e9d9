//! What stands behind a number: its unit of measure, a multiplier, other words.
//!
//! In: the words behind the digits, folded, and the unit of measure of the row. Out: [`Behind`]. Only the row's unit and
//! what is listed here as another word for it says nothing new; everything else is asked.

use crate::value::fold::{fold, without_accents};
use crate::value::{Kind, accented};

/// Words for one unit of measure, each group by itself. "Chiếc", "cái" and "bộ" count whatever the row counts.
const SYNONYMS: &[&[&str]] = &[
    &["máy", "máy tính", "chiếc", "cái", "bộ"],
    &["bộ", "chiếc", "cái"],
    &["chiếc", "cái"],
    &["người", "cán bộ", "đồng chí", "đ/c", "nhân viên"],
    &["hồ sơ", "hs", "bộ hồ sơ", "bộ"],
    &["văn bản", "vb"],
    &["thủ tục", "tthc", "thủ tục hành chính"],
    &["dịch vụ", "dvc", "dịch vụ công"],
    &["đơn vị", "đv", "cơ quan"],
    &["hộ", "hộ gia đình", "hộ dân"],
    &["lượt", "lần"],
    &["%", "phần trăm"],
    &["m²", "m2", "mét vuông"],
    &["m³", "m3", "mét khối"],
    &["m", "mét"],
    &["km", "kilômét", "kilomet", "ki-lô-mét", "cây số"],
    &["ha", "héc ta", "hecta", "héc-ta"],
    &["kg", "ki-lô-gam", "kilogam", "cân"],
    &["tấn", "t"],
    &["đồng", "đ", "vnd", "vnđ", "₫", "đồng việt nam"],
    &["mbps", "mb/s", "mbit/s"],
    &["năm", "n"],
];

/// Multipliers, as written behind a number.
const MULTIPLIERS: &[(&str, f64)] = &[
    ("chục", 1e1),
    ("tá", 12.0),
    ("trăm", 1e2),
    ("nghìn", 1e3),
    ("ngàn", 1e3),
    ("k", 1e3),
    ("vạn", 1e4),
    ("triệu", 1e6),
    ("tr", 1e6),
    ("tỷ", 1e9),
    ("tỉ", 1e9),
];

/// Amounts of money cut short, as written behind a number.
const MONEY: &[(&str, f64)] = &[
    ("nđ", 1e3),
    ("ngđ", 1e3),
    ("ng.đ", 1e3),
    ("nghđ", 1e3),
    ("trđ", 1e6),
    ("tr.đ", 1e6),
    ("tỷđ", 1e9),
    ("tỉđ", 1e9),
];

/// Currencies of other countries, as written behind a number.
const CURRENCIES: &[&str] = &[
    "usd",
    "đô",
    "đô la",
    "đôla",
    "đô la mỹ",
    "eur",
    "euro",
    "jpy",
    "cny",
];

/// Letters that are typed for digits.
const LIKE_DIGITS: &[char] = &['o', 'l', 'i'];

/// Whether the words behind a number name a currency of another country.
pub(crate) fn is_other_currency(words: &str) -> bool {
    CURRENCIES.contains(&fold(words).as_str())
}

/// Whether a text is a number in which letters stand for digits: "12OO", "l200".
pub(crate) fn has_letters_for_digits(text: &str) -> bool {
    let is_like = |c: char| LIKE_DIGITS.contains(&c);
    let folded = fold(text);
    let mut all = folded.chars().filter(|c| !matches!(c, '.' | ',' | ' '));
    folded.contains(|c: char| c.is_ascii_digit())
        && folded.contains(is_like)
        && all.all(|c| c.is_ascii_digit() || is_like(c))
}

/// What stands behind a number.
#[derive(Debug, PartialEq)]
pub(super) enum Behind {
    /// Nothing, or the row's unit of measure.
    Unit,
    /// Other words.
    Words,
    /// A multiplier that the row's unit does not have: the number with it, in the row's unit.
    Multiplied(f64),
    /// More than words.
    Unclear,
}

/// What the words behind `number` say.
pub(super) fn behind(number: f64, rest: &str, kind: &Kind, unit: &str) -> Behind {
    let rest = rest.trim_matches(['(', ')', '.', ';', ' ']);
    let unit = fold(unit);
    if rest.is_empty() || is_same(rest, &unit) {
        return Behind::Unit;
    }
    let own = Multiplied::of(&unit);
    let is_money = *kind == Kind::Amount || is_same(own.words, "đồng");
    let short = MONEY
        .iter()
        .find(|(word, _)| is_money && is_short_for(rest, word));
    let said = short.map_or_else(
        || Multiplied::of(rest),
        |(_, factor)| Multiplied {
            factor: *factor,
            and_half: false,
            words: "đồng",
        },
    );
    let names_the_unit = is_same(said.words, own.words) || is_money && is_same(said.words, "đồng");
    let ratio = said.factor / own.factor;
    let is_multiple = ratio.to_bits() != 1f64.to_bits() || said.and_half;
    let known = said.words.is_empty() || names_the_unit;
    match (known, is_multiple) {
        (true, false) => return Behind::Unit,
        // "5 triệu", or "5.000.000 đồng" in a row of millions.
        _ if is_multiple && (said.has_multiplier() || names_the_unit) => {
            let half = if said.and_half { 0.5 } else { 0.0 };
            return Behind::Multiplied((number + half) * ratio);
        }
        _ => {}
    }
    // A single letter is more likely a slip than a word.
    let is_word = |c: char| c.is_alphabetic() || matches!(c, ' ' | '/');
    if rest.chars().count() > 1
        && !rest.chars().all(|c| LIKE_DIGITS.contains(&c))
        && rest.chars().all(is_word)
        && rest.starts_with(char::is_alphabetic)
    {
        Behind::Words
    } else {
        Behind::Unclear
    }
}

/// Whether words beside figures ("nghìn hồ sơ" in a heading) say another scale than the unit of their row.
///
/// ```
/// use tonghop::value::understand::multiplies;
/// assert!(multiplies("nghìn hồ sơ", "hồ sơ"));
/// assert!(!multiplies("triệu đồng", "triệu đồng"));
/// ```
pub fn multiplies(words: &str, unit: &str) -> bool {
    matches!(
        behind(1.0, &accented(words), &Kind::Count, unit),
        Behind::Multiplied(_)
    )
}

/// Whether two units of measure are one: the same words, or words that are listed for one another.
///
/// ```
/// use tonghop::value::understand::is_same_measure;
/// assert!(is_same_measure("Chiếc", "máy"));
/// assert!(!is_same_measure("nghìn hồ sơ", "hồ sơ"));
/// ```
pub fn is_same_measure(words: &str, unit: &str) -> bool {
    behind(1.0, &accented(words), &Kind::Count, unit) == Behind::Unit
}

/// Whether words are this amount cut short, with or without accents.
fn is_short_for(words: &str, short: &str) -> bool {
    words == short || words.is_ascii() && words == without_accents(short)
}

/// Whether these words are the unit, the beginning of it, or another word for it.
fn is_same(words: &str, unit: &str) -> bool {
    let begins = |after: &str| after.is_empty() || after.starts_with(' ');
    let mut groups = SYNONYMS.iter();
    let plain = |words: &str| {
        let is_plain = words.is_ascii() && !unit.is_ascii();
        is_plain
            && without_accents(unit)
                .strip_prefix(words)
                .is_some_and(begins)
    };
    !words.is_empty()
        && (unit.strip_prefix(words).is_some_and(begins)
            || plain(words)
            || groups.any(|group| group.contains(&words) && group.contains(&unit)))
}

/// Words taken apart: "triệu rưỡi đồng".
struct Multiplied<'a> {
    /// The multipliers at the beginning, multiplied.
    factor: f64,
    /// "rưỡi" stands behind them: half of one more.
    and_half: bool,
    /// What is left.
    words: &'a str,
}

impl<'a> Multiplied<'a> {
    fn of(words: &'a str) -> Self {
        let mut found = Self {
            factor: 1.0,
            and_half: false,
            words,
        };
        while !found.and_half {
            let (first, after) = found.words.split_once(' ').unwrap_or((found.words, ""));
            // A share, not a thousand millions.
            if after == "lệ" || after.starts_with("lệ ") {
                break;
            }
            match MULTIPLIERS.iter().find(|(word, _)| *word == first) {
                Some((_, factor)) => found.factor *= factor,
                None if first == "rưỡi" => found.and_half = true,
                None => break,
            }
            found.words = after.trim_start();
        }
        found
    }

    fn has_multiplier(&self) -> bool {
        self.and_half || self.factor.to_bits() != 1f64.to_bits()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_unit_of_the_row_and_its_listed_synonyms_say_nothing_new() {
        for (rest, unit) in [
            ("", "máy"),
            ("máy", "máy"),
            ("chiếc", "máy"),
            ("bộ", "Máy tính"),
            ("(hồ sơ)", "hồ sơ"),
            ("hồ sơ", "hồ sơ trực tuyến"),
            ("hs.", "hồ sơ"),
            ("m2", "m²"),
            ("m²", "m2"),
            ("phần trăm", "%"),
            ("triệu", "triệu đồng"),
            ("tr đồng", "triệu đồng"),
            ("đ", "đồng"),
            ("nghìn hồ sơ", "nghìn hồ sơ"),
            ("may", "máy"),
            ("ho so", "hồ sơ"),
        ] {
            let said = behind(53.0, rest, &Kind::Count, unit);
            assert_eq!(said, Behind::Unit, "{rest} | {unit}");
        }
        assert_eq!(behind(5.0, "đồng", &Kind::Amount, ""), Behind::Unit);
        for (rest, unit) in [
            ("máy hỏng", "máy"),
            ("hồ sơ năm trước", "hồ sơ"),
            ("văn bản mật", "văn bản"),
            ("người", "máy"),
            ("chưa kể tháng mười hai và các tháng khác", "máy"),
            ("trở lên", ""),
            ("triệu hồ sơ", "triệu đồng"),
        ] {
            let said = behind(53.0, rest, &Kind::Count, unit);
            assert_eq!(said, Behind::Words, "{rest} | {unit}");
        }
        for rest in ["%", "m", "?", "*", ", 2 máy hỏng", "(1)", "-57"] {
            let said = behind(53.0, rest, &Kind::Count, "máy");
            assert_eq!(said, Behind::Unclear, "{rest}");
        }
    }

    #[test]
    fn a_multiplier_that_the_unit_does_not_have_gives_a_second_reading() {
        for (number, rest, unit, wanted) in [
            (412.0, "nghìn", "hồ sơ", 412_000.0),
            (412.0, "nghìn hồ sơ", "hồ sơ", 412_000.0),
            (2.0, "tá", "máy", 24.0),
            (3.0, "chục", "máy", 30.0),
            (1.5, "vạn", "người", 15_000.0),
            (1.0, "triệu rưỡi", "đồng", 1_500_000.0),
            (2.0, "rưỡi", "tấn", 2.5),
            (5.0, "trăm nghìn", "đồng", 500_000.0),
            (5.0, "tỷ", "triệu đồng", 5_000.0),
            (5.0, "triệu rưỡi", "triệu đồng", 5.5),
            (4_000_000.0, "đồng", "triệu đồng", 4.0),
            (12.0, "k", "hồ sơ", 12_000.0),
            (7.0, "trăm máy hỏng", "máy", 700.0),
        ] {
            let said = behind(number, rest, &Kind::Count, unit);
            assert_eq!(said, Behind::Multiplied(wanted), "{number} {rest} | {unit}");
        }
    }
}
